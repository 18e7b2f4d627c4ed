//! `enroll undo`: what it wants confirmed, prints, and exits with.

use std::process::Output;

use enroll::domain::{Cause, RowIndex, RunId, Timestamp, Undone};
use enroll::store::{Paths, Store};
use serde_json::{Value, json};

use crate::bench::EASY;
use crate::program::{Bench, Gateway, Sandbox, code, json, stderr, stdout};

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

/// A gateway without lag, and a program that has applied so many devices to it as its run 1.
struct Site {
    sandbox: Sandbox,
    bench: Bench,
}

impl Site {
    fn applied(count: usize) -> Self {
        Self::applied_to(&["--lag", "0s"], count)
    }

    fn applied_to(sandbox: &[&str], count: usize) -> Self {
        let site = Self {
            sandbox: Sandbox::start(sandbox),
            bench: Bench::new(),
        };
        let file = site.bench.file("devices.json", &devices(count));
        let applied = site.run(&["apply", &file]);
        assert_eq!(code(&applied), 0, "{}", stderr(&applied));
        site
    }

    fn run(&self, args: &[&str]) -> Output {
        self.bench.run_at(&self.sandbox.gateway, args)
    }
}

#[test]
fn it_deletes_only_the_number_that_is_confirmed() {
    let site = Site::applied(3);
    let undo = |more: &[&str]| site.run(&[&["undo", "--format", "json"], more].concat());

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
        [
            "run",
            "deletable",
            "deleted",
            "gone",
            "kept",
            "open",
            "rows"
        ]
    );
    assert_eq!(
        (&report["deleted"], &report["open"]),
        (&json!(3), &json!(0))
    );
    assert_eq!(report["rows"][2]["outcome"], "deleted");
    assert!(stderr(&done).contains("3 deleted, 0 kept after another check, 0 left"));

    let again = site.run(&["undo", "--format", "json"]);
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    assert_eq!(json(&again), report, "nothing is left to undo");
    assert!(stderr(&again).contains("0 devices deleted this time, 3 before"));
}

#[test]
fn what_enos_does_not_show_is_open_and_never_nothing_to_undo() {
    let hidden = ["--lag", "60s", "--switch", "get-device=lagged"];
    let site = Site::applied_to(&hidden, 2);
    for confirmed in [&[][..], &["--confirm", "0"]] {
        let done = site.run(&[&["undo", "--format", "json"], confirmed].concat());
        assert_eq!(code(&done), 1, "{}", stderr(&done));
        let report = json(&done);
        assert_eq!((&report["open"], &report["gone"]), (&json!(2), &json!(0)));
        let why = report["rows"][1]["msg"].as_str().unwrap();
        assert!(why.contains("does not show it"), "{why}");
    }
}

#[test]
fn going_on_with_one_cut_short_it_reports_the_whole_undo() {
    let site = Site::applied(4);
    {
        // A process that was killed had come so far.
        let paths = Paths::find(Some(&site.bench.state())).unwrap();
        let store = Store::open(&paths.state).unwrap();
        store
            .undo_begin(RunId(1), &[0, 1, 2].map(RowIndex))
            .unwrap();
        let settled = [
            (RowIndex(0), Undone::Deleted),
            (RowIndex(1), Undone::Kept(Cause::AssetUnknown)),
        ];
        store
            .undo_settled(RunId(1), &settled, Timestamp(2))
            .unwrap();
    }
    let shown = json(&site.run(&["undo", "--format", "json"]));
    assert_eq!(
        (&shown["deletable"], &shown["deleted"], &shown["kept"]),
        (&json!(1), &json!(1), &json!(1))
    );

    let never_said = site.run(&["undo", "--confirm", "4"]);
    assert_eq!(code(&never_said), 2, "{}", stderr(&never_said));
    let done = site.run(&["undo", "--format", "json", "--confirm", "3"]);
    assert_eq!(code(&done), 1, "one device is kept: {}", stderr(&done));
    let report = json(&done);
    assert_eq!(
        (&report["deleted"], &report["kept"], &report["open"]),
        (&json!(2), &json!(1), &json!(1)),
        "a row that was not asked for is left open"
    );
    let rows = report["rows"].as_array().unwrap();
    let outcomes: Vec<&Value> = rows.iter().map(|row| &row["outcome"]).collect();
    assert_eq!(outcomes, ["deleted", "kept", "deleted", "open"]);
    assert_eq!(rows[1]["msg"], "its assetId is not in the journal");
    assert_eq!(rows[1]["cause"]["kind"], "asset_unknown");
    assert!(stderr(&done).contains("1 device deleted this time, 1 before"));
}

#[test]
fn the_newest_run_of_the_connection_is_meant_and_no_other_connections() {
    let site = Site::applied(1);
    let more = devices(2).replace("SN-0000", "SN-0002");
    let more = site.bench.file("more.json", &more);
    assert_eq!(code(&site.run(&["apply", &more])), 0);
    let shown = site.run(&["undo"]);
    assert!(
        stdout(&shown).starts_with("undo of run 2: 2 to delete\n"),
        "{}",
        stdout(&shown)
    );

    let elsewhere = Gateway::at("127.0.0.1:9".parse().unwrap());
    let none = site.bench.run_at(&elsewhere, &["undo"]);
    assert_eq!(code(&none), 2);
    assert!(stderr(&none).contains("no run of this connection"));
    let undo = ["undo", "1", "--confirm", "1"];
    let foreign = site.bench.run_at(&elsewhere, &undo);
    assert_eq!(code(&foreign), 2);
    assert!(
        stderr(&foreign).contains("use the connection it was started with"),
        "{}",
        stderr(&foreign)
    );
    assert_eq!(code(&site.run(&["undo", "7"])), 2, "no such run");
}

#[test]
fn refused_credentials_delete_nothing() {
    let site = Site::applied(1);
    let mut wrong = site.sandbox.gateway.clone();
    wrong.secret_key = "wrong".to_owned();
    let refused = site.bench.run_at(&wrong, &["undo", "--confirm", "1"]);
    assert_eq!((code(&refused), stdout(&refused)), (3, ""));
    assert!(
        stderr(&refused).contains("nothing was deleted"),
        "{}",
        stderr(&refused)
    );
}

#[test]
fn what_an_undo_that_stops_leaves_open_says_why_and_takes_the_confirmed_number_alone() {
    let rules = Bench::new();
    let deny =
        "[[rule]]\nfault = \"code\"\noperation = \"delete-device\"\ncode = 99403\ntimes = 2\n";
    let deny = rules.file("deny.toml", deny);
    let site = Site::applied_to(&["--lag", "0s", "--scenario", &deny], 4);
    let stopped = site.run(&["undo", "--format", "json", "--confirm", "4"]);
    assert_eq!(code(&stopped), 3, "{}", stderr(&stopped));
    let row = &json(&stopped)["rows"][3];
    assert_eq!(row["outcome"], "open");
    assert_eq!(row["cause"]["kind"], "not_sent");
    assert!(row["msg"].as_str().unwrap().contains("99403"), "{row}");

    let never_said = site.run(&["undo", "--confirm", "99"]);
    assert_eq!(code(&never_said), 2, "{}", stderr(&never_said));
    let done = site.run(&["undo", "--confirm", "4"]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
}
