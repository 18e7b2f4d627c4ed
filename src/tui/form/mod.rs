//! Forms: field kinds, focus, editing.

mod choice;
mod draw;
mod edit;
mod graphemes;
mod keys;
mod paste;
mod row;
mod secret;
mod sheet;
mod state;
mod text;
mod view;

pub use choice::{Choice, ChoiceOption};
pub use edit::Edit;
pub use paste::PasteNote;
pub use row::{Editor, Part, Row};
pub use secret::SecretField;
pub use sheet::{Form, FormEvent, Notice};
pub use state::FormState;
pub use text::TextField;

#[cfg(test)]
mod tests;
