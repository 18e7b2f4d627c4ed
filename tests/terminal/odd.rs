//! Terminals that go, block, claim, lag or speak out of turn.

use std::io::Read as _;

use enroll::tui::runtime::Signal;
use portable_pty::native_pty_system;

use crate::support::pty::{Pty, command, size};
use crate::tests::{TOY, assert_ends, sized_toy, this_binary, toy, toy_command};

#[test]
fn late_replies_and_sequences_that_come_apart_are_no_typing() {
    let mut pty = toy(&[]);
    for report in [
        "\x1bP>|tmux 3.4\x1b\\",
        "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
        "\x1b[?2026;2$y",
        "\x1b[?62;22c",
    ] {
        pty.send(report);
    }
    pty.send("a");
    // The parts are more than one read apart: what stands on the screen was read before the next is sent.
    pty.wait_for_text("\na");
    for part in ["b", "\x1b", "[", "D", "c"] {
        pty.send(part);
    }
    pty.wait_for_text("\nabc");
    pty.send("q");
    assert_ends(pty, 3);
}

#[test]
fn thousands_of_bytes_at_once_are_read_without_another_key() {
    let mut pty = toy(&[]);
    pty.send(&"x".repeat(3_000));
    pty.send("\x1b[200~end\x1b[201~");
    pty.wait_for_text("pasted \"end\"");
    pty.send("q");
    assert_ends(pty, 3);
}

#[test]
fn what_is_no_utf8_is_told() {
    let mut pty = toy(&[]);
    pty.send_bytes(b"Gr\xf6\xdfe");
    pty.wait_for_text("\nGre");
    pty.wait_for_text("not UTF-8");
    pty.send("q");
    assert_ends(pty, 3);
}

#[test]
fn a_terminal_without_a_size_has_the_usual_one() {
    for (vars, size) in [
        (&[][..], "size 80x24"),
        (&[("COLUMNS", "52"), ("LINES", "11")], "size 52x11"),
    ] {
        let mut pty = sized_toy(vars, 0, 0);
        pty.wait_for_text(size);
        pty.send("q");
        assert_ends(pty, 3);
    }
}

#[test]
fn a_terminal_that_claims_to_be_endless_is_no_danger() {
    let mut pty = sized_toy(&[], 60, 12);
    pty.claim(u16::MAX, u16::MAX);
    pty.wait_for_text("size 1000x500");
    pty.send("q");
    assert_ends(pty, 3);
}

#[test]
fn a_terminal_that_goes_without_a_word_is_the_end() {
    let pair = native_pty_system().openpty(size(60, 12)).unwrap();
    let mut command = toy_command(&[]);
    // Without a controlling terminal nobody sends it SIGHUP.
    command.set_controlling_tty(false);
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let (mut printed, mut bytes) = (Vec::new(), [0; 1024]);
    while !String::from_utf8_lossy(&printed).contains("toy") {
        let got = reader.read(&mut bytes).unwrap();
        printed.extend_from_slice(&bytes[..got]);
    }
    drop((reader, pair.master));
    assert_eq!(child.wait().unwrap().exit_code(), 129);
}

#[test]
fn a_terminal_that_takes_nothing_keeps_no_signal_from_ending_it() {
    for (name, signal) in [("TERM", Signal::Terminate), ("HUP", Signal::Hangup)] {
        let mut pty = toy(&[]);
        pty.read_no_more_after("flooded");
        pty.send("f");
        pty.wait_for_raw(|raw| String::from_utf8_lossy(raw).contains("flooded"));
        pty.signal(name);
        let code = pty.wait_unread().exit_code();
        assert_eq!(code, u32::from(signal.exit_code()), "{name}");
    }
}

#[test]
fn stopped_and_sent_away_it_ends_though_it_is_not_in_front() {
    let dir = tempfile::tempdir().unwrap();
    let pid = dir.path().join("pid");
    // A shell with job control takes the terminal when its job stops.
    let mut shell = command("sh");
    let script = r#"set -m; "$0" "$@"; echo "the shell is back"; read line"#;
    shell.args(["-c", script, &this_binary()]);
    shell.args(TOY);
    shell.env("TOY", "1");
    shell.env("TOY_PID", pid.to_str().unwrap());
    let mut pty = Pty::spawn(shell, 60, 12);
    pty.wait_for_text("toy\n");
    let toy = std::fs::read_to_string(pid).unwrap();
    signal(&toy, "TSTP");
    pty.wait_for_text("the shell is back");
    signal(&toy, "TERM");
    signal(&toy, "CONT");
    Pty::wait_until_ended(toy.parse().unwrap());
    pty.send("\n");
    pty.exit_status();
}

fn signal(pid: &str, name: &str) {
    let mut kill = std::process::Command::new("kill");
    assert!(kill.args(["-s", name, pid]).status().unwrap().success());
}
