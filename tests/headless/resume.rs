//! `enroll resume`: what a lost reply, a kill or an interrupt left behind.

use std::io::{BufRead, BufReader};
use std::process::{Output, Stdio};

use serde_json::{Value, json};

use crate::program::{Bench, Gateway, Sandbox, code, json, signal, stderr, stdout};
use crate::{EASY, gateway, request};

/// Names the gateway as the default profile, with bounds that make for a quick end.
pub fn profile(bench: &Bench, gateway: &Gateway, more: &str) {
    std::fs::create_dir_all(bench.state()).unwrap();
    let Gateway {
        url,
        org_id,
        access_key,
        secret_key,
    } = gateway;
    let config = format!(
        "default_profile = \"site\"\n[profiles.site]\ngateway = \"{url}\"\norg_id = \"{org_id}\"\n\
         access_key = \"{access_key}\"\nsecret_key_clear = \"{secret_key}\"\n\
         lag = \"50ms\"\nlooks = 2\npause = \"5ms\"\nlongest_pause = \"50ms\"\n{more}"
    );
    std::fs::write(bench.state().join("config.toml"), config).unwrap();
}

/// A sandbox that does this to the first batch it gets.
pub fn sandbox(bench: &Bench, fault: &str) -> Sandbox {
    let scenario = format!("[[rule]]\nfault = \"{fault}\"\nnth = 1\n");
    let scenario = bench.file("scenario.toml", &scenario);
    Sandbox::start(&["--lag", "0s", "--scenario", &scenario])
}

fn events(output: &Output) -> Vec<Value> {
    let lines = stdout(output).lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// One device of the easy product that has no key.
fn keyless() -> String {
    let device =
        json!({"productKey": EASY, "deviceName": {"defaultValue": "pump"}, "timezone": "+08:00"});
    json!({ "deviceList": [device] }).to_string()
}

#[test]
fn a_lost_reply_is_settled_by_asking() {
    let bench = Bench::new();
    let sandbox = sandbox(&bench, "drop-reply");
    profile(&bench, &sandbox.gateway, "");
    let file = bench.file("two.json", &request(EASY, &["KEY-1", "KEY-2"]));
    let applied = bench.run(&["apply", "--format", "jsonl", &file]);
    assert_eq!(code(&applied), 0, "{}", stderr(&applied));
    let events = events(&applied);
    assert_eq!(events[0]["event"], "begun");
    let first: Vec<&Value> = events
        .iter()
        .filter(|line| line["event"] == "row" && line["index"] == 1)
        .collect();
    let outcomes: Vec<&Value> = first.iter().map(|row| &row["outcome"]).collect();
    assert_eq!(outcomes, ["unknown", "created"]);
    assert!(first[1]["assetId"].is_string());
    let end = events.last().unwrap();
    assert_eq!(
        (
            &end["event"],
            &end["end"]["how"],
            &end["created"],
            &end["unknown"]
        ),
        (&json!("end"), &json!("finished"), &json!(2), &json!(0))
    );
    assert!(stderr(&applied).contains("looking up 2 devices"));

    // Nothing is left to do: only the results are printed.
    let again = bench.run(&["resume", "1", "--format", "json"]);
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    assert_eq!(json(&again)["rows"][0]["assetId"], first[1]["assetId"]);
}

#[test]
fn a_second_interrupt_leaves_at_once_and_resume_settles_the_rest() {
    let (address, batch_arrived, let_go) = gateway::held(&["KEY-1", "KEY-2"]);
    let bench = Bench::new();
    profile(&bench, &Gateway::at(address), "");
    let file = bench.file("two.json", &request("P", &["KEY-1", "KEY-2"]));
    let mut command = bench.command(&["apply", &file]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    batch_arrived.recv().unwrap();
    signal("TERM", &child);
    let told = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut told = told.map(Result::unwrap);
    assert!(told.any(|line| line.starts_with("stopping")));
    signal("INT", &child);
    let left: Vec<String> = told.collect();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 130, "{left:?}");
    assert!(left.iter().any(|line| line.contains("enroll resume 1")));

    let_go.send(()).unwrap();
    let_go.send(()).unwrap();
    let resumed = bench.run(&["resume", "--format", "json"]);
    assert_eq!(code(&resumed), 0, "{}", stderr(&resumed));
    assert_eq!(json(&resumed)["created"], 2);
}

#[test]
fn a_device_without_a_key_is_taken_on_a_persons_word() {
    let bench = Bench::new();
    let sandbox = sandbox(&bench, "drop-reply");
    profile(&bench, &sandbox.gateway, "keys_by_server = true\n");
    let file = bench.file("one.json", &keyless());
    let lost = bench.run(&["apply", "--format", "json", &file]);
    assert_eq!(code(&lost), 4, "{}", stderr(&lost));
    assert_eq!(json(&lost)["rows"][0]["outcome"], "unknown");

    let asked = bench.run(&["resume"]);
    assert_eq!(code(&asked), 4, "{}", stderr(&asked));
    let told = stderr(&asked).split("--take 1=").nth(1);
    let key = told.unwrap().lines().next().unwrap();
    let wrong = bench.run(&["resume", "--take", "1=nobodys"]);
    assert_eq!(code(&wrong), 2, "{}", stderr(&wrong));
    assert!(stderr(&wrong).contains("nothing was changed"));

    let take = format!("1={key}");
    let taken = bench.run(&["resume", "--format", "json", "--take", &take]);
    assert_eq!(code(&taken), 0, "{}", stderr(&taken));
    let row = &json(&taken)["rows"][0];
    assert_eq!(
        (&row["outcome"], &row["deviceKey"]),
        (&json!("created"), &json!(key))
    );
    let again = bench.run(&["resume", "--send-again", "1"]);
    assert_eq!(code(&again), 2, "a settled row is not sent again");
}

#[test]
fn a_device_without_a_key_is_sent_again_on_a_persons_word() {
    let bench = Bench::new();
    let sandbox = sandbox(&bench, "reset");
    profile(&bench, &sandbox.gateway, "keys_by_server = true\n");
    let file = bench.file("one.json", &keyless());
    let lost = bench.run(&["apply", &file]);
    assert_eq!(code(&lost), 4, "{}", stderr(&lost));
    let again = bench.run(&["resume", "--format", "json", "--send-again", "1"]);
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    assert_eq!(json(&again)["created"], 1);
}

#[test]
fn nothing_is_sent_again_while_a_device_may_be_it_and_that_is_waited_for() {
    let bench = Bench::new();
    let scenario = "[[rule]]\nfault = \"drop-reply\"\nnth = 1\n";
    let scenario = bench.file("scenario.toml", scenario);
    // Its searches show a device a second after it was made.
    let sandbox = Sandbox::start(&["--lag", "1s", "--scenario", &scenario]);
    profile(&bench, &sandbox.gateway, "keys_by_server = true\n");
    let config = bench.state().join("config.toml");
    let patient = std::fs::read_to_string(&config).unwrap();
    let patient = patient.replace("lag = \"50ms\"\nlooks = 2", "lag = \"2s\"\nlooks = 2");
    std::fs::write(&config, patient).unwrap();
    let file = bench.file("one.json", &keyless());
    assert_eq!(code(&bench.run(&["apply", &file])), 4);

    let asked = bench.run(&["resume"]);
    let told = stderr(&asked);
    let key = told
        .split("--take 1=")
        .nth(1)
        .unwrap_or_else(|| panic!("{told}"));
    let key = key.lines().next().unwrap();
    assert!(told.contains(&format!("--send-again 1={key}")), "{told}");
    let refused = bench.run(&["resume", "--send-again", "1"]);
    assert_eq!(code(&refused), 2, "{}", stderr(&refused));
    assert!(
        stderr(&refused).contains("nothing was changed"),
        "{}",
        stderr(&refused)
    );
    let other = format!("1={key}");
    let again = bench.run(&["resume", "--format", "json", "--send-again", &other]);
    assert_eq!(code(&again), 0, "{}", stderr(&again));
    assert_eq!(json(&again)["created"], 1);
}

#[test]
fn a_run_of_another_connection_is_left_alone() {
    let bench = Bench::new();
    let file = bench.file("one.json", &request(EASY, &["KEY-1"]));
    assert_eq!(code(&bench.run(&["apply", "--sandbox", &file])), 0);
    profile(&bench, &Sandbox::start(&[]).gateway, "");
    for (args, told) in [
        (vec!["resume", "1"], "use --sandbox"),
        (vec!["resume"], "no run of this connection"),
        (
            vec!["resume", "2", "--sandbox"],
            "run 2 is not in the journal",
        ),
    ] {
        let refused = bench.run(&args);
        assert_eq!(code(&refused), 2, "{args:?}");
        assert!(stderr(&refused).contains(told), "{}", stderr(&refused));
    }
}

#[test]
fn too_many_failures_end_a_run_in_good_order_unless_told_otherwise() {
    let refusing = || {
        let address = gateway::listen(|body| {
            if body.contains("expression") {
                return Some(gateway::none_found());
            }
            let items = body.matches("\"deviceKey\"").count();
            let refused = r#"{"code":-1,"msg":"attribute not allowed","data":null}"#;
            Some(gateway::data(&format!(
                "[{}]",
                vec![refused; items].join(",")
            )))
        });
        Gateway::at(address)
    };
    let keys: Vec<String> = (0..100).map(|key| format!("KEY-{key}")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let bench = Bench::new();
    let file = bench.file("many.json", &request("P", &keys));
    profile(&bench, &refusing(), "batches_at_once = 1\n");
    let apply = ["apply", "--format", "json", "--batch-size", "10", &file];
    let stopped = bench.run(&apply);
    assert_eq!(code(&stopped), 1, "{}", stderr(&stopped));
    assert!(
        stderr(&stopped).contains("--keep-going"),
        "{}",
        stderr(&stopped)
    );
    let row = &json(&stopped)["rows"][99];
    assert_eq!(
        row["msg"],
        "not sent: stopped: 20 of 20 answered rows failed"
    );
    let why = &row["cause"]["end"];
    assert_eq!(why["how"], "stopped");
    assert_eq!(why["cause"]["kind"], "too_many_failed");

    let resumed = bench.run(&["resume", "--format", "json", "--keep-going"]);
    assert_eq!(code(&resumed), 1, "{}", stderr(&resumed));
    let report = json(&resumed);
    assert_eq!(report["failed"], 100);
    assert_eq!(report["rows"][99]["msg"], "attribute not allowed");
}

/// On a gateway whose times say nothing, of whose replies the only one was lost, only a person knows whose
/// the devices are that it has.
#[test]
fn a_device_of_the_rows_key_is_taken_or_given_up_on_a_persons_word() {
    let bench = Bench::new();
    let scenario = "switches = [\"create-time=zero\"]\n[[rule]]\nfault = \"drop-reply\"\nnth = 1\n";
    let scenario = bench.file("scenario.toml", scenario);
    let sandbox = Sandbox::start(&["--lag", "0s", "--scenario", &scenario]);
    profile(&bench, &sandbox.gateway, "");
    let file = bench.file("two.json", &request(EASY, &["KEY-1", "KEY-2"]));
    let applied = bench.run(&["apply", "--format", "json", &file]);
    assert_eq!(code(&applied), 4, "{}", stderr(&applied));
    assert_eq!(json(&applied)["unknown"], 2);

    let asked = bench.run(&["resume"]);
    assert_eq!(code(&asked), 4, "{}", stderr(&asked));
    assert!(stdout(&asked).contains("--take or --not-mine settles it"));
    for told in ["--take 1=KEY-1", "--not-mine 1=KEY-1", "--take 2=KEY-2"] {
        assert!(stderr(&asked).contains(told), "{}", stderr(&asked));
    }
    for (wrong, why) in [
        (["--take", "1=KEY-2"], "nothing was changed"),
        (["--send-again", "1"], "--not-mine gives the key up"),
        (["--not-mine", "3=KEY-3"], "row 3 is not unknown"),
        (["--not-mine", "1=KEY-2"], "not the row's key"),
    ] {
        let refused = bench.run(&["resume", wrong[0], wrong[1]]);
        assert_eq!(code(&refused), 2, "{wrong:?}");
        assert!(stderr(&refused).contains(why), "{}", stderr(&refused));
    }
    let settled = bench.run(&[
        "resume",
        "--format",
        "json",
        "--take",
        "1=KEY-1",
        "--not-mine",
        "2=KEY-2",
    ]);
    assert_eq!(code(&settled), 1, "{}", stderr(&settled));
    let settled = json(&settled);
    let outcomes = [
        &settled["rows"][0]["outcome"],
        &settled["rows"][1]["outcome"],
    ];
    assert_eq!(outcomes, ["created", "failed"]);
    assert!(settled["rows"][0]["assetId"].is_string());
    let why = settled["rows"][1]["msg"].as_str().unwrap();
    assert!(why.contains("created at an unknown time"), "{why}");
}
