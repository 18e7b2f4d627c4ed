//! The same work given twice: what was sent before is recognised row by row.

use std::process::Output;

use serde_json::{Value, json};

use crate::EASY;
use crate::program::{Bench, Sandbox, code, json, stderr, stdout};
use crate::resume::{profile, sandbox};

/// A file with these rows: a name, and the key in capitals if it has one.
fn file(bench: &Bench, rows: &[&str]) -> String {
    file_of(bench, rows, false)
}

fn file_of(bench: &Bench, rows: &[&str], require_secret: bool) -> String {
    let devices = rows.iter().map(|row| {
        let keyed = row.chars().all(|character| !character.is_lowercase());
        json!({
            "productKey": EASY,
            "deviceName": {"defaultValue": row},
            "timezone": "+08:00",
            "deviceKey": keyed.then_some(row),
        })
    });
    let devices: Vec<Value> = devices.collect();
    let request = json!({ "deviceList": devices, "requireSecret": require_secret });
    bench.file("devices.json", &request.to_string())
}

/// `created 1` for every row: its outcome, and the run that it is in.
fn rows(output: &Output) -> Vec<String> {
    let report = json(output);
    let rows = report["rows"].as_array().unwrap();
    let words = rows.iter().enumerate().map(|(index, row)| {
        assert_eq!(row["row"], index + 1, "{row}");
        format!("{} {}", row["outcome"].as_str().unwrap(), row["run"])
    });
    words.collect()
}

/// How many devices there are.
fn made(bench: &Bench) -> u64 {
    let one = json!([{"productKey": EASY, "deviceName": {"defaultValue": "x"}, "timezone": "Z"}]);
    let one = bench.file("one.json", &one.to_string().replace("\"Z\"", "\"+00:00\""));
    let plan = bench.run(&["plan", "--format", "json", &one]);
    json(&plan)["products"][0]["used"].as_u64().unwrap()
}

fn apply(bench: &Bench, file: &str, more: &[&str]) -> Output {
    bench.run(&[&["apply", "--format", "json", file], more].concat())
}

/// A run of these rows, two in a batch, that breaks off when the reply to its first batch is lost.
fn broken_off(bench: &Bench, rows: &[&str]) -> (Sandbox, String) {
    let sandbox = sandbox(bench, "drop-reply");
    profile(
        bench,
        &sandbox.gateway,
        "faults = 1\nbatches_at_once = 1\nbatch_size = 2\n",
    );
    let file = file(bench, rows);
    let lost = apply(bench, &file, &[]);
    assert_eq!(code(&lost), 4, "{}", stderr(&lost));
    (sandbox, file)
}

#[test]
fn the_same_file_goes_on_with_the_run_that_broke_off() {
    let bench = Bench::new();
    let (_sandbox, file) = broken_off(&bench, &["KEY-1", "pump", "KEY-2", "pump", "fan"]);
    assert_eq!(made(&bench), 2);

    let plan = bench.run(&["plan", "--format", "json", &file]);
    assert_eq!(code(&plan), 0, "{}", stderr(&plan));
    assert_eq!(json(&plan)["rows"][0]["plan"], "goesOn");
    assert_eq!(
        (&json(&plan)["goesOn"], &json(&plan)["create"]),
        (&json!(5), &json!(0))
    );

    let again = apply(&bench, &file, &[]);
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    assert_eq!(rows(&again), ["created 1"; 5]);
    assert_eq!((&json(&again)["run"], made(&bench)), (&json!(1), 5));
    let told = "5 rows in run 1, not settled: resumed there";
    assert!(stderr(&again).contains(told), "{}", stderr(&again));
}

#[test]
fn a_run_does_not_take_what_an_earlier_one_made_a_moment_before() {
    let bench = Bench::new();
    // The second time, the plan's searches show nothing yet, and the reply is lost.
    let scenario = "[[rule]]\noperation = \"search-devices\"\nfault = \"stale\"\nnth = \"3..4\"\n\
                    [[rule]]\nfault = \"drop-reply\"\nnth = 2\n";
    let scenario = bench.file("scenario.toml", scenario);
    let sandbox = Sandbox::start(&["--lag", "0s", "--scenario", &scenario]);
    profile(&bench, &sandbox.gateway, "batches_at_once = 1\n");
    let file = file(&bench, &["KEY-1", "KEY-2"]);
    assert_eq!(rows(&apply(&bench, &file, &[])), ["created 1"; 2]);

    let again = apply(&bench, &file, &[]);
    assert_eq!(rows(&again), ["failed 2"; 2], "{}", stderr(&again));
    let why = json(&again)["rows"][1].to_string();
    assert!(why.contains("row 2 of run 1 created it"), "{why}");
    let undone = bench.run(&["undo", "2", "--confirm", "2"]);
    assert!(
        stderr(&undone).contains("0 devices deleted this time"),
        "{}",
        stderr(&undone)
    );
    assert_eq!(made(&bench), 2);
    let skipped = apply(&bench, &file, &["--existing", "skip"]);
    assert_eq!(rows(&skipped), ["skipped 3"; 2]);
}

#[test]
fn the_same_organisation_at_another_address_is_pointed_out() {
    let bench = Bench::new();
    let sandbox = Sandbox::start(&["--lag", "0s"]);
    profile(&bench, &sandbox.gateway, "");
    let file = file(&bench, &["pump"]);
    let first = apply(&bench, &file, &[]);
    assert!(
        !stderr(&first).contains("also used at"),
        "{}",
        stderr(&first)
    );

    let mut elsewhere = sandbox.gateway.clone();
    elsewhere.url = elsewhere.url.replace("127.0.0.1", "localhost");
    profile(&bench, &elsewhere, "");
    for command in ["plan", "apply"] {
        let told = bench.run(&[command, &file]);
        let address = &sandbox.gateway.url;
        let words = format!("also used at {}", address.trim_end_matches('/'));
        assert!(stderr(&told).contains(&words), "{}", stderr(&told));
    }
}

#[test]
fn what_a_run_that_broke_off_created_is_not_called_failed() {
    let bench = Bench::new();
    // The second batch gets no reply.
    let scenario = "[[rule]]\nfault = \"drop-reply\"\nnth = 2\n";
    let scenario = bench.file("scenario.toml", scenario);
    let sandbox = Sandbox::start(&["--lag", "0s", "--scenario", &scenario]);
    profile(
        &bench,
        &sandbox.gateway,
        "faults = 1\nbatches_at_once = 1\nbatch_size = 1\n",
    );
    let rows_of = ["KEY-1", "KEY-2", "KEY-3"];
    let lost = apply(&bench, &file(&bench, &rows_of), &[]);
    assert_eq!(rows(&lost), ["created 1", "unknown 1", "unsent 1"]);

    // In another order, and with one that is new.
    let file = file(&bench, &["KEY-3", "KEY-4", "KEY-1", "KEY-2"]);
    let again = apply(&bench, &file, &["--existing", "skip"]);
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    assert_eq!(
        rows(&again),
        ["created 1", "created 2", "created 1", "created 1"]
    );
    assert_eq!(made(&bench), 4);
    for told in [
        "3 rows in run 1: 1 created there, 2 not settled and resumed there",
        "run 1 resumes as it was started, with --existing fail; this command's skip applies to new rows",
        "run 2: 1 device",
    ] {
        assert!(stderr(&again).contains(told), "{}", stderr(&again));
    }
    let keys = json(&again);
    let keys: Vec<&Value> = (0..4).map(|row| &keys["rows"][row]["deviceKey"]).collect();
    assert_eq!(keys, ["KEY-3", "KEY-4", "KEY-1", "KEY-2"]);

    // All is settled and told: from now on the policy decides.
    let settled = apply(&bench, &file, &[]);
    assert_eq!(code(&settled), 1, "{}", stderr(&settled));
    assert_eq!(rows(&settled), ["failed 3"; 4]);
    let skipped = apply(&bench, &file, &["--existing", "skip"]);
    assert_eq!(code(&skipped), 0, "{}", stderr(&skipped));
}

#[test]
fn rows_of_the_run_that_are_not_in_the_file_are_left_as_they_are() {
    let bench = Bench::new();
    let (_sandbox, _) = broken_off(&bench, &["KEY-1", "pump", "fam", "KEY-2"]);
    let corrected = file(&bench, &["KEY-1", "pump", "fan", "KEY-2"]);
    let again = apply(&bench, &corrected, &[]);
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    assert_eq!(
        rows(&again),
        ["created 1", "created 1", "created 2", "created 1"]
    );
    let left =
        "1 other row of run 1 not settled and not in this file: left as is; `enroll resume 1`";
    assert!(stderr(&again).contains(left), "{}", stderr(&again));
    assert_eq!(
        made(&bench),
        4,
        "what was taken out of the file is not made"
    );

    let resumed = bench.run(&["resume", "1", "--format", "json"]);
    assert_eq!(rows(&resumed), ["created 1"; 4]);
    assert_eq!(made(&bench), 5);
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
fn rows_without_keys_are_made_once_unless_they_are_wanted_again() {
    let bench = Bench::new();
    let sandbox = Sandbox::start(&["--lag", "0s"]);
    profile(&bench, &sandbox.gateway, "");
    apply(&bench, &file(&bench, &["KEY-1"]), &[]);
    let first = apply(
        &bench,
        &file(&bench, &["pump", "KEY-1", "fan", "pump"]),
        &[],
    );
    assert_eq!(code(&first), 1, "{}", stderr(&first));
    assert_eq!(
        rows(&first),
        ["created 2", "failed 2", "created 2", "created 2"]
    );

    // The one that failed is corrected, and there is one more of those that are equal.
    let corrected = file(&bench, &["pump", "KEY-2", "fan", "pump", "pump"]);
    let plan = bench.run(&["plan", "--format", "json", &corrected]);
    assert_eq!(code(&plan), 0, "{}", stderr(&plan));
    let plan = json(&plan);
    assert_eq!((&plan["create"], &plan["made"]), (&json!(2), &json!(3)));
    let row = &plan["rows"][3];
    assert_eq!(
        (&row["plan"], &row["outcome"]),
        (&json!("made"), &json!("skipped"))
    );
    let checked = bench.run(&["check", &corrected]);
    let left_out = "3 rows without a deviceKey already created (3 in run 2): left out, counted as skipped; --again";
    for told in [
        &checked,
        &bench.run(&["check", "--profile", "site", &corrected]),
    ] {
        assert!(stderr(told).contains(left_out), "{}", stderr(told));
    }

    // A row that was made and then corrected is another device, which is said.
    let renamed = file(&bench, &["pump", "KEY-2", "fan", "blower"]);
    let told = bench.run(&["plan", &renamed]);
    assert!(
        stderr(&told).contains("run 2 also created 1 device without a deviceKey"),
        "{}",
        stderr(&told)
    );
    let corrected = file(&bench, &["pump", "KEY-2", "fan", "pump", "pump"]);
    let second = apply(&bench, &corrected, &[]);
    assert!(
        !stderr(&second).contains("also created"),
        "{}",
        stderr(&second)
    );
    assert_eq!(code(&second), 0, "{}", stderr(&second));
    assert_eq!(
        rows(&second),
        [
            "skipped 2",
            "created 3",
            "skipped 2",
            "skipped 2",
            "created 3"
        ]
    );
    assert!(stderr(&second).contains(left_out), "{}", stderr(&second));
    let (before, after) = (json(&first), json(&second));
    assert_eq!(after["rows"][2]["assetId"], before["rows"][2]["assetId"]);
    let why = after["rows"][2]["msg"].as_str().unwrap();
    assert!(
        why.starts_with("already created as row 3 of run 2"),
        "{why}"
    );
    assert_eq!(made(&bench), 6);

    let none = apply(&bench, &file(&bench, &["fan", "pump"]), &[]);
    assert_eq!((code(&none), json(&none)["run"].is_null()), (0, true));
    assert_eq!(made(&bench), 6);
    let again = apply(&bench, &file(&bench, &["fan", "pump"]), &["--again"]);
    assert_eq!(
        (code(&again), rows(&again)),
        (0, vec!["created 4".to_owned(); 2])
    );
    assert_eq!(made(&bench), 8);
}

#[test]
fn what_was_deleted_again_or_made_elsewhere_is_new() {
    let bench = Bench::new();
    let sandbox = Sandbox::start(&["--lag", "0s"]);
    profile(&bench, &sandbox.gateway, "");
    let pump = file(&bench, &["pump"]);
    assert_eq!(code(&bench.run(&["apply", "--sandbox", &pump])), 0);
    let here = apply(&bench, &pump, &[]);
    assert_eq!(rows(&here), ["created 2"], "{}", stderr(&here));
    let undone = bench.run(&["undo", "2", "--confirm", "1"]);
    assert_eq!(code(&undone), 0, "{}", stderr(&undone));
    assert_eq!(rows(&apply(&bench, &pump, &[])), ["created 3"]);
}

#[test]
fn every_form_tells_of_all_rows_in_the_order_of_the_file() {
    let bench = Bench::new();
    let (_sandbox, _) = broken_off(&bench, &["KEY-1", "KEY-2", "KEY-3"]);
    let mixed = file(&bench, &["pump", "KEY-3", "KEY-2"]);
    let applied = bench.run(&["apply", "--format", "jsonl", &mixed]);
    assert_eq!(code(&applied), 0, "{}", stderr(&applied));
    let lines: Vec<Value> = stdout(&applied)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        (&lines[0]["run"], &lines[0]["rows"]),
        (&json!(2), &json!(3))
    );
    let sent: Vec<(&Value, &Value)> = lines
        .iter()
        .filter(|line| line["event"] == "sent")
        .map(|line| (&line["run"], &line["rows"]))
        .collect();
    assert_eq!(sent, [(&json!(1), &json!([2])), (&json!(2), &json!([1]))]);
    let end = lines.last().unwrap();
    assert_eq!((&end["created"], &end["unsent"]), (&json!(3), &json!(0)));
    let settled = lines
        .iter()
        .rfind(|line| line["event"] == "settled")
        .unwrap();
    assert_eq!(settled["progress"]["created"], 3);

    let table = bench.run(&["apply", "--existing", "skip", &mixed]);
    assert_eq!(code(&table), 0, "{}", stderr(&table));
    let told = stdout(&table);
    assert!(
        told.starts_with("runs 2, 3: 0 created, 0 failed, 0 unknown, 3 skipped"),
        "{told}"
    );
    let csv = bench.run(&["apply", "--existing", "skip", "--format", "csv", &mixed]);
    let first = stdout(&csv).lines().nth(1).unwrap();
    assert!(
        first.starts_with("1,skipped,") && first.ends_with(",2,1,made_already,"),
        "{first}"
    );
}
