//! The rules: what a valid device is, and how a run proceeds. Pure: no I/O, no clock, no randomness.

mod problem;

pub use problem::{Problem, Severity};
