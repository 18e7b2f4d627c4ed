//! `enroll undo`: what it wants confirmed, prints, and exits with.

use serde_json::{Value, json};

use crate::bench::EASY;
use crate::program::{Bench, code, json, stderr, stdout};

fn devices(count: usize) -> String {
    let device = |number| {
        json!({
            "productKey": EASY,
            "deviceName": {"defaultValue": format!("device {number}")},
            "timezone": "+08:00",
            "deviceKey": format!("SN-{number:04}"),
        })
    };
    let devices: Vec<Value> = (0..count).map(device).collect();
    json!({ "deviceList": devices }).to_string()
}

fn applied(count: usize) -> Bench {
    let bench = Bench::new();
    let file = bench.file("devices.json", &devices(count));
    let applied = bench.run(&["apply", "--sandbox", &file]);
    assert_eq!(code(&applied), 0, "{}", stderr(&applied));
    bench
}

#[test]
fn it_deletes_only_the_number_that_is_confirmed() {
    let bench = applied(3);
    let undo =
        |more: &[&str]| bench.run(&[&["undo", "--sandbox", "--format", "json"], more].concat());

    let shown = undo(&[]);
    assert_eq!(code(&shown), 2);
    assert_eq!(json(&shown)["deletable"], 3);
    assert!(stderr(&shown).contains("--confirm 3"), "{}", stderr(&shown));

    let wrong = undo(&["--confirm", "2"]);
    assert_eq!((code(&wrong), stdout(&wrong)), (2, ""));
    assert!(
        stderr(&wrong).contains("the 3 devices"),
        "{}",
        stderr(&wrong)
    );

    let done = undo(&["1", "--confirm", "3"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
    let report = json(&done);
    let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["run", "deletable", "deleted", "kept", "open", "rows"]
    );
    assert_eq!(
        (&report["deleted"], &report["open"]),
        (&json!(3), &json!(0))
    );
    assert_eq!(report["rows"][2]["outcome"], "deleted");
    assert!(stderr(&done).contains("3 deleted, 0 kept, 0 left"));

    let again = bench.run(&["undo", "--sandbox"]);
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    assert_eq!(stdout(&again), "undo of run 1: nothing to undo\n");
}

#[test]
fn the_newest_run_of_the_connection_is_meant_and_no_other_connections() {
    let bench = applied(1);
    let other = bench.file("more.json", &devices(2).replace("SN-0000", "SN-0002"));
    assert_eq!(code(&bench.run(&["apply", "--sandbox", &other])), 0);
    let shown = bench.run(&["undo", "--sandbox"]);
    assert!(
        stdout(&shown).starts_with("undo of run 2: 2 to delete\n"),
        "{}",
        stdout(&shown)
    );

    let gateway = crate::program::Gateway::at("127.0.0.1:9".parse().unwrap());
    let none = bench.run_at(&gateway, &["undo"]);
    assert_eq!(code(&none), 2);
    assert!(stderr(&none).contains("no run of this connection"));
    let foreign = bench.run_at(&gateway, &["undo", "1", "--confirm", "1"]);
    assert_eq!(code(&foreign), 2);
    assert!(
        stderr(&foreign).contains("name that connection"),
        "{}",
        stderr(&foreign)
    );
    let missing = bench.run(&["undo", "--sandbox", "7"]);
    assert_eq!(code(&missing), 2);
}

#[test]
fn a_gateway_out_of_reach_deletes_nothing() {
    let sandbox = crate::program::Sandbox::start(&[]);
    let bench = Bench::new();
    let file = bench.file("devices.json", &devices(1));
    let applied = bench.run_at(&sandbox.gateway, &["apply", &file]);
    assert_eq!(code(&applied), 0, "{}", stderr(&applied));
    let mut wrong = sandbox.gateway.clone();
    wrong.secret_key = "wrong".to_owned();
    let refused = bench.run_at(&wrong, &["undo", "--confirm", "1"]);
    assert_eq!((code(&refused), stdout(&refused)), (3, ""));
    assert!(
        stderr(&refused).contains("nothing was deleted"),
        "{}",
        stderr(&refused)
    );
}
