//! One round of an undo: a run that went well, its undo killed again and again on a bad link and with somebody
//! else at the devices, and a judgement in the end.

use std::time::{Duration, Instant};

use enroll::sandbox::{Fault, How, Meddle, Operation, Rule, When};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use tokio::runtime::Runtime;

use crate::program::{self, Ended, Exited, Patience};
use crate::undone::{self, OfUndo};
use crate::world::{FOREIGN, World};

/// Devices to undo.
pub const DEVICES: usize = 100;
/// After so many kills an undo is left in peace.
const KILLS: usize = 5;
/// An undo that ends by itself and is not at its end may be called so often.
const CALLS: usize = 40;

/// Where a kill fell, as far as the gateway has heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fell {
    /// This process had deleted nothing.
    BeforeFirst,
    Among,
    /// Nothing was left to delete.
    AfterLast,
}

impl Fell {
    pub const ALL: [Self; 3] = [Self::BeforeFirst, Self::Among, Self::AfterLast];

    pub const fn name(self) -> &'static str {
        match self {
            Self::BeforeFirst => "before the first deletion",
            Self::Among => "among the deletions",
            Self::AfterLast => "after the last",
        }
    }
}

/// What came of a round.
pub struct Round {
    pub kills: Vec<Fell>,
    /// How long an undo took that was not killed.
    pub took: Duration,
    pub undo: OfUndo,
    /// Where everything is kept, if something is wrong.
    pub kept: Option<String>,
}

impl Round {
    /// Plays a round; kills fall at random within the time an undo usually takes, or not at all.
    pub fn play(runtime: &Runtime, seed: u64, usual: Option<Duration>) -> Self {
        let world = World::calm(runtime, seed, DEVICES);
        let file = world.file();
        let apply = ["apply", "--format", "json", file.to_str().unwrap()];
        let applied = by_itself(program::run(&world.state(), &apply, None));
        let created = undone::read(&applied.out[0]);
        let created: Vec<String> = created.into_iter().map(|row| row.asset_id).collect();
        assert!(created.len() > DEVICES / 2, "seed {seed}: {}", applied.err);

        world.sandbox.follow(rules());
        let mut random = StdRng::seed_from_u64(seed);
        let mut kills = Vec::new();
        let mut calls = 0;
        let took = loop {
            calls += 1;
            assert!(calls < CALLS, "seed {seed}: no end in sight");
            let looked = by_itself(program::run(&world.state(), &UNDO, None));
            let Some(number) = looked.out.first().map(|report| &report["deletable"]) else {
                continue;
            };
            let number = number.to_string();
            let patience = usual.filter(|_| kills.len() < KILLS).map(|usual| Patience {
                begun: false,
                time: usual.mul_f64(random.random_range(0.0..1.0)),
            });
            let before = deletions(&world);
            let began = Instant::now();
            let undo = [&UNDO[..], &["--confirm", &number]].concat();
            match program::run(&world.state(), &undo, patience) {
                Ended::Killed(..) => kills.push(fell(&world, before)),
                Ended::ByItself(exited) if is_over(&world, &exited) => break began.elapsed(),
                Ended::ByItself(_) => {}
            }
        };
        // Told once more, by a process that finds nothing left to do and nobody in its way.
        world.sandbox.follow(Vec::new());
        let told = by_itself(program::run(&world.state(), &UNDO, None));
        let said = undone::read(&told.out[0]);
        let undo = OfUndo::judge(&created, &said, &world.sandbox.truth(), FOREIGN);
        let wrong = undo.not_ours + undo.misreported + undo.left > 0;
        Self {
            kills,
            took,
            undo,
            kept: wrong.then(|| world.keep().display().to_string()),
        }
    }
}

const UNDO: [&str; 3] = ["undo", "--format", "json"];

fn by_itself(ended: Ended) -> Exited {
    match ended {
        Ended::ByItself(exited) => exited,
        Ended::Killed(..) => panic!("killed by nobody"),
    }
}

/// Whether it has told of everything, and left nothing open that could be deleted.
fn is_over(world: &World, exited: &Exited) -> bool {
    let told = exited.out.first().map(undone::read);
    told.is_some_and(|said| !undone::is_unfinished(&said, &world.sandbox.truth()))
}

fn deletions(world: &World) -> u64 {
    let requests = world.sandbox.requests();
    requests.get(&Operation::DeleteDevice).copied().unwrap_or(0)
}

fn fell(world: &World, before: u64) -> Fell {
    let truth = world.sandbox.truth();
    let mut lives = truth
        .iter()
        .filter(|device| device.name != FOREIGN)
        .flat_map(|device| &device.lives);
    if deletions(world) == before {
        Fell::BeforeFirst
    } else if lives.any(|life| !life.foreign && life.ended.is_none() && life.touched.is_empty()) {
        Fell::Among
    } else {
        Fell::AfterLast
    }
}

/// A bad link for all calls of an undo, and somebody else at every moment.
fn rules() -> Vec<Rule> {
    use How::{Delete, Online, Remake, Tag};
    use Operation::{DeleteDevice, GetDevice, SearchDevices};
    let link = |probability, fault| Rule {
        operations: vec![SearchDevices, GetDevice, DeleteDevice],
        probability,
        ..Rule::new(fault)
    };
    let status = |status, acted| Fault::Status {
        status,
        acted,
        retry_after: None,
    };
    let doubt = Fault::Code {
        code: 99504,
        acted: true,
    };
    let others = |operation, how, when, share| Rule {
        operations: vec![operation],
        ..Rule::new(Fault::Meddle(Meddle { how, when, share }))
    };
    let unseen = Rule {
        operations: vec![SearchDevices, GetDevice],
        ..link(0.02, Fault::Stale)
    };
    vec![
        link(0.04, Fault::DropReply),
        link(0.02, Fault::CutReply),
        link(0.02, Fault::Reset),
        link(0.02, status(429, false)),
        link(0.02, status(503, true)),
        link(0.02, doubt),
        link(0.01, Fault::TokenRenewed),
        link(0.03, Fault::Delay(Duration::from_millis(20))),
        unseen,
        others(SearchDevices, Tag, When::After, 0.005),
        others(SearchDevices, Remake, When::After, 0.005),
        others(GetDevice, Tag, When::Before, 0.02),
        others(GetDevice, Online, When::Before, 0.02),
        others(GetDevice, Delete, When::Before, 0.01),
        others(GetDevice, Remake, When::Before, 0.02),
        others(DeleteDevice, Tag, When::Before, 0.02),
        others(DeleteDevice, Remake, When::Before, 0.02),
        others(DeleteDevice, Remake, When::After, 0.02),
    ]
}
