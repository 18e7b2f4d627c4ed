//! `enroll`: provisions IoT devices on EnOS from the terminal.
//!
//! The map of the house is ARCHITECTURE.md; each folder says its one job in its first line.

// Here and not for the whole package: a test's module serves its one program.
#![warn(unreachable_pub)]

pub mod catalogue;
pub mod cli;
mod clock;
pub mod connect;
pub mod domain;
pub mod enos;
pub mod exchange;
pub mod provision;
pub mod said;
pub mod sandbox;
pub mod store;
pub mod submit;
pub mod tui;
mod whole;
pub mod words;
