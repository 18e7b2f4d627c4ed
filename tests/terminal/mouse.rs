//! The mouse: when a terminal tells of it, and that none of what it tells is ever typing.

use std::path::Path;

use tempfile::TempDir;
use vt100::{MouseProtocolEncoding, MouseProtocolMode, Screen};

use crate::support::pty::{Pty, enroll};
use crate::tests::{assert_ends, toy};

/// The screens on the sandbox, with everything of theirs in `dir`.
fn screens(dir: &Path, args: &[&str]) -> Pty {
    let own = ["--sandbox", "--state-dir", dir.to_str().unwrap()];
    let mut command = enroll(&[&own[..], args].concat());
    command.env("HOME", dir);
    let pty = Pty::spawn(command, 100, 30);
    pty.wait_for_text("of 10,000 devices");
    pty
}

/// Presses and releases, and no move.
fn on(screen: &Screen) -> bool {
    let numbers = screen.mouse_protocol_encoding() == MouseProtocolEncoding::Sgr;
    screen.mouse_protocol_mode() == MouseProtocolMode::PressRelease && numbers
}

fn off(screen: &Screen) -> bool {
    let usual = screen.mouse_protocol_encoding() == MouseProtocolEncoding::Default;
    screen.mouse_protocol_mode() == MouseProtocolMode::None && usual
}

#[test]
fn presses_and_turns_arrive_and_are_no_typing() {
    let mut pty = toy(&[]);
    pty.wait_for(on);
    pty.send("a\x1b[<0;60;12M\x1b[<0;60;12m");
    pty.wait_for_text("Click 59 11");
    pty.send("\x1b[<65;1;2M");
    pty.wait_for_text("Scroll(Down) 0 1");
    // Other buttons, an old report, one that makes no sense, and one in two reads.
    pty.send("\x1b[<2;1;1M\x1b[<2;1;1m\x1b[M !!\x1b[<0;0;99999999999M");
    pty.send("b");
    pty.wait_for_text("\nab");
    pty.send("\x1b[<64;4");
    pty.send(";5M");
    pty.wait_for_text("Scroll(Up) 3 4");
    assert!(pty.contents().contains("\nab\n"), "{}", pty.contents());
    pty.send("q");
    assert_ends(pty, 3);
}

#[test]
fn it_is_switched_while_the_program_runs() {
    let mut pty = toy(&[]);
    pty.wait_for(on);
    pty.send("m");
    pty.wait_for(off);
    // Too late.
    pty.send("\x1b[<0;1;1Ma");
    pty.wait_for_text("\na");
    assert!(!pty.contents().contains("Click"), "{}", pty.contents());
    // What is off stays off when the terminal is taken again.
    pty.signal("TSTP");
    pty.wait_until_stopped();
    pty.signal("CONT");
    pty.wait_for(|screen| screen.alternate_screen() && screen.contents().contains("\na"));
    pty.wait_for(off);
    pty.send("m");
    pty.wait_for(on);
    pty.send("\x1b[<0;1;1M");
    pty.wait_for_text("Click 0 0");
    pty.send("q");
    assert_ends(pty, 3);
}

#[test]
fn a_panic_switches_it_off() {
    let mut pty = toy(&[]);
    pty.wait_for(on);
    pty.send("p");
    assert_eq!(pty.exit_status().exit_code(), 101);
    pty.assert_restored();
}

#[test]
fn the_screens_have_it_from_their_start_to_their_end_and_not_while_stopped() {
    let dir = TempDir::new().unwrap();
    let mut pty = screens(dir.path(), &[]);
    pty.wait_for(on);
    pty.signal("TSTP");
    pty.wait_for(|screen| !screen.alternate_screen() && off(screen));
    pty.wait_until_stopped();
    pty.signal("CONT");
    pty.wait_for(|screen| screen.alternate_screen() && on(screen));
    // In the search, where each letter is text.
    pty.send("/");
    for piece in ["\x1b[<0;12;7M\x1b[<0;12;7m", "\x1b[M !!", "\x1b[<65;12"] {
        pty.send(piece);
    }
    pty.send(";7Myour");
    pty.wait_for_text("/ your");
    pty.signal("TERM");
    assert_ends(pty, 143);
}

#[test]
fn a_flag_and_a_setting_leave_it_to_the_terminal() {
    let (by_flag, by_setting) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    std::fs::write(by_setting.path().join("config.toml"), "mouse = false\n").unwrap();
    for (dir, args) in [(by_flag, &["--no-mouse"][..]), (by_setting, &[])] {
        let mut pty = screens(dir.path(), args);
        // Nobody has asked for it.
        pty.send("/\x1b[<0;12;7Myour");
        pty.wait_for_text("/ your");
        pty.signal("TERM");
        assert_eq!(pty.exit_status().exit_code(), 143);
        pty.assert_restored();
        let printed = String::from_utf8(pty.raw()).unwrap();
        for mode in ["?1000", "?1006"] {
            assert!(!printed.contains(mode), "{mode} {args:?}");
        }
    }
}

#[test]
fn the_flag_is_for_the_screens() {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_enroll"));
    let output = command.args(["--no-mouse", "codes"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("--no-mouse is for the screens"), "{said}");
}
