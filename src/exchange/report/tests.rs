//! The three forms of a report, to the byte.

use proptest::prelude::*;

use super::*;
use crate::domain::{
    Cause, Created, End, Existing, Failure, Field, Outcome, PRODUCT_FULL, Refusal, RowIndex, RunId,
    Sign, Site, Terms, Timestamp, Words,
};
use crate::exchange::json_line;
use crate::store::{RunRecord, RunSummary};
use crate::words;

fn row(index: usize, state: RowState, msg: &str) -> ReportRow {
    ReportRow {
        index,
        run: Some(RunId(7)),
        row: RunRow {
            index: RowIndex(u32::try_from(index).unwrap()),
            state,
            product_key: "2zp6A70r".to_owned(),
            device_key: Some(format!("INV-{index}")),
            cause: (!msg.is_empty()).then(|| Box::new(Cause::said(msg))),
            name: format!("逆变器 {index}"),
            ..RunRow::default()
        },
        device_secret: None,
    }
}

fn refusal(code: i64, words: &str) -> Cause {
    Cause::refused(Refusal {
        code: Some(code),
        field: Some(Box::new(Field::DeviceKey)),
        words: Words::new(words),
        ..Refusal::default()
    })
}

fn report() -> Report {
    let mut created = row(8, RowState::Created, "");
    created.row.asset_id = Some("Uvmm5AXU".to_owned());
    created.row.request_id = Some("r-1".to_owned());
    let mut failed = row(9, RowState::Failed, "");
    failed.row.cause = Some(Box::new(refusal(11_704, "设备标识, \"DeviceKey invalid\"")));
    failed.row.automatic = true;
    Report {
        run: Some(RunId(7)),
        end: None,
        counts: Counts {
            created: 963,
            failed: 1,
            ..Counts::default()
        },
        rows: vec![created, failed],
    }
}

fn secret() -> Secret {
    Secret::from("s3cr3t".to_owned())
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn json_has_every_key_and_a_secret_only_where_given() {
    let mut report = report();
    report.rows[0].device_secret = Some(secret());
    assert_eq!(
        written(|out| json_line::write(out, &report)),
        concat!(
            r#"{"run":7,"end":null,"created":963,"failed":1,"unknown":0,"skipped":0,"deleted":0,"unsent":0,"rows":["#,
            r#"{"index":9,"row":9,"outcome":"created","productKey":"2zp6A70r","deviceKey":"INV-8","#,
            r#""assetId":"Uvmm5AXU","code":null,"msg":"","cause":null,"requestId":"r-1","automatic":false,"adopted":false,"run":7,"deviceSecret":"s3cr3t"},"#,
            r#"{"index":10,"row":10,"outcome":"failed","productKey":"2zp6A70r","deviceKey":"INV-9","#,
            r#""assetId":null,"code":11704,"msg":"设备标识, \"DeviceKey invalid\"","#,
            r#""cause":{"kind":"refused","code":11704,"field":"deviceKey","words":"设备标识, \"DeviceKey invalid\""},"requestId":null,"automatic":true,"adopted":false,"run":7}]}"#,
            "\n"
        )
    );
}

#[test]
fn csv_quotes_what_it_must() {
    assert_eq!(
        written(|out| report().csv(out)),
        "index,outcome,productKey,deviceKey,assetId,code,msg,requestId,name,automatic,adopted,run,row,cause,field\n\
         9,created,2zp6A70r,INV-8,Uvmm5AXU,,,r-1,逆变器 8,false,false,7,9,,\n\
         10,failed,2zp6A70r,INV-9,,11704,\"设备标识, \"\"DeviceKey invalid\"\"\",,逆变器 9,true,false,7,10,refused,deviceKey\n"
    );
}

#[test]
fn csv_has_a_column_for_secrets_only_with_one() {
    let mut report = report();
    report.rows[1].device_secret = Some(secret());
    let text = written(|out| report.csv(out));
    let ends: Vec<_> = text
        .lines()
        .map(|line| line.rsplit(',').next().unwrap())
        .collect();
    assert_eq!(ends, ["deviceSecret", "", "s3cr3t"]);
}

/// The cells of the only row of this report.
fn cells_of(row: ReportRow) -> Vec<String> {
    let report = Report {
        rows: vec![row],
        ..Report::default()
    };
    let text = written(|out| report.csv(out));
    let mut records = csv::Reader::from_reader(text.as_bytes());
    let record = records.records().next().unwrap().unwrap();
    record.iter().map(str::to_owned).collect()
}

#[test]
fn csv_defuses_texts_and_keeps_ids_and_codes_exact() {
    let mut row = row(0, RowState::Failed, "");
    row.row.device_key = Some("-INV".to_owned());
    row.row.cause = Some(Box::new(refusal(-1, "=1+1")));
    let cells = cells_of(row);
    assert_eq!(cells[3], "-INV");
    assert_eq!(cells[5], "-1");
    assert_eq!(cells[6], "'=1+1");
}

proptest! {
    #[test]
    fn no_column_of_csv_lets_a_text_through_as_it_came(
        texts in proptest::collection::vec("[=+@\\-\t\r\u{1b}][a-z|!()\n\u{1b}\u{202e}]{2,6}", 7),
    ) {
        let text = |at: usize| texts[at].clone();
        let mut hostile = row(0, RowState::Failed, &text(3));
        hostile.row.product_key = text(0);
        hostile.row.device_key = Some(text(1));
        hostile.row.asset_id = Some(text(2));
        hostile.row.request_id = Some(text(4));
        hostile.row.name = text(5);
        // One of letters and digits alone is exact.
        hostile.device_secret = Some(Secret::from(format!("{}|", text(6))));
        let cells = cells_of(hostile);
        prop_assert_eq!(cells.len(), 16);
        for cell in cells {
            let formula = cell.starts_with(['=', '+', '@', '\t', '\r'])
                || cell.starts_with('-') && cell.contains(['|', '!', '(']);
            prop_assert!(!formula, "{cell:?}");
            prop_assert!(!cell.contains(|c: char| c.is_control() || c == '\u{202e}'), "{cell:?}");
        }
    }
}

#[test]
fn a_place_has_one_number_in_json_csv_and_tables() {
    for index in [0, 8, 99_999] {
        let report = Report {
            run: Some(RunId(7)),
            rows: vec![row(index, RowState::Created, "")],
            ..Report::default()
        };
        let number = (index + 1).to_string();
        let object: serde_json::Value =
            serde_json::from_str(&written(|out| json_line::write(out, &report))).unwrap();
        assert_eq!(object["rows"][0]["index"].to_string(), number);
        assert_eq!(cells_of(report.rows[0].clone())[0], number);
        let table = written(|out| report.table(out, Lang::En, |_| None));
        let lines: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.split_whitespace().collect())
            .collect();
        assert_eq!((lines[1][0], lines[2][0]), ("#", number.as_str()));
    }
}

#[test]
fn where_a_row_of_the_file_has_another_place_in_its_run_both_are_told() {
    let mut elsewhere = row(1, RowState::Unknown, "no reply");
    elsewhere.row.index = RowIndex(0);
    elsewhere.run = Some(RunId(8));
    let report = Report {
        run: Some(RunId(8)),
        rows: vec![row(0, RowState::Created, ""), elsewhere],
        ..Report::default()
    };
    let table = written(|out| report.table(out, Lang::En, |_| None));
    let lines: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(lines[1][..3], ["row", "run", "#"]);
    assert_eq!(lines[3][..3], ["2", "8", "1"]);
    let object: serde_json::Value =
        serde_json::from_str(&written(|out| json_line::write(out, &report))).unwrap();
    assert_eq!(
        (&object["rows"][1]["row"], &object["rows"][1]["index"]),
        (&2.into(), &1.into())
    );
}

#[test]
fn a_table_begins_with_the_counts_and_aligns_chinese() {
    let report = report();
    assert_eq!(
        written(|out| report.table(out, Lang::En, |row| {
            (row.row.state == RowState::Failed).then(|| Said::data("renumber"))
        })),
        "run 7: 963 created, 1 failed, 0 unknown
 #  outcome  productKey  deviceKey          assetId   code   msg                            what to do
 9  created  2zp6A70r    INV-8              Uvmm5AXU
10  failed   2zp6A70r    INV-9 (generated)            11704  设备标识, \"DeviceKey invalid\"  renumber
"
    );
    let plain = written(|out| report.table(out, Lang::En, |_| None));
    assert!(!plain.contains("what to do"));
    let none = Report::default();
    assert_eq!(
        written(|out| none.table(out, Lang::En, |_| None)),
        "0 created, 0 failed, 0 unknown\n"
    );
}

#[test]
fn a_table_shows_no_secret_and_lets_no_message_command_the_terminal() {
    let mut hostile = row(0, RowState::Unknown, "\u{1b}[2Jbad\nline");
    hostile.device_secret = Some(secret());
    let report = Report {
        rows: vec![hostile],
        ..Report::default()
    };
    let text = written(|out| report.table(out, Lang::En, |_| None));
    assert!(!text.contains("s3cr3t"));
    assert!(text.contains("\\u{1b}[2Jbad\\u{a}line"));
    assert!(!format!("{report:?}").contains("s3cr3t"));
}

/// A row of the journal in this state.
fn recorded(index: u32, state: RowState) -> RunRow {
    RunRow {
        index: RowIndex(index),
        state,
        cause: Some(Box::new(Cause::said("words"))),
        attempts: 1,
        ..RunRow::default()
    }
}

fn record(end: Option<End>, rows: Vec<RunRow>) -> RunRecord {
    RunRecord {
        summary: RunSummary {
            id: RunId(7),
            site: Site {
                gateway: String::new(),
                org_id: String::new(),
                scope: String::new(),
            },
            terms: Terms {
                require_secret: false,
                existing: Existing::Fail,
            },
            started_at: Timestamp(0),
            ended_at: None,
            end,
            counts: Counts::default(),
            ..RunSummary::default()
        },
        rows,
    }
}

#[test]
fn every_state_of_a_row_has_its_word_and_is_counted() {
    let rows = (0_u32..).zip(RowState::ALL);
    let rows = rows.map(|(index, state)| recorded(index, *state)).collect();
    let report = Report::of(record(Some(End::Cancelled), rows));
    let told: Vec<_> = report
        .rows
        .iter()
        .map(|row| (word(row.row.state), words::row(&row.row)))
        .collect();
    let told: Vec<_> = told.iter().map(|(word, msg)| (*word, msg.en())).collect();
    assert_eq!(
        told,
        [
            ("unsent", "not sent: cancelled"),
            ("unknown", "under way: no reply yet"),
            ("created", "words"),
            ("failed", "words"),
            ("unknown", "words"),
            ("skipped", "words"),
            ("deleted", "words"),
        ]
    );
    assert_eq!(
        written(|out| report.table(out, Lang::En, |_| None))
            .lines()
            .next(),
        Some("run 7: 1 created, 1 failed, 2 unknown, 1 skipped, 1 since deleted, 1 not sent")
    );
}

#[test]
fn an_unsent_row_never_says_that_the_run_is_finished() {
    let stopped = End::Stopped {
        cause: Box::new(refusal(PRODUCT_FULL, "no room")),
    };
    for (end, told) in [
        (Some(stopped), "not sent: stopped: no room (11739)"),
        (Some(End::Finished), "not sent: still queued"),
        (None, "not sent: still queued"),
    ] {
        let report = Report::of(record(end.clone(), vec![recorded(0, RowState::Queued)]));
        let row = &report.rows[0].row;
        assert_eq!(words::row(row), told);
        assert_eq!(**row.cause.as_ref().unwrap(), Cause::NotSent { end });
    }
}

#[test]
fn an_outcome_newer_than_the_record_replaces_what_it_said() {
    let mut report = Report::of(record(None, vec![recorded(0, RowState::InFlight)]));
    let row = &mut report.rows[0].row;
    let exists = Cause::KeyExists {
        words: Words::new("taken"),
    };
    row.settle(&Outcome::Failed(Failure {
        cause: exists.clone(),
        request_id: Some("r-1".to_owned()),
    }));
    assert_eq!(
        (row.state, row.cause.as_deref(), row.request_id.as_deref()),
        (RowState::Failed, Some(&exists), Some("r-1"))
    );
    row.settle(&Outcome::Created(Created {
        device_key: "K".to_owned(),
        asset_id: "A".to_owned(),
        adopted: true,
        ..Created::default()
    }));
    assert_eq!(
        (
            row.state,
            row.device_key.as_deref(),
            row.asset_id.as_deref()
        ),
        (RowState::Created, Some("K"), Some("A"))
    );
    assert!(row.cause.is_none() && words::row(row).en().contains("adopted"));
}

#[test]
fn a_field_that_is_none_of_a_draft_is_told_all_the_same() {
    let used = Cause::Used {
        field: "activeTime".to_owned(),
        at: Sign::Never,
    };
    assert_eq!(cause_json(&used)["field"], "activeTime");
    assert_eq!(cause_json(&Cause::CutShort)["field"], Value::Null);
}
