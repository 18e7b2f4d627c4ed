//! One text being typed: its caret, its edits and their undo, what is pasted, and the look; secrets apart.

mod edit;
mod graphemes;
mod paste;
mod secret;
mod text;
mod view;

pub use edit::Edit;
pub use paste::PasteNote;
pub use secret::SecretField;
pub use text::TextField;
