//! One rule of a scenario: which requests, and what happens to them.

use std::ops::RangeInclusive;

use super::Fault;
use crate::sandbox::Operation;

#[cfg(test)]
mod tests;

/// Which requests meet a fault.
///
/// A rule counts the requests whose operation and keys match, from a certain batch on; `nth`, `every`,
/// `probability` and `times` choose among these. It counts on when an earlier rule is followed.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// The operations.
    pub operations: Vec<Operation>,
    /// A pattern that one of the request's device keys must match: `*` stands for any characters, `?` for one.
    /// The keys are those in the items of a body, in the query, and in quotes in a search expression.
    pub keys: Option<String>,
    /// Counts from the time on when so many Batch Create requests have arrived, the last of them included:
    /// what comes before a run, such as the searches of a plan, is left alone. 0 is from the start.
    pub from_batch: u64,
    /// Which of the counted requests, from 1; both ends belong to it.
    pub nth: RangeInclusive<u64>,
    /// Of these only every so many-th one, by the same count; 1 is each.
    pub every: u64,
    /// How likely the fault is then, 0 to 1.
    pub probability: f64,
    /// How often the rule is followed at most.
    pub times: u64,
    /// What happens.
    pub fault: Fault,
}

impl Rule {
    /// The fault at every request that it can work on by itself: Batch Create Devices, or for the faults
    /// that belong to searches Search Devices.
    #[must_use]
    pub fn new(fault: Fault) -> Self {
        let usual = Operation::BatchCreateDevices;
        let operation = if fault.operations().contains(&usual) {
            usual
        } else {
            Operation::SearchDevices
        };
        Self {
            operations: vec![operation],
            keys: None,
            from_batch: 0,
            nth: 1..=u64::MAX,
            every: 1,
            probability: 1.0,
            times: u64::MAX,
            fault,
        }
    }

    /// Whether a device key fits the rule's pattern; any key does when there is none.
    pub(in crate::sandbox) fn fits(&self, key: &str) -> bool {
        self.keys
            .as_deref()
            .is_none_or(|pattern| fits(pattern, key))
    }
}

/// Matches a key against a pattern with `*` and `?`.
fn fits(pattern: &str, key: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = strip(parts.next().unwrap_or_default(), key) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        // The first place is as good as any later one: it leaves the most for the parts to come.
        let Some(after) = tails(rest).find_map(|tail| strip(part, tail)) else {
            return false;
        };
        rest = after;
    }
    tails(rest).any(|tail| strip(last, tail) == Some(""))
}

/// What follows `part` at the beginning of a text.
fn strip<'a>(part: &str, text: &'a str) -> Option<&'a str> {
    let mut letters = text.chars();
    part.chars()
        .all(|wild| {
            letters
                .next()
                .is_some_and(|letter| wild == '?' || wild == letter)
        })
        .then_some(letters.as_str())
}

/// The text, the text without its first character, and so on to nothing.
fn tails(text: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(text.chars()), |letters| {
        let mut rest = letters.clone();
        rest.next().map(|_| rest)
    })
    .map(|letters| letters.as_str())
}
