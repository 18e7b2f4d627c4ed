//! What the integration tests share: the program in a pseudo-terminal, screens as text and as pictures.
//!
//! Include it as `#[cfg(test)] mod support;`.
#![allow(dead_code, unused_imports, reason = "each test file uses its own part")]

mod catalogue;
pub mod fake;
pub mod going;
pub mod moving;
pub mod pty;
pub mod snapshot;
pub mod stage;
pub mod svg;
pub mod ways;
