//! A second process: its lock, and what is left when it is killed.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use super::*;
use crate::domain::{RowIndex, Timestamp};

/// Names the folder to the other process, which is this test program run again.
const FOLDER: &str = "ENROLL_TEST_FOLDER";

#[test]
#[ignore = "the other process of `a_killed_instance_…`"]
fn victim() {
    let Some(dir) = std::env::var_os(FOLDER) else {
        return;
    };
    let store = Store::open(Path::new(&dir)).unwrap();
    let run = begin(&store, 3);
    store
        .batch_sent(run, &[0, 1].map(RowIndex), Timestamp(2_000))
        .unwrap();
    println!("\nsent");
    loop {
        std::thread::park();
    }
}

#[test]
fn a_killed_instance_frees_the_lock_and_its_sent_rows_are_unknown() {
    let dir = tempfile::tempdir().unwrap();
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args([
            "store::tests::killed::victim",
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, dir.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(victim.stdout.take().unwrap()).lines();
    let sent = said.any(|line| line.unwrap() == "sent");
    let second = Store::open(dir.path());
    victim.kill().unwrap();
    victim.wait().unwrap();
    assert!(sent, "the other process ended before it had sent");

    let error = second.unwrap_err();
    assert!(
        matches!(error, StoreError::InUse { pid, .. } if pid == Some(victim.id())),
        "{error}"
    );
    assert!(
        error
            .to_string()
            .contains(&format!("(process {})", victim.id())),
        "{error}"
    );

    let store = Store::open(dir.path()).unwrap();
    let run = store.runs().unwrap()[0].id;
    assert_eq!(
        states(&store, run),
        [RowState::Unknown, RowState::Unknown, RowState::Queued]
    );
}
