//! Files that are named: what is none, what others may read, and disks without room.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::program::{Bench, ENROLL, Gateway, Sandbox, code, json, stderr, stdout};
use crate::resume::profile;
use crate::{EASY, SAMPLE, request};

fn fifo(bench: &Bench, name: &str) -> String {
    let path = bench.path().join(name);
    assert!(
        Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    path.to_str().unwrap().to_owned()
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Refused with this sentence, and nothing is sent.
#[track_caller]
fn assert_refused(output: &Output, told: &str) {
    assert_eq!(code(output), 2, "{}", stderr(output));
    assert!(stderr(output).contains(told), "{told}: {}", stderr(output));
}

#[test]
fn what_is_no_file_is_refused_wherever_a_file_is_named() {
    let sandbox = Sandbox::start(&[]);
    let bench = Bench::new();
    let fifo = fifo(&bench, "fifo");
    let secret = bench.file(
        "secret.json",
        &request(EASY, &["KEY-1"]).replacen('{', "{\"requireSecret\":true,", 1),
    );
    let folder = bench.path().to_str().unwrap();
    for (path, told) in [
        (fifo.as_str(), "it is a pipe that nothing writes to"),
        ("/dev/zero", "it is a device, not a file"),
        (folder, "it is a folder, not a file"),
    ] {
        let key = [
            "apply",
            "--private-key",
            path,
            "--reveal-secrets",
            "--format",
            "json",
            &secret,
        ];
        assert_refused(&bench.run_at(&sandbox.gateway, &key), told);
        assert_refused(&bench.run_at(&sandbox.gateway, &["check", path]), told);
    }
    for (path, told) in [
        (fifo.as_str(), "it is a pipe"),
        ("/dev/zero", "it is a device"),
    ] {
        let args = ["apply", "--sandbox", "--scenario", path, SAMPLE];
        assert_refused(&bench.run(&args), told);
        let config = bench.state().join("config.toml");
        fs::create_dir_all(bench.state()).unwrap();
        std::os::unix::fs::symlink(path, &config).unwrap();
        assert_refused(&bench.run(&["check", SAMPLE]), told);
        fs::remove_file(&config).unwrap();
    }
}

#[test]
fn devices_come_through_pipes_of_every_kind() {
    let bench = Bench::new();
    let file = bench.file("devices.json", &request(EASY, &["KEY-1"]));
    let fifo = fifo(&bench, "devices");
    for script in [
        "cat \"$1\" | \"$0\" check - --state-dir \"$3\"",
        "cat \"$1\" | \"$0\" check /dev/stdin --state-dir \"$3\"",
        "\"$0\" check - --state-dir \"$3\" <\"$1\"",
        "cat \"$1\" | { \"$0\" check /dev/fd/9 --state-dir \"$3\"; } 9<&0",
        "cat \"$1\" >\"$2\" & \"$0\" check \"$2\" --state-dir \"$3\"",
    ] {
        let mut shell = Command::new("sh");
        shell
            .args(["-c", script, ENROLL, &file, &fifo])
            .arg(bench.state());
        let checked = shell.stdin(Stdio::null()).output().unwrap();
        assert_eq!(code(&checked), 0, "{script}: {}", stderr(&checked));
        assert!(stderr(&checked).contains("1 device: 0 errors"), "{script}");
    }
}

#[test]
fn what_others_can_read_of_a_secret_is_warned_of_with_the_mend() {
    let sandbox = Sandbox::start(&[]);
    let bench = Bench::new();
    let key = bench.file(
        "key.pem",
        &fs::read_to_string(&sandbox.private_key).unwrap(),
    );
    profile(
        &bench,
        &sandbox.gateway,
        &format!("private_key = \"{key}\"\n"),
    );
    let config = bench.state().join("config.toml");
    let devices = bench.file("devices.json", &request(EASY, &["KEY-1"]));
    for command in ["apply", "plan", "check"] {
        for (open, warned) in [(0o644, 1), (0o600, 0)] {
            set_mode(&config, open);
            set_mode(Path::new(&key), open);
            let output = bench.run(&[command, "--profile", "site", &devices]);
            let lines = stderr(&output).lines();
            let warnings: Vec<&str> = lines.filter(|line| line.contains("chmod 600")).collect();
            assert_eq!(warnings.len(), 2 * warned, "{command}: {}", stderr(&output));
            for (warning, path) in warnings.iter().zip([config.as_path(), Path::new(&key)]) {
                assert!(
                    warning.starts_with("warning: other users can read"),
                    "{warning}"
                );
                assert!(
                    warning.ends_with(&format!("chmod 600 {path:?}")),
                    "{warning}"
                );
            }
            assert!(!stderr(&output).contains(&sandbox.gateway.secret_key));
        }
    }
}

#[test]
fn another_users_state_is_told_with_owner_and_remedy() {
    let bench = Bench::new();
    fs::create_dir(bench.state()).unwrap();
    let lock = bench.state().join("enroll.lock");
    fs::write(&lock, "").unwrap();
    set_mode(&lock, 0o400);
    let file = bench.file("devices.json", &request(EASY, &["KEY-1"]));
    let mut command = bench.command(&["apply", "--sandbox", &file]);
    // Root may do everything, so it has to become somebody else; then the files are another user's.
    let root = fs::File::open("/root").is_ok();
    if root {
        let mut other = Command::new("setpriv");
        other.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]);
        other.arg(command.get_program()).args(command.get_args());
        set_mode(bench.path(), 0o755);
        set_mode(&bench.state(), 0o755);
        command = other;
    }
    let Ok(refused) = command.output() else {
        return;
    };
    if stderr(&refused).contains("failed to execute") {
        // The program itself is where only root may go.
        return;
    }
    assert_refused(&refused, "--state-dir");
    let told = stderr(&refused);
    if root {
        assert!(told.contains("belongs to user root (UID 0)"), "{told}");
        assert!(
            told.contains("enroll is run by ") && told.contains("UID 65534"),
            "{told}"
        );
        assert!(told.contains("Run enroll as that user"), "{told}");
    } else {
        assert!(told.contains("is your own, but its mode (0400)"), "{told}");
        assert!(told.contains("chmod u+rw"), "{told}");
    }
    assert!(!told.contains("os error"), "{told}");
}

#[test]
fn secrets_that_do_not_open_are_no_success_and_can_be_had_later() {
    let sandbox = Sandbox::start(&[]);
    let other = Sandbox::start(&[]);
    let bench = Bench::new();
    let keys: Vec<String> = (0..7).map(|number| format!("KEY-{number}")).collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let text = request(EASY, &keys).replacen('{', "{\"requireSecret\":true,", 1);
    let file = bench.file("devices.json", &text);
    let with = |key: &'static str, path: &str, more: &[&str]| {
        let mut args = more.to_vec();
        args.extend(["--format", "json", key, path]);
        bench.run_at(&sandbox.gateway, &args)
    };
    // Nobody asked: it says how to get them.
    let quiet = with("--private-key", &sandbox.private_key, &["apply", &file]);
    assert_eq!(code(&quiet), 0, "{}", stderr(&quiet));
    let told = "`enroll resume 1 --reveal-secrets --format json` prints them";
    assert!(stderr(&quiet).contains(told), "{}", stderr(&quiet));

    let again = ["resume", "1", "--reveal-secrets"];
    let wrong = with("--private-key", &other.private_key, &again);
    assert_eq!(code(&wrong), 1, "{}", stderr(&wrong));
    assert!(
        stderr(&wrong).contains("7 of 7 device secrets not shown; those"),
        "{}",
        stderr(&wrong)
    );
    let warnings = stderr(&wrong)
        .lines()
        .filter(|line| line.starts_with("warning: "));
    assert_eq!(warnings.count(), 1, "{}", stderr(&wrong));
    let report = json(&wrong);
    assert_eq!(
        (&report["created"], report["rows"][0].get("deviceSecret")),
        (&7.into(), None)
    );

    let right = with("--private-key", &sandbox.private_key, &again);
    assert_eq!(code(&right), 0, "{}", stderr(&right));
    assert!(json(&right)["rows"][6]["deviceSecret"].is_string());
    assert!(
        !stderr(&right).contains("--reveal-secrets"),
        "{}",
        stderr(&right)
    );
    for help in [["apply", "--help"], ["resume", "--help"]] {
        let help = bench.run(&help);
        assert!(stdout(&help).contains("--reveal-secrets, with --format json or"));
    }
}

#[test]
fn a_password_in_an_address_is_not_repeated() {
    let bench = Bench::new();
    for url in [
        "https://user:hunter2@gw.example",
        "user:hunter2@gw.example",
        "hunter2@gw.example",
        "https://gw.example/?token=hunter2",
        "https://user:hunter2 @gw.example",
        "https://user:hunter2@gw.example:x",
    ] {
        let gateway = Gateway {
            url: url.to_owned(),
            ..Gateway::at("127.0.0.1:1".parse().unwrap())
        };
        for command in ["apply", "plan"] {
            let refused = bench.run_at(&gateway, &[command, SAMPLE]);
            assert_refused(&refused, "--gateway ");
            assert!(
                !stderr(&refused).contains("hunter2"),
                "{}",
                stderr(&refused)
            );
        }
        profile(&bench, &gateway, "");
        let refused = bench.run(&["apply", SAMPLE]);
        assert_refused(&refused, "profile `site`: gateway ");
        assert!(
            !stderr(&refused).contains("hunter2"),
            "{}",
            stderr(&refused)
        );
        fs::remove_file(bench.state().join("config.toml")).unwrap();
    }
}

#[test]
fn codes_are_looked_up_one_by_one() {
    let bench = Bench::new();
    let all = bench.run(&["codes"]);
    assert_eq!(code(&all), 0);
    assert!(stdout(&all).contains("EnOS's codes") && stdout(&all).contains("99430"));
    for (args, exit, told, not) in [
        (vec!["11702"], 0, "11702  DeviceKey existed", "EnOS's codes"),
        (vec!["-1"], 0, "   -1  Failed", "99400"),
        (vec!["404"], 0, "HTTP  404  Not found", "99404"),
        (vec!["http404", "99404"], 0, "99404  Not found", "11702"),
        (vec!["11702", "4711"], 1, " 4711  Unknown", "99400"),
        (vec!["HTTP418"], 1, "HTTP  418  Unknown", "99400"),
    ] {
        let codes = bench.run(&[&["codes"], &args[..]].concat());
        assert_eq!(code(&codes), exit, "{args:?}: {}", stderr(&codes));
        assert!(
            stdout(&codes).contains(told),
            "{args:?}: {}",
            stdout(&codes)
        );
        assert!(
            !stdout(&codes).contains(not),
            "{args:?}: {}",
            stdout(&codes)
        );
    }
    for no_code in ["x", "", "http", "1e3", "99999999999999999999"] {
        let refused = bench.run(&["codes", "11702", no_code]);
        assert_refused(&refused, "is not a code");
        assert_eq!(stdout(&refused), "");
    }
}

#[test]
fn a_journal_that_has_no_room_to_grow_says_so_and_the_run_goes_on_with_room() {
    let sandbox = Sandbox::start(&[]);
    let bench = Bench::new();
    let keys: Vec<String> = (0..2_000)
        .map(|number| format!("KEY-{number:04}"))
        .collect();
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let file = bench.file("devices.json", &request(EASY, &keys));
    // With the signal ignored, a write beyond the limit fails as one on a disk with a quota does.
    let limited = bench.command_at(&sandbox.gateway, &["apply", &file]);
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 600; exec \"$0\" \"$@\""]);
    shell.arg(limited.get_program()).args(limited.get_args());
    for (name, value) in limited.get_envs() {
        shell.env(name, value.unwrap());
    }
    let stopped = shell.output().unwrap();
    let told = stderr(&stopped);
    assert!(told.contains("no room left to write"), "{told}");
    assert!(!told.contains("the disk failed"), "{told}");
    assert_ne!(code(&stopped), 0);
    // Nothing was lost: the same command carries it to its end.
    let done = bench.run_at(&sandbox.gateway, &["apply", "--existing", "adopt", &file]);
    assert_eq!(code(&done), 0, "{}", stderr(&done));
}
