//! What is refused before anything is sent.

use std::net::TcpListener;

use serde_json::{Value, json};

use crate::program::{Bench, Gateway, Sandbox, code, json, stderr, stdout};
use crate::{EASY, SAMPLE, request};

#[test]
fn bad_input_is_located_and_nothing_is_sent() {
    let sandbox = Sandbox::start(&[]);
    let bench = Bench::new();
    let bad_zone = request(EASY, &["KEY-1", "KEY-2"]).replacen("+08:00", "8 o'clock", 1);
    for (file, told, kind) in [
        (bad_zone, "deviceList[0].timezone: ", json!("zone")),
        (
            request("noSuchProduct", &["KEY-1"]),
            "deviceList[0].productKey: ",
            json!("product_not_shown"),
        ),
        (
            request(EASY, &["KEY-1", "KEY-1"]),
            "deviceList[1].deviceKey: ",
            json!("same_key"),
        ),
        (request(EASY, &[]), "deviceList: it is empty", json!(null)),
        ("{".to_owned(), "line 1", json!(null)),
    ] {
        let file = bench.file("bad.json", &file);
        for command in ["apply", "check"] {
            let refused = bench.run_at(&sandbox.gateway, &[command, &file]);
            assert_eq!(code(&refused), 2, "{command} {told}: {}", stderr(&refused));
            assert!(
                stderr(&refused).contains(told),
                "{told}: {}",
                stderr(&refused)
            );
            assert_eq!(stdout(&refused), "");
        }
        for (format, event) in [("json", json!(null)), ("jsonl", json!("refused"))] {
            let args = ["apply", "--format", format, &file];
            let refused = bench.run_at(&sandbox.gateway, &args);
            assert_eq!(code(&refused), 2, "{told}");
            let object = json(&refused);
            assert_eq!(object["event"], event);
            let problem = &object["problems"][0];
            assert_eq!(problem["severity"], "error", "{told}");
            assert_eq!(problem["flaw"]["kind"], kind, "{told}");
            let line = format!("{}: {}", text(&problem["place"]), text(&problem["message"]));
            assert!(line.contains(told), "{told}: {line}");
            if let Some((_, list)) = line.split_once("deviceList[") {
                let (index, _) = list.split_once(']').unwrap();
                let row = index.parse::<u64>().unwrap() + 1;
                assert_eq!(problem["row"], row, "{told}: {problem}");
                let words = format!("error: row {row}, {line}");
                assert!(stderr(&refused).contains(&words), "{words}");
            }
        }
    }
    assert_eq!(
        code(&bench.run_at(&sandbox.gateway, &["apply", "/no/such/file"])),
        2
    );
    // The keys of the refused files are still free.
    let good = bench.file("good.json", &request(EASY, &["KEY-1", "KEY-2"]));
    assert_eq!(code(&bench.run_at(&sandbox.gateway, &["apply", &good])), 0);
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn flags_that_do_not_fit_are_refused() {
    let bench = Bench::new();
    for (args, told) in [
        (vec!["apply", SAMPLE], "--sandbox; --profile NAME"),
        (
            vec!["apply", SAMPLE, "--profile", "nowhere"],
            "no profile `nowhere`",
        ),
        (
            vec!["apply", SAMPLE, "--gateway", "https://g", "--org-id", "o"],
            "ENROLL_ACCESS_KEY",
        ),
        (
            vec!["apply", SAMPLE, "--sandbox", "--batch-size", "0"],
            "batch-size",
        ),
        (vec!["--sandbox", "apply", SAMPLE], "after the command"),
        (vec!["sandbox", "--switch", "no-such=thing"], "no-such"),
        (vec!["sandbox", "--listen", "0.0.0.0:0"], "loopback"),
        (vec![], "enroll apply FILE"),
    ] {
        let refused = bench.run(&args);
        assert_eq!(code(&refused), 2, "{args:?}: {}", stderr(&refused));
        assert!(
            stderr(&refused).contains(told),
            "{args:?}: {}",
            stderr(&refused)
        );
    }
}

#[test]
fn a_gateway_that_is_not_there_is_code_3() {
    let address = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let bench = Bench::new();
    for command in ["apply", "check"] {
        let refused = bench.run_at(&Gateway::at(address), &[command, SAMPLE]);
        assert_eq!(code(&refused), 3, "{}", stderr(&refused));
        assert!(
            stderr(&refused).contains("cannot be reached"),
            "{}",
            stderr(&refused)
        );
    }
}

#[test]
fn a_wrong_organisation_is_a_wrong_connection_and_no_wrong_file() {
    let sandbox = Sandbox::start(&[]);
    let bench = Bench::new();
    let gateway = Gateway {
        org_id: "o11111111111111".to_owned(),
        ..sandbox.gateway.clone()
    };
    let file = bench.file("good.json", &request(EASY, &["KEY-1"]));
    for command in ["apply", "check", "plan"] {
        let refused = bench.run_at(&gateway, &[command, &file]);
        let told = stderr(&refused);
        assert_eq!(code(&refused), 3, "{command}: {told}");
        assert!(told.contains("orgId does not exist"), "{command}: {told}");
        assert!(!told.contains("deviceList"), "{command}: {told}");
    }
}
