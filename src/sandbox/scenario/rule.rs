//! One rule of a scenario: which requests, and what happens to them.

use std::iter;
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
    let key: Vec<char> = key.chars().collect();
    // Which beginnings of the key, from none of it to all, the pattern fits as far as it is read.
    let mut fitting = vec![false; key.len()];
    fitting.insert(0, true);
    for sign in pattern.chars() {
        if sign == '*' {
            let mut any = false;
            for fits in &mut fitting {
                any |= *fits;
                *fits = any;
            }
        } else {
            let longer = fitting.iter().zip(&key);
            let longer = longer.map(|(fits, letter)| *fits && (sign == '?' || sign == *letter));
            fitting = iter::once(false).chain(longer).collect();
        }
    }
    fitting.last() == Some(&true)
}
