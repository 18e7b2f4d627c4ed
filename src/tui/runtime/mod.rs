//! The only code that touches the terminal: guard, event loop, signals.
//!
//! A program is an [`App`] (state, `update`, `view`) and a [`Perform`] (what carries out its effects).
//! [`run()`] drives both on the real terminal, `Harness` drives the same two on a screen in memory.

mod app;
mod clock;
pub mod color;
mod engine;
mod guard;
#[cfg(any(test, feature = "testing"))]
mod harness;
pub mod keys;
mod mouse;
mod out;
mod panic;
mod replies;
mod run;
mod screen;
mod signals;
mod size;
mod terminal;

pub use app::{App, Input, Perform, Signal};
#[cfg(any(test, feature = "testing"))]
pub use harness::{Harness, buffer_text};
pub use mouse::{Mouse, MouseAct, Wheel};
pub use replies::{ExitHold, News, Replies};
pub use run::{Left, RuntimeError, run};
pub use screen::is_interactive;
pub use signals::suspend;
