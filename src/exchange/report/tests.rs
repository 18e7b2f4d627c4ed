//! The three forms of a report, to the byte.

use super::*;
use crate::domain::Field;

fn row(index: usize, outcome: Verdict, msg: &str) -> ReportRow {
    ReportRow {
        index,
        outcome,
        product_key: "2zp6A70r".to_owned(),
        device_key: Some(format!("INV-{index}")),
        asset_id: None,
        code: None,
        msg: msg.to_owned(),
        request_id: None,
        name: format!("逆变器 {index}"),
        device_secret: None,
    }
}

fn report() -> Report {
    let mut created = row(8, Verdict::Created, "OK");
    created.asset_id = Some("Uvmm5AXU".to_owned());
    created.request_id = Some("r-1".to_owned());
    let mut failed = row(9, Verdict::Failed, "设备标识已存在, \"DeviceKey existed\"");
    failed.code = Some(11702);
    Report {
        run: Some(7),
        created: 963,
        failed: 1,
        unknown: 0,
        rows: vec![created, failed],
    }
}

fn secret() -> Secret {
    Secret::new("s3cr3t".to_owned().into())
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
        written(|out| report.json(out)),
        concat!(
            r#"{"run":7,"created":963,"failed":1,"unknown":0,"rows":["#,
            r#"{"index":8,"outcome":"created","productKey":"2zp6A70r","deviceKey":"INV-8","#,
            r#""assetId":"Uvmm5AXU","code":null,"msg":"OK","requestId":"r-1","deviceSecret":"s3cr3t"},"#,
            r#"{"index":9,"outcome":"failed","productKey":"2zp6A70r","deviceKey":"INV-9","#,
            r#""assetId":null,"code":11702,"msg":"设备标识已存在, \"DeviceKey existed\"","requestId":null}]}"#,
            "\n"
        )
    );
}

#[test]
fn csv_quotes_what_it_must() {
    assert_eq!(
        written(|out| report().csv(out)),
        "index,outcome,productKey,deviceKey,assetId,code,msg,requestId,name\n\
         8,created,2zp6A70r,INV-8,Uvmm5AXU,,OK,r-1,逆变器 8\n\
         9,failed,2zp6A70r,INV-9,,11702,\"设备标识已存在, \"\"DeviceKey existed\"\"\",,逆变器 9\n"
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

#[test]
fn csv_defuses_messages_and_keeps_ids_exact() {
    for msg in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
        let mut row = row(0, Verdict::Failed, msg);
        row.device_key = Some("-INV".to_owned());
        row.code = Some(-1);
        let report = Report {
            rows: vec![row],
            ..Report::default()
        };
        let text = written(|out| report.csv(out));
        let mut records = csv::Reader::from_reader(text.as_bytes());
        let record = records.records().next().unwrap().unwrap();
        assert_eq!(record[3], *"-INV");
        assert_eq!(record[5], *"-1");
        assert_eq!(record[6], format!("'{msg}"));
    }
}

#[test]
fn a_table_begins_with_the_counts_and_aligns_chinese() {
    let report = report();
    assert_eq!(
        written(|out| report.table(out, |row| {
            (row.code == Some(11702)).then(|| "renumber".to_owned())
        })),
        "\
run 7: 963 created, 1 failed, 0 unknown
row  outcome  productKey  deviceKey  assetId   code   msg                                  what to do
  9  created  2zp6A70r    INV-8      Uvmm5AXU         OK
 10  failed   2zp6A70r    INV-9                11702  设备标识已存在, \"DeviceKey existed\"  renumber
"
    );
    let plain = written(|out| report.table(out, |_| None));
    assert!(!plain.contains("what to do"));
    let none = Report::default();
    assert_eq!(
        written(|out| none.table(out, |_| None)),
        "0 created, 0 failed, 0 unknown\n"
    );
}

#[test]
fn a_table_shows_no_secret_and_lets_no_message_command_the_terminal() {
    let mut hostile = row(0, Verdict::Unknown, "\u{1b}[2Jbad\nline");
    hostile.device_secret = Some(secret());
    let report = Report {
        rows: vec![hostile],
        ..Report::default()
    };
    let text = written(|out| report.table(out, |_| None));
    assert!(!text.contains("s3cr3t"));
    assert!(text.contains("\\u{1b}[2Jbad\\u{a}line"));
    assert!(!format!("{report:?}").contains("s3cr3t"));
}

#[test]
fn problems_are_counted_and_listed_by_row() {
    let problem = |field, severity, message: &str| Problem {
        field,
        severity,
        message: message.to_owned(),
    };
    let problems = [
        (0, problem(Field::Timezone, Severity::Error, "required")),
        (
            11,
            problem(Field::Tag("区域".to_owned()), Severity::Error, "bad"),
        ),
        (11, problem(Field::Name, Severity::Warning, "long")),
    ];
    assert_eq!(
        written(|out| problems_table(out, &problems)),
        "\
2 errors, 1 warning
row  severity  field                    problem
  1  error     timezone                 required
 12  error     deviceTags.区域          bad
 12  warning   deviceName.defaultValue  long
"
    );
    assert_eq!(
        written(|out| problems_table(out, &[])),
        "0 errors, 0 warnings\n"
    );
}
