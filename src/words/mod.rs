//! The sentences: what the engine's reasons say to people. Screens, commands and exports share them.
//!
//! Reasons are types everywhere else. Nothing is ever read back from a sentence.

mod call;
mod cause;
pub mod codes;
mod connection;
mod explain;
mod fault;
mod flaw;
mod journal;
mod nouns;
mod plan;
mod row;
mod time;
mod unsealing;
mod verdict;

pub use call::{asked, call, refused};
pub use cause::{cause, coded, disorder, end, maker};
pub use connection::{connection, site};
pub use explain::explain;
pub use fault::fault;
pub use flaw::{field, flaw, problem};
pub use journal::{held, journal};
pub use nouns::{
    CHARACTERS, CONTROLS, DEVICES, ERRORS, ITEMS, PROBLEMS, PRODUCTS, REQUESTS, ROWS, RUNS, TIMES,
    UNKNOWN_ROWS, WARNINGS,
};
pub use plan::{WINDOW, blind, gap, headroom, not_shown, part, parts, repeat};
pub use row::{row, state};
use time::sign;
pub use time::{ago, lasting, when};
pub use unsealing::{suite, unsealing};
pub use verdict::{Verdict, check, verdict};
