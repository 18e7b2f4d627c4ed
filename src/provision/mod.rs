//! The rules: what a valid device is, and how a run proceeds. Pure: no I/O, no clock, no randomness.

pub mod matching;
mod problem;
pub mod run;

pub use problem::{Problem, Severity};
