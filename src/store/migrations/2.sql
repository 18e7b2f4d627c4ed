-- What changes with every batch is apart from what is large, and what was reported is written once.
ALTER TABLE runs ADD COLUMN existing TEXT NOT NULL DEFAULT 'fail';

-- `id` of a row is its run's number * 2^32 + its place in the run, from 0: rows of a run lie side by side,
-- and one statement reaches a thousand of them.

-- What is to be made, as last corrected. `automatic`: the program made the key.
CREATE TABLE drafts (
    id          INTEGER PRIMARY KEY,
    product_key TEXT NOT NULL,
    device_key  TEXT,
    name        TEXT NOT NULL,
    automatic   INTEGER NOT NULL DEFAULT 0,
    corrected   INTEGER NOT NULL DEFAULT 0,
    draft       TEXT NOT NULL
) STRICT;

-- How far the rows have come. `attempts` is how often a row left, `batch` the last one it left in. Of
-- the reports, `made` says what device it became, `told` why it is as it is, `secret` brought its secret.
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
    code          INTEGER,
    msg           TEXT NOT NULL DEFAULT '',
    request_id    TEXT,
    product_key   TEXT,
    device_key    TEXT,
    asset_id      TEXT,
    adopted       INTEGER NOT NULL DEFAULT 0,
    device_secret TEXT,
    session_key   TEXT
) STRICT;

INSERT INTO drafts (id, product_key, device_key, name, corrected, draft)
SELECT (run << 32) + row, product_key, draft ->> '$.deviceKey', name, corrected, draft
FROM rows ORDER BY run, row;

INSERT INTO reports (id, of, attempt, at, kind, code, msg, request_id, product_key, device_key, asset_id,
                     device_secret, session_key)
SELECT history.id, (run << 32) + row, attempt, at, lower(outcome.key), outcome.value ->> '$.code',
       coalesce(outcome.value ->> '$.msg', ''), outcome.value ->> '$.request_id', outcome.value ->> '$.product_key',
       outcome.value ->> '$.device_key', outcome.value ->> '$.asset_id',
       outcome.value ->> '$.sealed.deviceSecret', outcome.value ->> '$.sealed.sessionKey'
FROM history, json_each(history.outcome) AS outcome ORDER BY history.id;

-- The first report of a device made it; of failures and of unknown outcomes the last one counts.
INSERT INTO states (id, state, attempts, batch, made, told, secret)
SELECT (run << 32) + row, state, attempts, batch, made,
       CASE state WHEN 'created' THEN made WHEN 'failed' THEN failed WHEN 'unknown' THEN unknown END, secret
FROM rows
LEFT JOIN (
    SELECT of,
           min(id) FILTER (WHERE kind = 'created') AS made,
           max(id) FILTER (WHERE kind = 'failed') AS failed,
           max(id) FILTER (WHERE kind = 'unknown') AS unknown,
           max(id) FILTER (WHERE device_secret IS NOT NULL) AS secret
    FROM reports GROUP BY of
) AS reported ON reported.of = (run << 32) + row
ORDER BY run, row;

DROP TABLE history;
DROP TABLE rows;

CREATE TRIGGER reports_are_not_rewritten BEFORE UPDATE ON reports
BEGIN SELECT RAISE (ABORT, 'what was reported is never rewritten'); END;

CREATE TRIGGER reports_are_not_removed BEFORE DELETE ON reports
BEGIN SELECT RAISE (ABORT, 'what was reported is never removed'); END;

CREATE TRIGGER runs_are_not_removed BEFORE DELETE ON runs
BEGIN SELECT RAISE (ABORT, 'a run is never removed'); END;

CREATE TRIGGER rows_are_not_removed BEFORE DELETE ON states
BEGIN SELECT RAISE (ABORT, 'the rows of a run are never removed'); END;

CREATE TRIGGER drafts_are_not_removed BEFORE DELETE ON drafts
BEGIN SELECT RAISE (ABORT, 'the rows of a run are never removed'); END;
