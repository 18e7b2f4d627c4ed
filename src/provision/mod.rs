//! The rules: what a valid device is, and how a run proceeds. Pure: no I/O, no clock, no randomness.

pub mod cells;
pub mod compare;
pub mod existing;
pub mod flaw;
pub mod matching;
pub mod meter;
pub mod ownership;
pub mod pace;
pub mod plan;
mod problem;
pub mod queue;
pub mod run;
pub mod same;
pub mod series;
pub mod since;
pub mod step;
pub(crate) mod text;
pub mod timezone;
pub mod typed;
pub mod undo;
mod validate;
pub(crate) mod visits;

pub use flaw::Flaw;
pub use problem::{Problem, Severity};
pub use validate::{KEY_MAX, LOCALES, LOCALES_DOCUMENTED, NAME_MAX, Rules, TAG_VALUE_MAX, check};

/// The most keys one search asks for. How long an expression may be is not documented; 50 is the page size
/// that the Search Device page advises.
pub const KEYS_A_LOOK: usize = 50;
