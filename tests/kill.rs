//! The promise of a run, tried with SIGKILL: whatever the instant, `resume` carries on, and at the end
//! every row is what EnOS says it is.
//!
//! A round of a run starts a sandbox on a bad link, submits 2,000 devices with the real program, kills it at a
//! random instant, resumes it or (every second round) applies the same file again, kills it again … until it ends
//! by itself, and compares what it printed with the sandbox's ground truth. A round of an undo kills the undo of a
//! run of 100 devices, on a link as bad and with somebody else at them: at the end nothing is deleted that was not
//! the run's and untouched, nothing is called deleted that was not, and nothing is left that should be gone.
//!
//! `cargo test --test kill` plays 25 rounds of runs and 15 of undos. For more of them, with the figures printed:
//! `ENROLL_KILL_ROUNDS=1000 cargo test --release --test kill -- --ignored --nocapture`.
//! `ENROLL_KILL_SEED` repeats the drawing of the rounds of a seed that was printed.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly"
)]
#![allow(clippy::print_stdout, reason = "the figures are asked for")]

#[path = "kill/judge.rs"]
mod judge;
#[path = "kill/program.rs"]
mod program;
#[path = "kill/round.rs"]
mod round;
#[path = "kill/undoing.rs"]
mod undoing;
#[path = "support/undone.rs"]
mod undone;
#[path = "kill/world.rs"]
mod world;

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

use judge::Faults;
use program::Fell;
use round::{Lives, Round};
use undone::OfUndo;

/// Rounds at a time: a round is mostly waiting for a process.
const AT_ONCE: usize = 2;

#[test]
fn a_run_that_is_killed_again_and_again_loses_and_doubles_nothing() {
    play(25);
}

#[test]
fn an_undo_that_is_killed_again_and_again_deletes_what_is_its_own_and_nothing_else() {
    play_undos(15);
}

#[test]
#[ignore = "takes as long as ENROLL_KILL_ROUNDS says"]
fn many_rounds_of_runs() {
    play(variable("ENROLL_KILL_ROUNDS").unwrap_or(100));
}

#[test]
#[ignore = "takes as long as ENROLL_KILL_ROUNDS says"]
fn many_rounds_of_undos() {
    play_undos(variable("ENROLL_KILL_ROUNDS").unwrap_or(100));
}

fn variable<T: FromStr>(name: &str) -> Option<T> {
    let value = std::env::var(name).ok()?;
    let number = value.parse().ok();
    Some(number.unwrap_or_else(|| panic!("{name}: `{value}` is no number")))
}

/// Plays so many rounds and prints what came of them.
fn play(rounds: u64) {
    let seed: u64 = variable("ENROLL_KILL_SEED").unwrap_or_else(rand::random);
    println!("seed {seed}");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let began = Instant::now();
    let calm = Round::play(&runtime, seed, None, Lives::Resume);
    assert_eq!(calm.faults, Faults::default(), "seed {seed}, not killed");

    let played = at_once(rounds, |round| {
        let lives = match round % 2 {
            0 => Lives::Resume,
            _ => Lives::ApplyAgain,
        };
        Round::play(&runtime, seed.wrapping_add(round), Some(calm.took), lives)
    });
    let mut faults = Faults::default();
    let mut fell: BTreeMap<Fell, usize> = BTreeMap::new();
    let mut broken = Vec::new();
    for (round, done) in played {
        for kill in &done.kills {
            *fell.entry(*kill).or_default() += 1;
        }
        faults.add(&done.faults);
        if !done.faults.are_none() {
            broken.push(format!("round {round}: {}", done.faults.told.join("; ")));
        }
    }
    let kills: usize = fell.values().sum();
    println!(
        "{rounds} rounds of {} devices in {:.0} s, {kills} kills: {}",
        world::DEVICES,
        began.elapsed().as_secs_f64(),
        Fell::ALL
            .map(|fell_at| format!("{} {}", fell.get(&fell_at).unwrap_or(&0), fell_at.name()))
            .join(", "),
    );
    println!(
        "{} rows lost, {} doubled, {} misreported, {} not settled, {} only by a person",
        faults.lost, faults.doubled, faults.misreported, faults.unsettled, faults.a_persons
    );
    assert!(broken.is_empty(), "seed {seed}: {broken:#?}");
    assert!(kills > 0, "seed {seed}: no kill fell within a run");
}

/// The same with undos.
fn play_undos(rounds: u64) {
    let seed: u64 = variable("ENROLL_KILL_SEED").unwrap_or_else(rand::random);
    println!("seed {seed}");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let began = Instant::now();
    let calm = undoing::Round::play(&runtime, seed, None);
    assert_eq!(calm.kept, None, "seed {seed}, not killed: {:?}", calm.undo);

    let played = at_once(rounds, |round| {
        undoing::Round::play(&runtime, seed.wrapping_add(round), Some(calm.took))
    });
    let mut fell: BTreeMap<undoing::Fell, usize> = BTreeMap::new();
    let mut sum = OfUndo::default();
    let mut broken = Vec::new();
    for (round, done) in played {
        for kill in &done.kills {
            *fell.entry(*kill).or_default() += 1;
        }
        sum += &done.undo;
        if let Some(kept) = done.kept {
            broken.push(format!("round {round}: {:?}, kept in {kept}", done.undo));
        }
    }
    let kills: usize = fell.values().sum();
    println!(
        "{rounds} rounds of undos of {} devices in {:.0} s, {kills} kills: {}",
        undoing::DEVICES,
        began.elapsed().as_secs_f64(),
        undoing::Fell::ALL
            .map(|fell_at| format!("{} {}", fell.get(&fell_at).unwrap_or(&0), fell_at.name()))
            .join(", "),
    );
    println!(
        "{} deleted, {} gone, {} kept, {} open; {} deleted though not ours or touched, {} misreported, {} left",
        sum.deleted, sum.gone, sum.kept, sum.open, sum.not_ours, sum.misreported, sum.left
    );
    assert!(broken.is_empty(), "seed {seed}: {broken:#?}");
    assert!(kills > 0, "seed {seed}: no kill fell within an undo");
}

/// Plays so many rounds, a few at a time, each with its number.
fn at_once<T: Send>(rounds: u64, play: impl Fn(u64) -> T + Sync) -> Vec<(u64, T)> {
    let next = AtomicU64::new(1);
    let played = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let round = next.fetch_add(1, Ordering::Relaxed);
                    if round > rounds {
                        break;
                    }
                    let done = play(round);
                    played.lock().unwrap().push((round, done));
                }
            });
        }
    });
    played.into_inner().unwrap()
}
