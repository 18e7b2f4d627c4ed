//! The sentences: what the engine's reasons say to people. Screens, commands and exports share them.
//!
//! Reasons are types everywhere else. Nothing is ever read back from a sentence.

mod cause;
mod explain;
mod fault;
mod flaw;
mod row;

pub use cause::coded;
pub use explain::explain;
pub use row::row;
