//! Faults on demand: which request meets one, and what it does there.
//!
//! Most faults disturb the link or the reply's form round the gateway ([`mod@play`]), those that lose the connection with
//! the help of [`mod@reset`]. The few that change what the gateway does are asked for by it, through [`Injection`].

use std::cell::LazyCell;
use std::sync::{Arc, Mutex, PoisonError};

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sha2::{Digest as _, Sha256};

use super::call::Call;
use super::json::Members as _;
use super::operation::Operation;
use super::scenario::{Fault, Rule};

mod inside;
mod play;
mod reset;
#[cfg(test)]
mod tests;

pub(super) use play::{hang_up, play};
pub(super) use reset::{Reset, ResettableListener};

/// The rules of a scenario at work.
pub(super) struct Faults {
    pub(super) seed: u64,
    rules: Vec<Arc<Rule>>,
    seen: Mutex<Seen>,
}

/// What was seen so far.
struct Seen {
    /// Batch Create requests.
    batches: u64,
    /// By rule.
    tallies: Vec<Tally>,
}

/// What a rule has seen so far.
#[derive(Clone, Default)]
struct Tally {
    /// Requests whose operation and keys matched.
    met: u64,
    /// How often the rule was followed.
    followed: u64,
}

/// What a request has met.
#[derive(Default)]
pub(super) struct Injected {
    fault: Option<Injection>,
    /// Somebody else, at the same time.
    pub(super) meddles: Vec<Injection>,
}

/// A rule that a request has met.
#[derive(Clone)]
pub(super) struct Injection {
    pub(super) rule: Arc<Rule>,
    /// Decides what is left to chance within this request.
    seed: [u8; 32],
}

impl Faults {
    pub(super) fn new(rules: Vec<Rule>, seed: u64) -> Self {
        Self {
            seed,
            seen: Mutex::new(Seen {
                batches: 0,
                tallies: vec![Tally::default(); rules.len()],
            }),
            rules: rules.into_iter().map(Arc::new).collect(),
        }
    }

    /// How often a rule was followed, of all rules together.
    #[cfg(test)]
    pub(super) fn followed(&self) -> u64 {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.tallies.iter().map(|tally| tally.followed).sum()
    }

    /// Whether the body must be read before it is known what the request meets.
    pub(super) fn looks_into(&self, operation: Operation) -> bool {
        self.rules
            .iter()
            .any(|rule| rule.keys.is_some() && rule.operations.contains(&operation))
    }

    /// Counts a request and gives what it meets; `key_of` knows the keys of asset ids.
    pub(super) fn meet(
        &self,
        operation: Operation,
        call: &Call,
        key_of: &dyn Fn(&str) -> Option<String>,
    ) -> Injected {
        let keys = LazyCell::new(|| device_keys(call, key_of));
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let Seen { batches, tallies } = &mut *seen;
        if operation == Operation::BatchCreateDevices {
            *batches = batches.saturating_add(1);
        }
        let mut injected = Injected::default();
        for (index, (rule, tally)) in self.rules.iter().zip(tallies.iter_mut()).enumerate() {
            let concerned = rule.operations.contains(&operation)
                && *batches >= rule.from_batch
                && (rule.keys.is_none() || keys.iter().any(|key| rule.fits(key)));
            if !concerned {
                continue;
            }
            tally.met = tally.met.saturating_add(1);
            let meddles = matches!(rule.fault, Fault::Meddle(_));
            if (meddles || injected.fault.is_none())
                && tally.followed < rule.times
                && rule.nth.contains(&tally.met)
                && tally.met.checked_rem(rule.every) == Some(0)
                && let Some(injection) = self.draw(index, rule, tally.met)
            {
                tally.followed = tally.followed.saturating_add(1);
                if meddles {
                    injected.meddles.push(injection);
                } else {
                    injected.fault = Some(injection);
                }
            }
        }
        injected
    }

    /// Leaves it to chance, but in a way that depends on nothing but the seed and the rule's count: not on how
    /// requests of other kinds fall between.
    fn draw(&self, index: usize, rule: &Arc<Rule>, met: u64) -> Option<Injection> {
        let seed = Sha256::digest(format!("{}/{index}/{met}", self.seed)).into();
        let chance: f64 = StdRng::from_seed(seed).random();
        (chance < rule.probability).then(|| Injection {
            rule: Arc::clone(rule),
            seed,
        })
    }
}

impl Injected {
    pub(super) fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref().map(Injection::fault)
    }
}

impl Injection {
    fn fault(&self) -> &Fault {
        &self.rule.fault
    }

    pub(super) fn rng(&self) -> StdRng {
        StdRng::from_seed(self.seed)
    }
}

/// The device keys a request names: in its items, flat in its body, in its query, and whatever stands in
/// quotes in a search expression; for an asset id the key of its device.
pub(super) fn device_keys(call: &Call, key_of: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    let body = call.json();
    let items = body.member("deviceList").as_array();
    let expression = body.member("expression").as_str().unwrap_or_default();
    let quoted = expression.split(['"', '\'']).skip(1).step_by(2);
    let given = items
        .into_iter()
        .flatten()
        .chain([body])
        .filter_map(|item| item.member("deviceKey").as_str())
        .chain(call.parameter("deviceKey"));
    let perhaps_assets = call.parameter("assetId").into_iter().chain(quoted);
    let named = perhaps_assets.map(|name| key_of(name).unwrap_or_else(|| name.to_owned()));
    given.map(str::to_owned).chain(named).collect()
}
