//! `enroll backup` and `enroll prune`.

use std::fs;
use std::process::Stdio;

use crate::program::{Bench, Gateway, Sandbox, code, json, stderr, stdout};
use crate::{EASY, gateway, request};

#[test]
fn a_copy_made_while_the_program_runs_goes_on_elsewhere() {
    let (address, batch_arrived, let_go) = gateway::held(&["KEY-1"]);
    let (bench, elsewhere) = (Bench::new(), Bench::new());
    let file = bench.file("one.json", &request("P", &["KEY-1"]));
    let mut command = bench.command_at(&Gateway::at(address), &["apply", &file]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    batch_arrived.recv().unwrap();

    fs::create_dir(elsewhere.state()).unwrap();
    let copy = elsewhere.state().join("enroll.sqlite");
    let backup = || bench.run(&["backup", copy.to_str().unwrap()]);
    let made = backup();
    assert_eq!(code(&made), 0, "{}", stderr(&made));
    assert!(
        stderr(&made).contains("is a complete copy"),
        "{}",
        stderr(&made)
    );
    let again = backup();
    assert_eq!(code(&again), 2);
    assert!(
        stderr(&again).contains("already exists"),
        "{}",
        stderr(&again)
    );

    // The program has noticed nothing.
    let_go.send(()).unwrap();
    let applied = child.wait_with_output().unwrap();
    assert_eq!(code(&applied), 0, "{}", stderr(&applied));

    // The copy knows the batch that was under way.
    let resumed = elsewhere.command_at(&Gateway::at(address), &["resume", "--format", "json"]);
    let mut resumed = resumed;
    resumed.stdout(Stdio::piped()).stderr(Stdio::piped());
    let resumed = resumed.spawn().unwrap();
    batch_arrived.recv().unwrap();
    let_go.send(()).unwrap();
    let resumed = resumed.wait_with_output().unwrap();
    assert_eq!(code(&resumed), 0, "{}", stderr(&resumed));
    assert!(
        stderr(&resumed).contains("1 of 1 device not settled"),
        "{}",
        stderr(&resumed)
    );
    assert_eq!(json(&resumed)["rows"][0]["deviceKey"], "KEY-1");
}

#[test]
fn without_a_journal_there_is_nothing_to_copy() {
    let bench = Bench::new();
    let to = bench.path().join("copy");
    let made = bench.run(&["backup", to.to_str().unwrap()]);
    assert_eq!(code(&made), 2);
    assert!(
        stderr(&made).contains("there is no journal"),
        "{}",
        stderr(&made)
    );
    assert!(!to.exists() && !bench.state().exists());
}

#[test]
fn runs_that_are_over_are_removed_when_that_is_confirmed() {
    let (sandbox, bench) = (Sandbox::start(&["--lag", "0s"]), Bench::new());
    for key in ["KEY-1", "KEY-2"] {
        let file = bench.file("one.json", &request(EASY, &[key]));
        let applied = bench.run_at(&sandbox.gateway, &["apply", &file]);
        assert_eq!(code(&applied), 0, "{}", stderr(&applied));
    }
    let asked = bench.run(&["prune", "1"]);
    assert_eq!((code(&asked), stdout(&asked)), (2, ""));
    for words in [
        "to be removed: run 1 of 20",
        "no longer show, export or undo",
        "or recognise them",
        "--yes confirms",
    ] {
        assert!(
            stderr(&asked).contains(words),
            "{words}: {}",
            stderr(&asked)
        );
    }
    let unknown = bench.run(&["prune", "1", "7", "--yes"]);
    assert_eq!(code(&unknown), 2);
    assert!(stderr(&unknown).contains("run 7 is not in the journal"));

    let pruned = bench.run(&["prune", "1", "--yes"]);
    assert_eq!(code(&pruned), 0, "{}", stderr(&pruned));
    assert!(
        stdout(&pruned).starts_with("removed: run 1 of "),
        "{}",
        stdout(&pruned)
    );
    assert!(
        !bench.state_contains("device KEY-1\""),
        "not even in the file's free room"
    );
    let left = bench.run_at(&sandbox.gateway, &["resume", "--format", "json"]);
    assert_eq!(
        (code(&left), &json(&left)["run"]),
        (0, &serde_json::json!(2))
    );

    let young = bench.run(&["prune", "--older-than", "1d"]);
    assert_eq!((code(&young), stdout(&young)), (0, ""));
    let none = bench.run(&["prune"]);
    assert_eq!(code(&none), 2, "which ones?");
}

#[test]
fn a_run_that_is_not_over_is_never_removed() {
    let bench = Bench::new();
    let address = gateway::listen(|body| body.contains("expression").then(gateway::none_found));
    let gateway = Gateway::at(address);
    crate::resume::profile(&bench, &gateway, "faults = 1\n");
    let file = bench.file("one.json", &request("P", &["KEY-1"]));
    let applied = bench.run(&["apply", &file]);
    assert_ne!(code(&applied), 0);
    let named = bench.run(&["prune", "1", "--yes"]);
    assert_eq!(code(&named), 2);
    assert!(stderr(&named).contains("not settled"), "{}", stderr(&named));
    let old = bench.run(&["prune", "--older-than", "0d", "--yes"]);
    assert_eq!(code(&old), 0);
    assert!(
        stderr(&old).contains("run 1 is not removed"),
        "{}",
        stderr(&old)
    );
    assert_eq!(stdout(&old), "");
}
