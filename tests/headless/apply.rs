//! `enroll apply`, from a file to its results.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::mpsc;

use serde_json::json;

use crate::gateway;
use crate::program::{Bench, Gateway, code, json, outcomes, signal, stderr, stdout};
use crate::resume::profile;
use crate::{EASY, SAMPLE, request};

#[test]
fn the_sample_is_applied_to_the_sandbox() {
    let bench = Bench::new();
    let applied = bench.run(&["apply", "--sandbox", "--format", "json", SAMPLE]);
    assert_eq!(code(&applied), 0, "{}", stderr(&applied));
    let report = json(&applied);
    let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "run", "end", "created", "failed", "unknown", "skipped", "deleted", "unsent", "rows"
        ]
    );
    assert_eq!(
        (&report["created"], &report["failed"]),
        (&json!(2), &json!(0))
    );
    let row = report["rows"][1].as_object().unwrap();
    let keys: Vec<&String> = row.keys().collect();
    let expected = [
        "index",
        "row",
        "outcome",
        "productKey",
        "deviceKey",
        "assetId",
        "code",
        "msg",
        "cause",
        "requestId",
        "automatic",
        "adopted",
        "run",
    ];
    assert_eq!(keys, expected);
    assert_eq!(row["index"], 2);
    assert_eq!(row["productKey"], "yourProductKey2");
    assert!(row["deviceKey"].is_string() && row["assetId"].is_string());
    assert!(stderr(&applied).contains("2 devices to SANDBOX"));

    let again = bench.run_with_input(
        &["apply", "--sandbox", "--again", "-"],
        &std::fs::read_to_string(SAMPLE).unwrap(),
    );
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    assert!(stdout(&again).contains("run 2: 2 created, 0 failed, 0 unknown"));
}

#[test]
fn secrets_are_printed_only_when_asked_for_and_never_kept() {
    let bench = Bench::new();
    let apply = ["apply", "--sandbox", "--format", "json", SAMPLE];
    let quiet = bench.run(&apply);
    assert!(json(&quiet)["rows"][0].get("deviceSecret").is_none());

    let loud = bench.run(&[&apply[..], &["--again", "--reveal-secrets"]].concat());
    assert_eq!(code(&loud), 0, "{}", stderr(&loud));
    let report = json(&loud);
    let secrets: Vec<&str> = (0..2)
        .map(|row| report["rows"][row]["deviceSecret"].as_str().unwrap())
        .collect();
    assert_ne!(secrets[0], secrets[1]);
    for secret in secrets {
        assert!(secret.len() >= 8, "no secret: {secret}");
        assert!(!stderr(&loud).contains(secret));
        let journal = bench.state().join("enroll.sqlite");
        assert!(journal.exists());
        assert!(!bench.store_contains(secret));
    }
    for refused in [
        vec!["apply", "--sandbox", SAMPLE, "--reveal-secrets"],
        vec![
            "apply",
            "--sandbox",
            "--format",
            "csv",
            "--reveal-secrets",
            &bench.file("none.json", &request(EASY, &["KEY-1"])),
        ],
    ] {
        let refused = bench.run(&refused);
        assert_eq!(code(&refused), 2, "{}", stderr(&refused));
        assert!(stderr(&refused).contains("--reveal-secrets"));
    }
}

#[test]
fn one_taken_key_fails_one_row() {
    let bench = Bench::new();
    let first = bench.file("first.json", &request(EASY, &["KEY-1"]));
    assert_eq!(code(&bench.run(&["apply", "--sandbox", &first])), 0);
    let second = bench.file("second.json", &request(EASY, &["KEY-0", "KEY-1", "KEY-2"]));
    let applied = bench.run(&[
        "apply",
        "--sandbox",
        "--format",
        "json",
        "--batch-size",
        "2",
        &second,
    ]);
    assert_eq!(code(&applied), 1, "{}", stderr(&applied));
    let report = json(&applied);
    assert_eq!(outcomes(&report), ["created", "failed", "created"]);
    assert_eq!(
        (&report["created"], &report["failed"], &report["unknown"]),
        (&json!(2), &json!(1), &json!(0))
    );
    let failed = &report["rows"][1];
    assert_eq!(failed["deviceKey"], "KEY-1");
    assert!(failed["code"].is_i64() && failed["assetId"].is_null());
    assert!(
        failed["msg"].as_str().unwrap().contains("device KEY-1"),
        "{failed}"
    );

    let third = bench.file("third.json", &request(EASY, &["KEY-1"]));
    let csv = bench.run(&["apply", "--sandbox", "--format", "csv", &third]);
    assert_eq!(code(&csv), 1);
    let mut lines = stdout(&csv).lines();
    assert_eq!(
        lines.next(),
        Some(
            "index,outcome,productKey,deviceKey,assetId,code,msg,requestId,name,automatic,adopted,run,row,cause,field"
        )
    );
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("1,failed,yourProductKey,KEY-1,,")
    );
}

#[test]
fn what_exists_is_failed_skipped_or_adopted_as_told() {
    let bench = Bench::new();
    let file = bench.file("one.json", &request(EASY, &["KEY-1"]));
    let apply = |policy| {
        let args = [
            "apply",
            "--sandbox",
            "--format",
            "json",
            "--existing",
            policy,
            &file,
        ];
        bench.run(&args)
    };
    let first = apply("fail");
    assert_eq!(code(&first), 0, "{}", stderr(&first));
    let asset = &json(&first)["rows"][0]["assetId"];
    for (policy, exit, outcome) in [
        ("fail", 1, "failed"),
        ("skip", 0, "skipped"),
        ("adopt", 0, "created"),
    ] {
        let again = apply(policy);
        assert_eq!(code(&again), exit, "{policy}: {}", stderr(&again));
        let row = &json(&again)["rows"][0];
        assert_eq!(row["outcome"], outcome, "{policy}");
        assert_eq!(row["adopted"], policy == "adopt", "{policy}");
        assert_eq!(row["assetId"] == *asset, policy == "adopt", "{policy}");
        if policy != "adopt" {
            let by = &row["cause"]["by"];
            assert_eq!(by["assetId"], *asset, "{policy}");
            let maker = serde_json::json!({"run": 1, "index": 1});
            assert_eq!(by["maker"], maker, "{policy}");
        }
    }
}

#[test]
fn what_was_heard_last_of_a_row_that_nothing_shows_is_told() {
    let address = gateway::listen(|body| {
        if body.contains("expression") {
            return Some(gateway::none_found());
        }
        Some(r#"{"code":99503,"msg":"backend away","data":null}"#.to_owned())
    });
    let bench = Bench::new();
    let file = bench.file("one.json", &request("P", &["KEY-1"]));
    profile(&bench, &Gateway::at(address), "attempts = 2\n");
    let applied = bench.run(&["apply", "--format", "json", &file]);
    assert_eq!(code(&applied), 4, "{}", stderr(&applied));
    let row = &json(&applied)["rows"][0];
    assert_eq!(row["outcome"], "unknown");
    assert_eq!(
        (&row["code"], &row["cause"]["kind"]),
        (&99503.into(), &"not_found".into())
    );
    let msg = row["msg"].as_str().unwrap();
    assert!(msg.contains("backend away"), "{msg}");
}

#[test]
fn a_run_goes_on_when_nobody_reads_what_it_tells() {
    let bench = Bench::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = bench.command(&["apply", "--sandbox", "--format", "json", SAMPLE]);
    let applied = command.stderr(writer).output().unwrap();
    assert_eq!(code(&applied), 0);
    assert_eq!(json(&applied)["created"], 2);
}

#[test]
fn what_cannot_be_looked_up_stays_unknown_and_is_settled_later() {
    let (heals, healed) = mpsc::channel::<()>();
    let mut sick = true;
    let address = gateway::listen(move |body| {
        sick = sick && healed.try_recv().is_err();
        match (sick, body.contains("expression")) {
            (true, _) => None,
            (false, true) => Some(gateway::none_found()),
            (false, false) => Some(gateway::data(&format!("[{}]", gateway::created("KEY-1")))),
        }
    });
    let bench = Bench::new();
    let file = bench.file("one.json", &request("P", &["KEY-1"]));
    let gateway = Gateway::at(address);
    profile(&bench, &gateway, "faults = 2\n");
    // The secret comes from the environment, so that it is nowhere to be found afterwards.
    let config = bench.state().join("config.toml");
    let written = std::fs::read_to_string(&config).unwrap();
    let without = written.lines().filter(|line| !line.starts_with("secret"));
    std::fs::write(&config, without.collect::<Vec<_>>().join("\n")).unwrap();
    let run = |args: &[&str]| {
        let mut command = bench.command(args);
        command.env("ENROLL_SECRET_KEY", &gateway.secret_key);
        command.output().unwrap()
    };
    let lost = run(&["apply", "--format", "json", &file]);
    assert_eq!(code(&lost), 4, "{}", stderr(&lost));
    assert_eq!(outcomes(&json(&lost)), ["unknown"]);
    assert!(stderr(&lost).contains("enroll resume 1"));
    assert!(!stderr(&lost).contains(&gateway.secret_key));

    heals.send(()).unwrap();
    let resumed = run(&["resume", "--format", "json"]);
    assert_eq!(code(&resumed), 0, "{}", stderr(&resumed));
    assert_eq!(outcomes(&json(&resumed)), ["created"]);
    assert!(!bench.state_contains(&gateway.secret_key));
}

#[test]
fn an_interrupt_lets_the_batch_in_flight_land() {
    let (address, batch_arrived, let_go) = gateway::held(&["KEY-1"]);
    let bench = Bench::new();
    let file = bench.file("two.json", &request("P", &["KEY-1", "KEY-2"]));
    let args = ["apply", "--format", "json", "--batch-size", "1", &file];
    let mut command = bench.command_at(&Gateway::at(address), &args);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    batch_arrived.recv().unwrap();
    signal("INT", &child);
    let told = BufReader::new(child.stderr.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let mut told = told.skip_while(|line| !line.starts_with("stopping"));
    assert!(told.next().is_some(), "the interrupt was not noticed");
    let_go.send(()).unwrap();
    let rest: Vec<String> = told.collect();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 1, "{rest:?}");
    let report = json(&output);
    assert_eq!(outcomes(&report), ["created", "unsent"]);
    assert_eq!(
        (&report["failed"], &report["unsent"]),
        (&json!(0), &json!(1))
    );
    assert_eq!(report["rows"][1]["msg"], "not sent: cancelled");
}
