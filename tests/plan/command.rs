//! `enroll plan`: what it prints, and what it exits with.

use serde_json::{Value, json};

use crate::bench::EASY;
use crate::program::{Bench, Gateway, Sandbox, code, json, stderr, stdout};

fn device(product: &str, key: Option<&str>, timezone: &str) -> Value {
    json!({
        "productKey": product,
        "deviceName": {"defaultValue": "Pump"},
        "timezone": timezone,
        "deviceKey": key,
    })
}

fn file(bench: &Bench, name: &str, devices: &[Value]) -> String {
    bench.file(name, &json!({ "deviceList": devices }).to_string())
}

#[test]
fn every_row_that_is_not_a_plain_create_is_told_with_its_reason() {
    let sandbox = Sandbox::start(&["--lag", "0s"]);
    let bench = Bench::new();
    let run = |args: &[&str]| bench.run_at(&sandbox.gateway, args);
    let there = [
        device(EASY, Some("SN-1"), "+08:00"),
        device(EASY, Some("SN-2"), "+08:00"),
    ];
    let applied = run(&["apply", &file(&bench, "there.json", &there)]);
    assert_eq!(code(&applied), 0, "{}", stderr(&applied));

    let wanted = [
        device(EASY, Some("SN-1"), "+08:00"),
        device(EASY, Some("SN-2"), "+09:00"),
        device(EASY, None, "+08:00"),
        device("yourProductKey2", Some("SN-1"), "+08:00"),
    ];
    let wanted = file(&bench, "wanted.json", &wanted);
    let plan = |more: &[&str]| run(&[&["plan", &wanted], more].concat());

    let table = plan(&[]);
    assert_eq!(code(&table), 1, "{}", stderr(&table));
    let lines: Vec<&str> = stdout(&table).lines().collect();
    assert_eq!(
        lines[..5],
        [
            "4 rows: 2 will be created; 1 already there, same as the row: will fail; 1 already there, but different: will fail",
            "1 batch request; existing devices: fail; 2 rows would fail",
            "product yourProductKey: 2 of 10,000 used, 1 wanted",
            "product yourProductKey2: 0 of 10,000 used, 1 wanted",
            "repeated key: SN-1 in rows 1, 4 of products yourProductKey, yourProductKey2",
        ]
    );
    assert_eq!(lines.len(), 5 + 1 + 2);
    assert!(
        lines[7].contains("timezone (\"+08:00\", here \"+09:00\")"),
        "{}",
        lines[7]
    );

    let skipping = plan(&["--existing", "skip", "--format", "json"]);
    assert_eq!(code(&skipping), 0);
    let report = json(&skipping);
    let outcomes: Vec<&str> = report["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(outcomes, ["skipped", "skipped", "created", "created"]);
    assert_eq!(report["calls"], 1);
    assert_eq!(
        report["rows"][1]["fields"],
        json!([{"field": "timezone", "wanted": "+09:00", "found": "+08:00"}])
    );

    let adopting = plan(&["--existing", "adopt", "--format", "json"]);
    assert_eq!(code(&adopting), 1, "the one that differs is not adopted");
    assert_eq!(json(&adopting)["wouldFail"], 1);

    let again = run(&["apply", "--format", "json", &wanted]);
    assert_eq!(json(&again)["created"], 2, "planning made nothing");
}

#[test]
fn what_all_fits_and_what_is_invalid_have_codes_of_their_own() {
    let bench = Bench::new();
    let fitting: Vec<Value> = (0..2).map(|_| device(EASY, None, "+08:00")).collect();
    let fits = bench.run(&["plan", "--sandbox", &file(&bench, "fits.json", &fitting)]);
    assert_eq!(code(&fits), 0, "{}", stderr(&fits));

    let clash = [
        device(EASY, Some("SN-1"), "+08:00"),
        device(EASY, Some("SN-1"), "+08:00"),
        device("noSuchProduct", None, "+08:00"),
    ];
    let clash = bench.run(&[
        "plan",
        "--sandbox",
        "--format",
        "json",
        &file(&bench, "clash.json", &clash),
    ]);
    assert_eq!(code(&clash), 2);
    let report = json(&clash);
    let plans: Vec<&str> = report["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["plan"].as_str().unwrap())
        .collect();
    assert_eq!(plans, ["create", "repeated", "noProduct"]);
    // Places are told by one number everywhere.
    assert_eq!(report["rows"][1]["index"], 2);
    assert_eq!(report["repeats"][0]["rows"], json!([1, 2]));
    let reason = report["rows"][1]["reason"].as_str().unwrap();
    assert!(reason.contains("row 1 has the same"), "{reason}");
    let reason = report["rows"][2]["reason"].as_str().unwrap();
    assert!(
        reason.contains("productKey: EnOS does not show"),
        "{reason}"
    );
}

#[test]
fn offline_it_says_what_it_could_not_check() {
    let bench = Bench::new();
    let wanted = file(
        &bench,
        "wanted.json",
        &[device(EASY, Some("SN-1"), "+08:00")],
    );
    let offline = bench.run(&["plan", &wanted]);
    assert_eq!(code(&offline), 0, "{}", stderr(&offline));
    let told = stdout(&offline);
    assert!(told.contains("1 not checked"), "{told}");
    assert!(
        told.contains("not known which rows would fail: none was checked"),
        "{told}"
    );
    let row = told.lines().last().unwrap();
    assert!(row.contains("unchecked  ? "), "{row}");
    let object = json(&bench.run(&["plan", "--format", "json", &wanted]));
    assert_eq!(object["rows"][0]["outcome"], "unchecked");
    assert_eq!(object["wouldFail"], 0);

    let gap = "product yourProductKey: not checked whether 1 device already exists: no connection is chosen";
    assert!(told.contains(gap), "{told}");

    let both = [
        device(EASY, Some("SN-1"), "+08:00"),
        device(EASY, Some("SN-2"), "8"),
    ];
    let partly = bench.run(&["plan", &file(&bench, "both.json", &both)]);
    let told = stdout(&partly);
    assert!(
        told.contains("1 row would fail; not known for 1 more"),
        "{told}"
    );
    let keyless = [device(EASY, None, "+08:00")];
    let keyless = bench.run(&["plan", &file(&bench, "keyless.json", &keyless)]);
    let told = stdout(&keyless);
    assert!(
        told.contains("0 rows would fail, judging by what was checked"),
        "{told}"
    );

    let gateway = Gateway::at("127.0.0.1:9".parse().unwrap());
    let silent = bench.run_at(&gateway, &["plan", &wanted]);
    assert_eq!(code(&silent), 3, "{}", stderr(&silent));
    assert!(
        stdout(&silent).contains("cannot be reached"),
        "{}",
        stdout(&silent)
    );
}
