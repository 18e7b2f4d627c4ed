//! Undoing a run: the real client against the real sandbox, and the command.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly"
)]

#[allow(dead_code, reason = "tests/plan.rs shares it")]
mod bench;
#[path = "undo/command.rs"]
mod command;
#[path = "undo/engine.rs"]
mod engine;
#[path = "undo/gone.rs"]
mod gone;
#[path = "undo/ground.rs"]
mod ground;
#[path = "headless/program.rs"]
#[allow(dead_code, reason = "tests/headless.rs shares it")]
mod program;
