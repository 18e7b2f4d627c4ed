-- Times are Unix ms; drafts are JSON. Secrets are stored only as EnOS sealed them. What changes with every
-- batch is apart from what is large, and what was reported is written once.

-- `scope`: the gateway and organisation that a row waits for. An id is never used twice, whatever the scope.
CREATE TABLE queue (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    scope TEXT NOT NULL,
    draft TEXT NOT NULL
) STRICT;

CREATE INDEX queue_by_scope ON queue (scope, id);

-- `told`: somebody was told how it ended. Until then it counts as cut short.
CREATE TABLE runs (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    gateway        TEXT NOT NULL,
    org_id         TEXT NOT NULL,
    scope          TEXT NOT NULL,
    require_secret INTEGER NOT NULL,
    existing       TEXT NOT NULL,
    started_at     INTEGER NOT NULL,
    began_there    INTEGER, -- by the gateway's own clock, at least; none while no reply has said
    ended_at       INTEGER,
    end            TEXT, -- JSON
    told           INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Written before the first byte of the batch leaves.
CREATE TABLE batches (
    run     INTEGER NOT NULL REFERENCES runs (id),
    batch   INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    PRIMARY KEY (run, batch)
) STRICT, WITHOUT ROWID;

-- `id` of a row is its run's number * 2^32 + its place in the run, from 0: rows of a run lie side by side,
-- and one statement reaches a thousand of them.

-- What is to be made, as last corrected. `automatic`: the program made the key. `content` is what the
-- user's own draft says.
CREATE TABLE drafts (
    id          INTEGER PRIMARY KEY,
    product_key TEXT NOT NULL,
    device_key  TEXT,
    name        TEXT NOT NULL,
    automatic   INTEGER NOT NULL DEFAULT 0,
    corrected   INTEGER NOT NULL DEFAULT 0,
    content     BLOB NOT NULL,
    draft       TEXT NOT NULL
) STRICT;

-- Which rows say or have ever said what. Apart from them, as a run is entered in the order of its contents: an
-- index would be written all over for every row.
CREATE TABLE contents (
    content BLOB NOT NULL,
    id      INTEGER NOT NULL,
    PRIMARY KEY (content, id)
) STRICT, WITHOUT ROWID;

-- How far the rows have come. `attempts` is how often a row left, `batch` the last one it left in. Of
-- the reports, `made` says what device it became, `told` why it is as it is, `secret` brought its secret.
-- `undo` is 1 for a row whose device is to be deleted, 2 once a deletion of it has left.
CREATE TABLE states (
    id       INTEGER PRIMARY KEY,
    state    TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    batch    INTEGER,
    made     INTEGER,
    told     INTEGER,
    secret   INTEGER,
    undo     INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Everything ever reported about a row, in the order reported.
CREATE TABLE reports (
    id            INTEGER PRIMARY KEY,
    of            INTEGER NOT NULL, -- the row
    attempt       INTEGER NOT NULL,
    at            INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    cause         TEXT, -- JSON
    request_id    TEXT,
    product_key   TEXT,
    device_key    TEXT,
    asset_id      TEXT,
    adopted       INTEGER NOT NULL DEFAULT 0,
    device_secret TEXT,
    session_key   TEXT
) STRICT;

-- Which rows the devices became, to know a device of one's own again.
CREATE INDEX reports_by_asset ON reports (asset_id) WHERE asset_id IS NOT NULL;

-- The runs that are being removed, within the one commit that removes them; else nothing of a run is.
CREATE TABLE pruning (
    run INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER reports_are_not_rewritten BEFORE UPDATE ON reports
BEGIN SELECT RAISE (ABORT, 'what was reported is never rewritten'); END;

CREATE TRIGGER reports_are_not_removed BEFORE DELETE ON reports
WHEN OLD.of >> 32 NOT IN (SELECT run FROM pruning)
BEGIN SELECT RAISE (ABORT, 'what was reported is never removed'); END;

CREATE TRIGGER runs_are_not_removed BEFORE DELETE ON runs
WHEN OLD.id NOT IN (SELECT run FROM pruning)
BEGIN SELECT RAISE (ABORT, 'a run is never removed'); END;

CREATE TRIGGER rows_are_not_removed BEFORE DELETE ON states
WHEN OLD.id >> 32 NOT IN (SELECT run FROM pruning)
BEGIN SELECT RAISE (ABORT, 'the rows of a run are never removed'); END;

CREATE TRIGGER drafts_are_not_removed BEFORE DELETE ON drafts
WHEN OLD.id >> 32 NOT IN (SELECT run FROM pruning)
BEGIN SELECT RAISE (ABORT, 'the rows of a run are never removed'); END;

-- Products and thing models as they were last fetched. Products are in the order served.
CREATE TABLE catalogue (
    id      INTEGER PRIMARY KEY,
    scope   TEXT NOT NULL,
    kind    TEXT NOT NULL,
    key     TEXT NOT NULL,
    kept_at INTEGER NOT NULL,
    value   TEXT NOT NULL, -- JSON
    UNIQUE (scope, kind, key)
) STRICT;

-- Half-typed forms, learned settings and shapes of replies.
CREATE TABLE texts (
    kind  TEXT NOT NULL,
    scope TEXT NOT NULL,
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (kind, scope, key)
) STRICT;
