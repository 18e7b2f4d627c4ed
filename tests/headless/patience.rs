//! What a gateway asks for, and how long is waited for it.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::program::{Bench, Gateway, Sandbox, code, json, outcomes, stderr};
use crate::resume::profile;
use crate::{EASY, request};

/// Far longer than anything else here takes.
const LONG: Duration = Duration::from_secs(40);

#[test]
fn a_pause_that_nobody_would_bear_ends_the_run_at_once_and_it_can_be_gone_on_with() {
    for operation in ["batch-create-devices", "get-token", "search-devices"] {
        let bench = Bench::new();
        // The look-up of what was lost is asked to wait a day; of the others, the request itself.
        let lost = if operation == "search-devices" {
            "[[rule]]\nfault = \"drop-reply\"\nnth = 1\n"
        } else {
            ""
        };
        let nth = match operation {
            "search-devices" => 3,
            "get-token" => 2,
            _ => 1,
        };
        let scenario = format!(
            "{lost}[[rule]]\nfault = \"status\"\nstatus = 429\nretry_after = 86400\n\
             operation = \"{operation}\"\nnth = {nth}\n"
        );
        let scenario = bench.file("scenario.toml", &scenario);
        let sandbox = Sandbox::start(&["--lag", "0s", "--scenario", &scenario]);
        profile(&bench, &sandbox.gateway, "");
        let file = bench.file("devices.json", &request(EASY, &["KEY-1", "KEY-2"]));
        let since = Instant::now();
        let mut told = bench.run(&["apply", "--format", "json", &file]);
        if operation == "get-token" {
            // Its second token is asked for by the second command.
            let again = bench.file("more.json", &request(EASY, &["KEY-3"]));
            told = bench.run(&["apply", "--format", "json", &again]);
        }
        assert!(since.elapsed() < LONG, "{operation}");
        let words = stderr(&told);
        assert!(words.contains("to wait"), "{operation}: {words}");
        assert_ne!(code(&told), 0, "{operation}: {words}");
        let on = bench.run(&["resume", "--format", "json"]);
        let settled = code(&on) == 0
            && outcomes(&json(&on))
                .iter()
                .all(|outcome| *outcome == "created");
        assert!(
            settled || operation == "get-token",
            "{operation}: {}",
            stderr(&on)
        );
    }
}

#[test]
fn after_three_seconds_it_is_said_what_is_waited_for() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let bench = Bench::new();
    let gateway = Gateway::at(silent.local_addr().unwrap());
    let file = bench.file("devices.json", &request(EASY, &["KEY-1"]));
    let mut command = bench.command_at(&gateway, &["plan", &file]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut told = BufReader::new(child.stderr.take().unwrap()).lines();
    let line = told.next().unwrap().unwrap();
    assert!(
        line.starts_with("waiting for http://127.0.0.1")
            && line.ends_with(": Get Access Token, 3 s so far, at most 1 min 0 s"),
        "{line}"
    );
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_secrets_command_that_takes_long_is_named() {
    let sandbox = Sandbox::start(&[]);
    let bench = Bench::new();
    profile(&bench, &sandbox.gateway, "");
    let config = bench.state().join("config.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    let secret = &sandbox.gateway.secret_key;
    let slow = text.replace(
        &format!("secret_key_clear = \"{secret}\""),
        &format!("secret_key_command = \"sleep 4; echo {secret}\""),
    );
    std::fs::write(&config, slow).unwrap();
    let file = bench.file("devices.json", &request(EASY, &["KEY-1"]));
    let applied = bench.run(&["apply", &file]);
    assert_eq!(code(&applied), 0, "{}", stderr(&applied));
    let told = stderr(&applied);
    assert!(
        told.contains("waiting for secret_key_command, 3 s so far, at most 30 s"),
        "{told}"
    );
}
