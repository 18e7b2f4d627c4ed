-- Times are Unix ms; drafts and outcomes are JSON. Secrets are stored only as EnOS sealed them.
CREATE TABLE queue (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    draft TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    gateway        TEXT NOT NULL,
    org_id         TEXT NOT NULL,
    scope          TEXT NOT NULL,
    require_secret INTEGER NOT NULL,
    started_at     INTEGER NOT NULL,
    ended_at       INTEGER,
    end            TEXT
) STRICT;

-- Written before the first byte of the batch leaves.
CREATE TABLE batches (
    run     INTEGER NOT NULL REFERENCES runs (id),
    batch   INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    PRIMARY KEY (run, batch)
) STRICT, WITHOUT ROWID;

-- `batch` is the last batch the row left in, `attempts` how often it left. The draft comes last, so that
-- reading the columns before it does not read it.
CREATE TABLE rows (
    run           INTEGER NOT NULL REFERENCES runs (id),
    row           INTEGER NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('queued', 'in_flight', 'created', 'failed', 'unknown')),
    attempts      INTEGER NOT NULL DEFAULT 0,
    batch         INTEGER,
    product_key   TEXT NOT NULL,
    device_key    TEXT,
    name          TEXT NOT NULL,
    asset_id      TEXT,
    code          INTEGER,
    msg           TEXT NOT NULL DEFAULT '',
    request_id    TEXT,
    device_secret TEXT,
    session_key   TEXT,
    corrected     INTEGER NOT NULL DEFAULT 0,
    draft         TEXT NOT NULL,
    PRIMARY KEY (run, row),
    FOREIGN KEY (run, batch) REFERENCES batches (run, batch)
) STRICT;

CREATE INDEX rows_by_state ON rows (state, run);

-- Everything ever reported about a row, in the order reported.
CREATE TABLE history (
    id      INTEGER PRIMARY KEY,
    run     INTEGER NOT NULL,
    row     INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    at      INTEGER NOT NULL,
    FOREIGN KEY (run, row) REFERENCES rows (run, row)
) STRICT;

CREATE TRIGGER history_is_not_rewritten BEFORE UPDATE ON history
BEGIN SELECT RAISE (ABORT, 'the history is never rewritten'); END;

CREATE TRIGGER history_is_not_shortened BEFORE DELETE ON history
BEGIN SELECT RAISE (ABORT, 'the history is never shortened'); END;

-- The half-typed form, learned settings and cached replies.
CREATE TABLE texts (
    kind  TEXT NOT NULL,
    scope TEXT NOT NULL,
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (kind, scope, key)
) STRICT;
