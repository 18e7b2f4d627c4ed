//! Drives a run: asks the rules what is next, calls `EnOS`, journals, and reports.
//!
//! The order that makes a run safe is kept here and nowhere else: a batch is journalled as sent
//! before its first byte leaves, and its outcomes are journalled before anybody hears of them.

mod began;
mod blocking;
mod candidates;
mod drive;
mod driver;
mod error;
mod journal;
mod look;
mod lookup;
mod makers;
pub mod plan;
mod reply;
mod same;
mod start;
mod steady;
pub mod undo;

pub use candidates::{CandidateSearch, Candidates, Unsettled};
pub use drive::{Event, Job, Summary, drive};
pub use error::{SubmitError, Trouble};
pub use lookup::device_count;
pub use same::{Going, Sorted, recognise};
pub use start::{Portion, Start, keyed, start};

#[cfg(test)]
mod tests;
