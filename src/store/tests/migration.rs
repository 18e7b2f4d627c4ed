//! Databases of earlier layouts are brought up to date, and nothing of them is lost.

use rusqlite::Connection;

use super::*;

/// Two runs as layout 1 kept them, with rows of every kind that it knew, and a queue.
const LAYOUT_1: &str = r#"
INSERT INTO queue (id, draft) VALUES (7, '{"productKey":"p","deviceName":{"defaultValue":"waiting"},"timezone":"Z"}');
INSERT INTO texts VALUES ('form', '', '', '{"half":"typed"}'), ('setting', 's', 'batch_size', '500');

INSERT INTO runs VALUES (1, 'https://g', 'o1', 'https://g|o1', 1, 1000, 5000, 'finished'),
                        (2, 'https://g', 'o1', 'https://g|o1', 0, 6000, NULL, NULL);
INSERT INTO batches VALUES (1, 1, 2000), (1, 2, 3000), (2, 1, 7000);

-- created: failed first, corrected; a late failure and a late secret. EnOS made the key.
INSERT INTO rows VALUES (1, 0, 'created', 2, 2, 'p0', 'made', 'name 0', 'asset 0', NULL, '', 'r2', 'secret', 'session', 1,
    '{"productKey":"p0","deviceName":{"defaultValue":"name 0"},"timezone":"Z"}');
INSERT INTO history (id, run, row, attempt, outcome, at) VALUES
    (1, 1, 0, 1, '{"Failed":{"code":99400,"msg":"bad zone","request_id":"r1"}}', 2500),
    (2, 1, 0, 2, '{"Created":{"product_key":"p0","device_key":"made","asset_id":"asset 0","request_id":"r2","sealed":null}}', 3500),
    (3, 1, 0, 2, '{"Failed":{"code":null,"msg":"late","request_id":null}}', 3600),
    (4, 1, 0, 2, '{"Created":{"product_key":"p0","device_key":"made","asset_id":"asset 0","request_id":"r3","sealed":{"deviceSecret":"secret","sessionKey":"session"}}}', 3700);

-- failed twice, and unknown too late to matter
INSERT INTO rows VALUES (1, 1, 'failed', 2, 2, 'p', 'k1', 'name 1', NULL, -1, 'once more', NULL, NULL, NULL, 0,
    '{"productKey":"p","deviceName":{"defaultValue":"name 1"},"timezone":"Z","deviceKey":"k1"}');
INSERT INTO history (id, run, row, attempt, outcome, at) VALUES
    (5, 1, 1, 1, '{"Unknown":{"code":null,"msg":"lost","request_id":null}}', 2500),
    (6, 1, 1, 2, '{"Failed":{"code":-1,"msg":"no","request_id":"r2"}}', 3500),
    (7, 1, 1, 2, '{"Failed":{"code":-1,"msg":"once more","request_id":null}}', 3550),
    (8, 1, 1, 2, '{"Unknown":{"code":1,"msg":"late","request_id":null}}', 3600);

-- unknown, after a failure
INSERT INTO rows VALUES (1, 2, 'unknown', 2, 2, 'p', 'k2', 'name 2', NULL, 11702, 'perhaps', 'r2', NULL, NULL, 0,
    '{"productKey":"p","deviceName":{"defaultValue":"name 2"},"timezone":"Z","deviceKey":"k2"}');
INSERT INTO history (id, run, row, attempt, outcome, at) VALUES
    (9, 1, 2, 1, '{"Failed":{"code":5,"msg":"no","request_id":null}}', 2500),
    (10, 1, 2, 2, '{"Unknown":{"code":11702,"msg":"perhaps","request_id":"r2"}}', 3500);

-- sent once, known not to have been acted upon; then one in flight, and one never sent
INSERT INTO rows VALUES (2, 0, 'queued', 1, 1, 'p', 'k0', 'name 0', NULL, NULL, '', NULL, NULL, NULL, 0,
    '{"productKey":"p","deviceName":{"defaultValue":"name 0"},"timezone":"Z","deviceKey":"k0"}');
INSERT INTO rows VALUES (2, 1, 'in_flight', 1, 1, 'p', 'k1', 'name 1', NULL, NULL, '', NULL, NULL, NULL, 0,
    '{"productKey":"p","deviceName":{"defaultValue":"name 1"},"timezone":"Z","deviceKey":"k1"}');
INSERT INTO rows VALUES (2, 2, 'queued', 0, NULL, 'p', NULL, 'name 2', NULL, NULL, '', NULL, NULL, NULL, 0,
    '{"productKey":"p","deviceName":{"defaultValue":"name 2"},"timezone":"Z"}');
"#;

/// The store of a folder that layout 1 was left in.
fn migrated() -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let old = Connection::open(dir.path().join("enroll.sqlite")).unwrap();
    old.execute_batch("PRAGMA journal_mode = wal; PRAGMA foreign_keys = on;")
        .unwrap();
    old.execute_batch(include_str!("../migrations/1.sql"))
        .unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
    old.execute_batch(LAYOUT_1).unwrap();
    drop(old);
    let store = Store::open(dir.path()).unwrap();
    (dir, store)
}

/// A row of a migrated run as it should be read.
fn row(index: u32, state: RowState) -> RunRow {
    RunRow {
        index,
        state,
        product_key: "p".to_owned(),
        device_key: Some(format!("k{index}")),
        name: format!("name {index}"),
        asset_id: None,
        code: None,
        msg: String::new(),
        request_id: None,
        has_secret: false,
        corrected: false,
        automatic: false,
        adopted: false,
        undo: false,
        attempts: 0,
    }
}

#[test]
fn layout_1_keeps_its_queue_texts_and_runs() {
    let (_dir, store) = migrated();
    let queue = store.queue().unwrap();
    assert_eq!((queue.len(), queue[0].id), (1, 7));
    assert_eq!(queue[0].draft.device_name, StringI18n::plain("waiting"));
    assert_eq!(
        store.form().unwrap().as_deref(),
        Some("{\"half\":\"typed\"}")
    );
    assert_eq!(
        store.setting("s", "batch_size").unwrap().as_deref(),
        Some("500")
    );
    let counts = Counts {
        created: 1,
        failed: 1,
        unknown: 1,
        ..Counts::default()
    };
    let runs = store.runs().unwrap();
    assert_eq!(
        runs[1],
        RunSummary {
            id: 1,
            gateway: "https://g".to_owned(),
            org_id: "o1".to_owned(),
            scope: "https://g|o1".to_owned(),
            require_secret: true,
            existing: Existing::Fail,
            started_at: 1_000,
            ended_at: Some(5_000),
            end: Some("finished".to_owned()),
            counts,
        }
    );
    assert_eq!((runs[0].id, runs[0].ended_at), (2, None));
    // Numbers count on.
    assert_eq!(begin(&store, 1), 3);
}

#[test]
fn layout_1_keeps_every_row() {
    let (_dir, store) = migrated();
    let expected = [
        RunRow {
            product_key: "p0".to_owned(),
            device_key: Some("made".to_owned()),
            asset_id: Some("asset 0".to_owned()),
            request_id: Some("r2".to_owned()),
            has_secret: true,
            corrected: true,
            attempts: 2,
            ..row(0, RowState::Created)
        },
        RunRow {
            code: Some(-1),
            msg: "once more".to_owned(),
            attempts: 2,
            ..row(1, RowState::Failed)
        },
        RunRow {
            code: Some(11_702),
            msg: "perhaps".to_owned(),
            request_id: Some("r2".to_owned()),
            attempts: 2,
            ..row(2, RowState::Unknown)
        },
    ];
    assert_eq!(store.run(1).unwrap().rows, expected);
    let secret = Sealed {
        device_secret: "secret".to_owned(),
        session_key: "session".to_owned(),
    };
    assert_eq!(store.row_sealed(1, 0).unwrap(), Some(secret));
    // The row's draft is the user's, without the key that EnOS made.
    assert_eq!(store.row_draft(1, 0).unwrap().device_key, None);

    let expected = [
        RunRow {
            attempts: 1,
            ..row(0, RowState::Queued)
        },
        RunRow {
            attempts: 1,
            msg: "the program stopped before the reply arrived".to_owned(),
            ..row(1, RowState::Unknown)
        },
        RunRow {
            device_key: None,
            ..row(2, RowState::Queued)
        },
    ];
    assert_eq!(store.run(2).unwrap().rows, expected);
    let sent: Vec<_> = store
        .open_rows(2)
        .unwrap()
        .iter()
        .map(|row| row.sent_at)
        .collect();
    assert_eq!(sent, [Some(7_000), Some(7_000), None]);
    // And the run goes on.
    assert_eq!(store.batch_sent(2, &[0, 2], 8_000).unwrap(), 2);
}

#[test]
fn layout_1_keeps_its_history() {
    use Outcome::{Failed, Unknown};
    let (_dir, store) = migrated();
    let failed = |code, msg: &str, request_id: Option<&str>| Failure {
        code,
        msg: msg.to_owned(),
        request_id: request_id.map(str::to_owned),
    };
    let created = |request_id: &str, sealed| {
        Outcome::Created(Created {
            product_key: "p0".to_owned(),
            device_key: "made".to_owned(),
            asset_id: "asset 0".to_owned(),
            request_id: Some(request_id.to_owned()),
            sealed,
            adopted: false,
        })
    };
    let secret = Sealed {
        device_secret: "secret".to_owned(),
        session_key: "session".to_owned(),
    };
    let expected = [
        (0, 1, Failed(failed(Some(99_400), "bad zone", Some("r1")))),
        (0, 2, created("r2", None)),
        (0, 2, Failed(failed(None, "late", None))),
        (0, 2, created("r3", Some(secret))),
        (1, 1, Unknown(failed(None, "lost", None))),
        (1, 2, Failed(failed(Some(-1), "no", Some("r2")))),
        (1, 2, Failed(failed(Some(-1), "once more", None))),
        (1, 2, Unknown(failed(Some(1), "late", None))),
        (2, 1, Failed(failed(Some(5), "no", None))),
        (2, 2, Unknown(failed(Some(11_702), "perhaps", Some("r2")))),
    ];
    let expected = expected.map(|(row, attempt, outcome)| (row, attempt, Told::Outcome(outcome)));
    assert_eq!(history(&store, 1), expected);
    assert_eq!(history(&store, 2).len(), 1, "what the opening found");
    let times: Vec<i64> = store
        .read(|connection| {
            let mut select = connection.prepare("SELECT at FROM reports ORDER BY id LIMIT 3")?;
            let times = select.query_map([], |row| row.get(0))?;
            Ok(times.collect::<Result<_, _>>()?)
        })
        .unwrap();
    assert_eq!(times, [2_500, 3_500, 3_600]);
}
