//! The plan: the real client against the real sandbox, and the command.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly"
)]

#[allow(dead_code, reason = "tests/undo.rs shares it")]
mod bench;
#[path = "plan/catalogue.rs"]
mod catalogue;
#[path = "plan/command.rs"]
mod command;
#[path = "headless/program.rs"]
#[allow(dead_code, reason = "tests/headless.rs shares it")]
mod program;
#[path = "plan/survey.rs"]
mod survey;
