//! The real program, started, heard and perhaps killed.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use serde_json::Value;

/// Where in a run a kill fell, as far as standard output tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fell {
    /// Nothing had been sent by this process.
    BeforeFirst,
    /// A batch was under way.
    InFlight,
    /// No batch was under way.
    Between,
    /// The results were out.
    AfterEnd,
}

impl Fell {
    pub const ALL: [Self; 4] = [
        Self::BeforeFirst,
        Self::InFlight,
        Self::Between,
        Self::AfterEnd,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::BeforeFirst => "before the first batch",
            Self::InFlight => "in flight",
            Self::Between => "between batches",
            Self::AfterEnd => "after the end",
        }
    }
}

/// When to kill.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Whether the time counts from the run's beginning, and not from the program's.
    pub begun: bool,
    pub time: Duration,
}

/// How a process ended.
pub enum Ended {
    /// Where, and its lines.
    Killed(Fell, Vec<Value>),
    ByItself(Exited),
}

/// A process that ended by itself.
pub struct Exited {
    pub code: i32,
    /// Its lines.
    pub out: Vec<Value>,
    pub err: String,
}

/// Starts the program with these arguments, and kills it when `patience` ends, if it is still there.
pub fn run(state: &Path, args: &[&str], patience: Option<Patience>) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_enroll"));
    command.args(args).arg("--state-dir").arg(state);
    command.env_clear().stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (first_line, begun) = mpsc::channel::<()>();
    let (end, ended) = mpsc::channel::<()>();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let reader = thread::spawn(move || {
        let mut lines = Vec::new();
        let mut line = Vec::new();
        while out.read_until(b'\n', &mut line).unwrap() > 0 {
            // A kill may cut the last line short.
            lines.extend(serde_json::from_slice::<Value>(&line).ok());
            line.clear();
            // Nobody may be waiting for it.
            let _ = first_line.send(());
        }
        drop((first_line, end));
        lines
    });
    let mut errors = child.stderr.take().unwrap();
    let errors = thread::spawn(move || {
        let mut text = Vec::new();
        errors.read_to_end(&mut text).unwrap();
        String::from_utf8_lossy(&text).into_owned()
    });
    let late = patience.is_some_and(|patience| {
        if patience.begun {
            // A line, or the end of all lines.
            let _ = begun.recv();
        }
        ended.recv_timeout(patience.time) == Err(RecvTimeoutError::Timeout)
    });
    if late {
        // SIGKILL: no handler, no destructor, no last write.
        child.kill().unwrap();
    }
    let (out, err) = (reader.join().unwrap(), errors.join().unwrap());
    match code(&mut child) {
        Some(code) => Ended::ByItself(Exited { code, out, err }),
        None => Ended::Killed(fell(&out), out),
    }
}

/// The exit code; none when it was killed.
fn code(child: &mut Child) -> Option<i32> {
    child.wait().unwrap().code()
}

/// Follows the lines up to the kill.
fn fell(lines: &[Value]) -> Fell {
    let mut sent = false;
    let mut under_way = BTreeSet::new();
    for line in lines {
        let rows = |key: &str| {
            let rows = line[key].as_array().into_iter().flatten();
            rows.filter_map(Value::as_u64).collect::<Vec<u64>>()
        };
        match line["event"].as_str() {
            Some("sent") => {
                sent = true;
                under_way.extend(rows("rows"));
            }
            Some("row") => {
                under_way.remove(&line["row"].as_u64().unwrap());
            }
            Some("settled") => {
                for row in rows("unsent") {
                    under_way.remove(&row);
                }
            }
            Some("end") => return Fell::AfterEnd,
            _ => {}
        }
    }
    match (sent, under_way.is_empty()) {
        (false, _) => Fell::BeforeFirst,
        (true, false) => Fell::InFlight,
        (true, true) => Fell::Between,
    }
}
