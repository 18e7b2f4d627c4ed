//! One round: submit, kill, resume or submit the same again, kill …, and a judgement in the end.

use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::judge::{self, Faults};
use crate::program::{self, Ended, Fell, Patience};
use crate::world::World;

/// After so many kills a run is left in peace.
const KILLS: usize = 5;
/// A run that ends by itself and is not settled may be resumed so often.
const RESUMES: usize = 20;

const RESUME: [&str; 3] = ["resume", "--format", "jsonl"];

/// What is done after a kill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lives {
    /// The run is resumed.
    Resume,
    /// The file is applied again, as if nothing had been.
    ApplyAgain,
}

/// What came of a round.
pub struct Round {
    /// Where each kill fell.
    pub kills: Vec<Fell>,
    /// How long the program took from its first start to its end.
    pub took: Duration,
    pub faults: Faults,
}

impl Round {
    /// Plays a round; kills fall at random within the time a run usually takes, or not at all.
    #[expect(clippy::too_many_lines, reason = "one story, told in its order")]
    pub fn play(runtime: &Runtime, seed: u64, usual: Option<Duration>, lives: Lives) -> Self {
        let world = World::new(runtime, seed);
        let mut random = StdRng::seed_from_u64(seed);
        let mut kills = Vec::new();
        let mut resumes = 0;
        let began = Instant::now();
        let file = world.file();
        let apply = ["apply", "--format", "jsonl", file.to_str().unwrap()];
        let next = match lives {
            Lives::Resume => &RESUME[..],
            Lives::ApplyAgain => &apply,
        };
        let mut arguments = &apply[..];
        let last = loop {
            let patience = usual.filter(|_| kills.len() < KILLS).map(|usual| Patience {
                // Most of the kills are to fall within the run, some into the start of the program.
                begun: random.random_bool(0.8),
                time: usual.mul_f64(random.random_range(0.0..1.0)),
            });
            match program::run(&world.state(), arguments, patience) {
                Ended::Killed(fell, out) => {
                    kills.push(fell);
                    if lives == Lives::ApplyAgain && is_settled(&out) {
                        // All was told: the same file once more is a new wish.
                        break out;
                    }
                    arguments = next;
                }
                Ended::ByItself(exited) if is_settled(&exited.out) => break exited.out,
                // Killed before there was a run, or refused by the bad link before there was one.
                Ended::ByItself(exited) if exited.err.contains("no run of this connection") => {
                    arguments = &apply;
                }
                Ended::ByItself(exited) => {
                    arguments = next;
                    resumes += 1;
                    assert!(
                        resumes < RESUMES,
                        "seed {seed}: no end in sight: exit code {}: {}",
                        exited.code,
                        exited.err
                    );
                }
            }
        };
        let took = began.elapsed();
        let truth = world.sandbox.truth();
        let mut faults = judge::lines(&last, &truth);
        if lives == Lives::Resume {
            // The same again as one object, by a process that finds nothing left to do.
            let again = program::run(&world.state(), &["resume", "--format", "json"], None);
            let Ended::ByItself(again) = again else {
                panic!("killed by nobody");
            };
            faults.add(&judge::object(&again.out, &truth));
        }
        if !faults.are_none() {
            faults
                .told
                .push(format!("kept in {}", world.keep().display()));
        }
        Self {
            kills,
            took,
            faults,
        }
    }
}

/// Whether the run has come to its end, and no row is left open by it.
fn is_settled(out: &[Value]) -> bool {
    out.last().is_some_and(|line| {
        line["event"] == "end" && line["end"]["how"] == "finished" && line["unsent"] == 0
    })
}
