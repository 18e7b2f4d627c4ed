//! The journal replaced or taken away while the program runs, and folders it does not trust.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::program::{Bench, Gateway, code, json, outcomes, stderr, stdout};
use crate::resume::profile;
use crate::{gateway, request};

/// Applies three devices one by one; `act` is done to the state folder before the answer to the second. Gives the
/// keys that the gateway was asked to make, and how it ended.
fn applied(
    format: &str,
    act: impl Fn(&Path) + Send + 'static,
) -> (Vec<String>, std::process::Output, Bench) {
    let bench = Bench::new();
    let asked: Arc<Mutex<Vec<String>>> = Arc::default();
    let (seen, state) = (Arc::clone(&asked), bench.state());
    let address = gateway::listen(move |body| {
        if body.contains("expression") {
            return Some(gateway::none_found());
        }
        let body: Value = serde_json::from_str(body).unwrap();
        let key = body["deviceList"][0]["deviceKey"]
            .as_str()
            .unwrap()
            .to_owned();
        if key == "KEY-2" {
            act(&state);
        }
        let answer = gateway::data(&format!("[{}]", gateway::created(&key)));
        seen.lock().unwrap().push(key);
        Some(answer)
    });
    let file = bench.file("three.json", &request("P", &["KEY-1", "KEY-2", "KEY-3"]));
    profile(&bench, &Gateway::at(address), "batches_at_once = 1\n");
    let output = bench.run(&["apply", "--format", format, "--batch-size", "1", &file]);
    let asked = asked.lock().unwrap().clone();
    (asked, output, bench)
}

#[test]
fn a_journal_that_goes_under_a_run_stops_it_and_all_that_is_known_is_printed() {
    type Act = fn(&Path);
    let acts: [(Act, &str); 5] = [
        (
            |state| fs::remove_file(state.join("enroll.sqlite")).unwrap(),
            "enroll.sqlite was removed or moved away",
        ),
        (
            |state| {
                let (journal, copy) = (state.join("enroll.sqlite"), state.join("copy"));
                fs::copy(&journal, &copy).unwrap();
                fs::rename(&copy, &journal).unwrap();
            },
            "enroll.sqlite was replaced by another file",
        ),
        (
            |state| fs::remove_file(state.join("enroll.sqlite-wal")).unwrap(),
            "enroll.sqlite-wal was removed or moved away",
        ),
        (
            |state| fs::remove_file(state.join("enroll.lock")).unwrap(),
            "enroll.lock was removed or moved away",
        ),
        (
            |state| fs::rename(state, state.with_extension("moved")).unwrap(),
            "was removed or moved away",
        ),
    ];
    for (act, words) in acts {
        let (asked, output, _bench) = applied("json", act);
        assert_eq!(code(&output), 4, "{words}: {}", stderr(&output));
        assert_eq!(asked, ["KEY-1", "KEY-2"], "{words}: nothing more is sent");
        let report = json(&output);
        assert_eq!(
            outcomes(&report),
            ["created", "created", "unsent"],
            "{words}"
        );
        assert_eq!(report["rows"][1]["assetId"], "AKEY-2", "{words}");
        let told = stderr(&output);
        assert!(
            told.contains(words) && told.contains("Keep what is"),
            "{words}: {told}"
        );
        assert!(
            !told.contains("enroll resume"),
            "{words}: no journal to go on from: {told}"
        );
    }
}

#[test]
fn as_a_stream_it_ends_with_what_no_journal_has() {
    let (_, output, _bench) = applied("jsonl", |state| {
        fs::remove_file(state.join("enroll.sqlite")).unwrap();
    });
    assert_eq!(code(&output), 4);
    let events: Vec<Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let created: Vec<&Value> = events
        .iter()
        .filter(|event| event["event"] == "row" && event["outcome"] == "created")
        .map(|event| &event["assetId"])
        .collect();
    assert_eq!(created, [&json!("AKEY-1"), &json!("AKEY-2")]);
}

#[cfg(unix)]
#[test]
fn no_command_of_a_configuration_is_run_that_others_may_write() {
    use std::os::unix::fs::PermissionsExt as _;
    let bench = Bench::new();
    let ran = bench.path().join("ran");
    let gateway = Gateway::at("127.0.0.1:9".parse().unwrap());
    profile(&bench, &gateway, "");
    let config = bench.state().join("config.toml");
    let written = fs::read_to_string(&config).unwrap();
    let command = format!("secret_key_command = \"touch {}; echo s\"", ran.display());
    let secret = format!("secret_key_clear = \"{}\"", gateway.secret_key);
    fs::write(&config, written.replace(&secret, &command)).unwrap();
    let file = bench.file("one.json", &request("P", &["KEY-1"]));
    let args: [&[&str]; 5] = [
        &["apply", &file],
        &["plan", &file],
        &["check", "--profile", "site", &file],
        &["resume"],
        &["undo"],
    ];
    for (path, wrong, right) in [
        (bench.state(), 0o775, 0o755),
        (bench.state(), 0o757, 0o755),
        (config.clone(), 0o664, 0o644),
    ] {
        fs::set_permissions(&path, fs::Permissions::from_mode(wrong)).unwrap();
        for args in args {
            let output = bench.run(args);
            assert_eq!(code(&output), 2, "{args:?}: {}", stderr(&output));
            let mend = format!("chmod go-w {path:?}");
            assert!(
                stderr(&output).contains(&mend),
                "{args:?}: {}",
                stderr(&output)
            );
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(right)).unwrap();
    }
    assert!(!ran.exists());
    // And this is what would have been run.
    bench.run(&["check", "--profile", "site", &file]);
    assert!(ran.exists());
}

#[cfg(unix)]
#[test]
fn a_planted_lock_destroys_nothing() {
    let bench = Bench::new();
    let precious = bench.file("precious", "precious");
    fs::create_dir(bench.state()).unwrap();
    std::os::unix::fs::symlink(&precious, bench.state().join("enroll.lock")).unwrap();
    let file = bench.file("one.json", &request("P", &["KEY-1"]));
    let output = bench.run(&["apply", "--sandbox", &file]);
    assert_eq!(code(&output), 2);
    assert!(
        stderr(&output).contains("a symbolic link"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read_to_string(precious).unwrap(), "precious");
}

#[cfg(unix)]
#[test]
fn folders_that_the_program_makes_are_good_enough_for_itself() {
    use std::os::unix::fs::PermissionsExt as _;
    let bench = Bench::new();
    let state = bench.state();
    let (state, program) = (state.to_str().unwrap(), crate::program::ENROLL);
    // Where everybody of a group may usually write what one of them makes.
    let run = |args: &str| {
        let line = format!("umask 002; exec '{program}' {args} --state-dir '{state}'");
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &line]).env_clear();
        command.output().unwrap()
    };
    let file = bench.file("one.json", &request(crate::EASY, &["KEY-1"]));
    for _ in 0..2 {
        // The sandbox makes its folders first here.
        let output = run(&format!("plan --sandbox '{file}'"));
        assert_eq!(code(&output), 0, "{}", stderr(&output));
    }
    for dir in [bench.state(), bench.state().join("sandbox")] {
        let mode = fs::metadata(&dir).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{}", dir.display());
    }
}
