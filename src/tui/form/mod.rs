//! Forms: field kinds, focus, editing.

mod choice;
mod device;
mod draw;
mod edit;
mod graphemes;
mod keys;
mod paste;
mod problems;
mod row;
mod secret;
mod sheet;
mod state;
mod text;
mod view;

pub use choice::{Choice, ChoiceOption};
pub use device::{DeviceForm, Key as DeviceKey};
pub(crate) use draw::sign;
pub use edit::Edit;
pub use paste::PasteNote;
pub use problems::Notice;
pub use row::{Editor, Part, Row};
pub use secret::SecretField;
pub use sheet::{Form, FormEvent};
pub use state::FormState;
pub use text::TextField;

#[cfg(test)]
mod tests;
