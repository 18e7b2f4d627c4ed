//! What the real screens hold with a long queue: at rest, after its plan, and through its run. Once its devices are new;
//! then the same devices wait again in another folder, and all of them exist.
//!
//! The program and the gateway have a process each, so that only what the program holds is counted.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "support/device.rs"]
#[expect(
    dead_code,
    reason = "what EnOS says of a device is for the journal's bench"
)]
mod device;
#[path = "support/figures.rs"]
mod figures;
#[path = "support/gateway.rs"]
mod gateway;
#[path = "../tests/support/pty.rs"]
#[allow(dead_code, unused_imports, reason = "tests need more of a terminal")]
#[allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a bench fails loudly"
)]
mod pty;

use std::error::Error;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use enroll::domain::QueueId;
use enroll::sandbox::{ACCESS_KEY, ORG_ID, SECRET_KEY};
use enroll::store::{QueueChange, QueueRow, Store};
use figures::{memory, told};
use gateway::Gateway;
use pty::{Pty, enroll, keys};
use tempfile::TempDir;

const ROWS: u32 = 100_000;
/// 150 and 200 MB in MiB.
const HELD_BAR: f64 = 143.0;
const PEAK_BAR: f64 = 190.7;
/// The queue is there, and what the gateway has of products.
const QUEUE: &str = "Queue 100000";
/// How long to let the program settle.
const SETTLE: Duration = Duration::from_secs(3);
/// How often to look at the screen, and how long for: a gateway with so many devices takes its time.
const LOOK: Duration = Duration::from_millis(100);
const PATIENCE: Duration = Duration::from_secs(900);

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() == Some(gateway::SERVE) {
        return gateway::serve(args);
    }
    if memory("self", "VmHWM").is_none() {
        println!("this bench reads /proc and runs on Linux only");
        return Ok(());
    }
    // Another program may be measured, if its journal is like this one's.
    let other = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
    let gateway = Gateway::new("")?;
    for (what, plan, end) in [
        (
            "memory of the screens with 100,000 new devices: at rest, at most with the plan and with the run",
            "will be created",
            "100,000 ✓ created",
        ),
        (
            "the same where all of the devices exist already",
            "already there, as the row says",
            "100,000 ✗ failed",
        ),
    ] {
        let [at_rest, planned, run] = held(other.as_deref(), &gateway, plan, end)?;
        told(
            what,
            &format!("{at_rest:.0}, {planned:.0} and {run:.0} MiB"),
            "",
            Some((
                "150, 200 and 200 MB",
                at_rest <= HELD_BAR && planned.max(run) <= PEAK_BAR,
            )),
        );
    }
    Ok(())
}

/// What the screens hold in MiB, in a folder of their own: once the queue is in view and nothing more happens; at most
/// until its plan says `plan`; and at most until its run says `end`.
fn held(
    other: Option<&str>,
    gateway: &Gateway,
    plan: &str,
    end: &str,
) -> Result<[f64; 3], Failure> {
    let dir = TempDir::new()?;
    fill(dir.path(), &gateway.address)?;
    let mut command = other.map_or_else(|| enroll(&[]), pty::command);
    command.arg("--state-dir");
    command.arg(dir.path());
    command.env("HOME", dir.path());
    let mut screens = Pty::spawn(command, 120, 40);
    wait(&screens, QUEUE)?;
    screens.send("3");
    sleep(SETTLE);
    let process = screens.process().to_string();
    let memory = |name| memory(&process, name).ok_or("the program has ended");
    let at_rest = memory("VmRSS")?;
    screens.send("s");
    wait(&screens, plan)?;
    let planned = memory("VmHWM")?;
    screens.send(keys::ENTER);
    wait(&screens, end)?;
    sleep(SETTLE);
    Ok([at_rest, planned, memory("VmHWM")?])
}

fn wait(screens: &Pty, text: &str) -> Result<(), Failure> {
    let begun = Instant::now();
    let process = screens.process().to_string();
    while !screens.contents().contains(text) {
        // A program that has ended holds nothing.
        if begun.elapsed() > PATIENCE || memory(&process, "VmRSS").is_none() {
            return Err(format!("{text:?} never came:\n{}", screens.contents()).into());
        }
        sleep(LOOK);
    }
    Ok(())
}

/// A profile of the gateway, and its queue.
fn fill(state: &Path, gateway: &str) -> Result<(), Failure> {
    let profile = format!(
        "default_profile = \"bench\"\n\n[profiles.bench]\ngateway = \"{gateway}\"\norg_id = \"{ORG_ID}\"\n\
         access_key = \"{ACCESS_KEY}\"\nsecret_key_clear = \"{SECRET_KEY}\"\n"
    );
    let rows = (1..=ROWS).map(|n| QueueRow {
        id: QueueId(n.into()),
        draft: device::draft(n).into(),
    });
    let queue = QueueChange {
        scope: format!("{gateway}|{ORG_ID}"),
        put: rows.collect(),
        ..QueueChange::default()
    };
    Store::open(state)?.queue_change(&queue)?;
    std::fs::write(state.join("config.toml"), profile)?;
    Ok(())
}
