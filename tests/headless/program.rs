//! The real program as a child process, with a state folder of its own.

use std::io::{BufRead, BufReader, Lines, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub const ENROLL: &str = env!("CARGO_BIN_EXE_enroll");

/// A folder for the program's state and the test's files.
pub struct Bench(TempDir);

impl Bench {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn state(&self) -> PathBuf {
        self.path().join("state")
    }

    /// Writes a file beside the state folder.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The program with no environment but what the caller adds.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(ENROLL);
        command.args(args).arg("--state-dir").arg(self.state());
        command.env_clear().stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs against a gateway given by flags.
    pub fn run_at(&self, gateway: &Gateway, args: &[&str]) -> Output {
        self.command_at(gateway, args).output().unwrap()
    }

    pub fn command_at(&self, gateway: &Gateway, args: &[&str]) -> Command {
        let mut command = self.command(args);
        command.args(["--gateway", &gateway.url, "--org-id", &gateway.org_id]);
        command.env("ENROLL_ACCESS_KEY", &gateway.access_key);
        command.env("ENROLL_SECRET_KEY", &gateway.secret_key);
        command
    }

    pub fn run_with_input(&self, args: &[&str], input: &str) -> Output {
        let mut command = self.command(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    }

    /// Whether the journal or anything else but the sandbox's own files contains `text`. The sandbox
    /// plays EnOS, and EnOS knows its devices' secrets.
    pub fn store_contains(&self, text: &str) -> bool {
        self.found(text, |path| path != self.state().join("sandbox"))
    }

    /// Whether any file below the state folder contains `text`.
    pub fn state_contains(&self, text: &str) -> bool {
        self.found(text, |_| true)
    }

    fn found(&self, text: &str, within: impl Fn(&Path) -> bool) -> bool {
        let mut folders = vec![self.state()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.extend(Some(path).filter(|path| within(path)));
                } else if contains(&std::fs::read(path).unwrap(), text) {
                    return true;
                }
            }
        }
        false
    }
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

/// A gateway and who to be there.
#[derive(Clone)]
pub struct Gateway {
    pub url: String,
    pub org_id: String,
    pub access_key: String,
    pub secret_key: String,
}

impl Gateway {
    pub fn at(address: SocketAddr) -> Self {
        Self {
            url: format!("http://{address}"),
            org_id: "o1".to_owned(),
            access_key: "key".to_owned(),
            secret_key: "hunter2-hunter2".to_owned(),
        }
    }
}

/// `enroll sandbox` as a child, stopped when dropped.
pub struct Sandbox {
    pub child: Child,
    pub gateway: Gateway,
    pub private_key: String,
    /// The line to paste, as printed.
    pub paste: String,
    /// Removed when dropped.
    _bench: Bench,
    /// Kept open, or the program could not print.
    _lines: Lines<BufReader<ChildStdout>>,
}

impl Sandbox {
    pub fn start(args: &[&str]) -> Self {
        let bench = Bench::new();
        let mut command = bench.command(&[&["sandbox"], args].concat());
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let printed: Vec<String> = lines
            .by_ref()
            .map(Result::unwrap)
            .take_while(|line| !line.starts_with("Ctrl-C"))
            .collect();
        let after = |label: &str| {
            let line = printed.iter().find_map(|line| line.strip_prefix(label));
            line.unwrap().trim().to_owned()
        };
        let begin = printed
            .iter()
            .position(|line| line.starts_with("ENROLL_ACCESS_KEY"));
        let paste = printed[begin.unwrap()..].join("\n");
        Self {
            gateway: Gateway {
                url: after("gateway"),
                org_id: after("orgId"),
                access_key: after("access key"),
                secret_key: after("secret key"),
            },
            private_key: after("private key"),
            paste: paste.trim_end().to_owned(),
            child,
            _bench: bench,
            _lines: lines,
        }
    }

    /// Ends the sandbox as a service manager would, and gives its exit code.
    pub fn terminate(&mut self) -> Option<i32> {
        signal("TERM", &self.child);
        self.child.wait().unwrap().code()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn signal(name: &str, child: &Child) {
    let pid = child.id().to_string();
    let sent = Command::new("kill").args(["-s", name, &pid]).status();
    assert!(sent.unwrap().success());
}

pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// The outcome of every row of a report.
pub fn outcomes(report: &Value) -> Vec<&str> {
    let rows = report["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| row["outcome"].as_str().unwrap())
        .collect()
}

pub fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!("{error}: {} {}", stdout(output), stderr(output));
    })
}
