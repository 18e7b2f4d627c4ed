//! What was said of a run and of its undo, and how often that is not so.

use std::fmt;

use super::undone::OfUndo;

/// What a run says of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// None where EnOS makes it and nobody has heard of it yet.
    pub key: Option<String>,
    pub told: Told,
}

/// What became of it, by the run's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// With this asset id.
    Created(String),
    Failed,
    Unknown,
    /// Not sent, and said so.
    Queued,
}

/// What came of a run.
pub struct Ran {
    pub said: Vec<Said>,
    /// Whether the first attempt stopped as one has to that no further call would help: nothing sent twice,
    /// every row kept, and the right exit code.
    pub stopped: bool,
}

/// How often what was said is not so.
#[derive(Clone, Copy, Debug, Default)]
pub struct Verdict {
    pub created: usize,
    pub failed: usize,
    pub unknown: usize,
    pub queued: usize,
    /// Devices that exist and are called created by nobody.
    pub lost: usize,
    /// Devices that were made more than once.
    pub doubled: usize,
    /// Rows called created without such a device, or failed with one, or unknown at the end.
    pub misreported: usize,
    /// Whether it should have stopped at once and did not, or not so.
    pub went_on: bool,
    /// Whether it did not come to an end.
    pub endless: bool,
    pub undo: OfUndo,
    /// So many devices the undo may leave.
    pub spares: usize,
}

impl Verdict {
    /// Whether all that is said is so, though some rows are left unknown.
    pub fn is_honest(&self) -> bool {
        let said_wrong = self.misreported - self.unknown;
        said_wrong + self.doubled + self.queued == 0
            && self.lost == 0
            && self.undo.not_ours + self.undo.misreported == 0
            && !self.endless
    }

    pub fn is_true(&self) -> bool {
        let undo = &self.undo;
        self.lost + self.doubled + self.misreported == 0
            && self.created > 0
            && self.queued == 0
            && !self.went_on
            && !self.endless
            && undo.not_ours + undo.misreported == 0
            && undo.left <= self.spares
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            created,
            failed,
            unknown,
            queued,
            lost,
            doubled,
            misreported,
            went_on,
            endless,
            undo,
            ..
        } = self;
        if *endless {
            return f.write_str("NO END");
        }
        let mut run = format!("{created:>2} created {failed} failed");
        for (count, word) in [(unknown, "unknown"), (queued, "queued")] {
            if *count > 0 {
                run = format!("{run} {count} {word}");
            }
        }
        let stop = if *went_on { " WENT ON" } else { "" };
        write!(f, "{run}; wrong {lost}/{doubled}/{misreported}{stop}")?;
        let OfUndo {
            deleted,
            gone,
            kept,
            open,
            not_ours,
            misreported,
            left,
        } = undo;
        write!(
            f,
            " | {deleted:>2}+{gone:<2} {kept:>2} {open:>2}; wrong {not_ours}/{misreported}/{left}"
        )
    }
}
