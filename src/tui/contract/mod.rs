//! What a screen is to the program: commands, requests, answers. It changes itself alone and asks for the rest.

mod command;
mod overlay;
mod request;
mod screen;

pub use command::{Check, Command, Spec};
pub use overlay::{Awaited, Body, Entry, Overlay, Prompt, Question, Reading};
pub use request::{Notice, Request, Requests, or_warn};
pub use screen::Screen;
