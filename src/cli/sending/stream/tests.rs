//! The lines that a script reads.

use super::*;
use crate::domain::{
    Cause, Counts, Created, Draft, End, Existing, Outcome, RowIndex, RunId, Site, StringI18n,
    Terms, Timestamp,
};
use crate::provision::run::Change;
use crate::said::Said;
use crate::store::{NewRow, NewRun, RunRecord, Store};

/// A run of three rows in a journal, the first of them failed.
fn record() -> RunRecord {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let run = NewRun {
        site: Site {
            gateway: "https://g".to_owned(),
            org_id: "o1".to_owned(),
            scope: "https://g|o1".to_owned(),
        },
        terms: Terms {
            require_secret: false,
            existing: Existing::Fail,
        },
        started_at: Timestamp(1),
    };
    let rows = ["K0", "K1", "K2"].map(|key| NewRow {
        draft: Draft {
            product_key: "P".to_owned(),
            device_name: StringI18n::plain(key),
            device_key: Some(key.to_owned()),
            ..Draft::default()
        },
        automatic: key == "K2",
    });
    let run = store.run_begin(&run, rows.to_vec(), &[]).unwrap();
    store
        .rows_settled(
            run,
            &[(RowIndex(0), Outcome::Failed(Cause::said("no").into()))],
            Timestamp(2),
        )
        .unwrap();
    store.run(run).unwrap()
}

fn lines(text: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(text).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
fn a_run_is_told_from_its_beginning_to_its_end() {
    let record = record();
    let mut out = Vec::new();
    let (run, part) = (
        record.summary.id,
        Portion::whole(record.summary.id, Counts::default()),
    );
    let mut stream = Stream::begin(&mut out, Some(run), Report::of(record.clone()).rows, "SITE");
    let progress = Progress {
        counts: Counts {
            created: 1,
            queued: 1,
            failed: 1,
            ..Counts::default()
        },
        paused: Some(Paused::Because(Cause::TooManyFailed {
            failed: 1,
            answered: 2,
        })),
        ..Progress::default()
    };
    stream.hear(
        &part,
        &Event::Sent {
            batch: 1,
            rows: vec![RowIndex(2)],
            progress: Progress::default(),
        },
    );
    let created = Outcome::Created(Created {
        product_key: "P".to_owned(),
        device_key: "K2".to_owned(),
        asset_id: "A2".to_owned(),
        ..Created::default()
    });
    stream.hear(
        &part,
        &Event::Settled {
            change: Change {
                settled: vec![(RowIndex(2), created)],
                put_back: vec![RowIndex(1)],
                ..Change::default()
            },
            progress,
        },
    );
    let end = Some(End::Cancelled);
    let report = Report::new(
        record.summary.id.into(),
        end,
        Report::of(record.clone()).rows,
    );
    stream.end(&report, &Said::data("cancelled")).unwrap();
    let lines = lines(&out);
    let events: Vec<&str> = lines
        .iter()
        .map(|line| line["event"].as_str().unwrap())
        .collect();
    assert_eq!(
        events,
        [
            "begun", "row", "sent", "row", "settled", "row", "row", "end"
        ]
    );
    assert_eq!(
        lines[0],
        json!({"event": "begun", "run": 1, "gateway": "SITE", "rows": 3})
    );
    assert_eq!(
        (&lines[1]["index"], &lines[1]["outcome"]),
        (&json!(1), &json!("failed"))
    );
    assert_eq!(lines[2]["rows"], json!([3]));
    assert_eq!(
        (
            &lines[3]["index"],
            &lines[3]["assetId"],
            &lines[3]["automatic"]
        ),
        (&json!(3), &json!("A2"), &json!(true))
    );
    assert_eq!(lines[4]["progress"]["paused"]["kind"], "too_many_failed");
    assert_eq!(
        (&lines[4]["settled"], &lines[4]["unsent"]),
        (&json!(1), &json!([2]))
    );
    for line in &lines[5..7] {
        assert_eq!(line["outcome"], "unsent");
        assert_eq!(line["cause"]["kind"], "not_sent");
    }
    assert_eq!(
        lines[7],
        json!({"event": "end", "run": 1, "end": {"how": "cancelled"}, "msg": "cancelled",
               "created": 0, "failed": 1, "unknown": 0, "skipped": 0, "deleted": 0, "unsent": 2})
    );
}

/// Takes the first bytes, then fails.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self
            .0
            .checked_sub(bytes.len())
            .ok_or(io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_cannot_be_written_is_told_at_the_end() {
    let record = record();
    let stream = Stream::begin(
        Full(100),
        Some(RunId(1)),
        Report::of(record.clone()).rows,
        "SITE",
    );
    let ended = stream.end(&Report::of(record), &Said::data("finished"));
    assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::StorageFull);
}
