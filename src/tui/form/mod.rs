//! Forms: field kinds, focus, editing.

mod choice;
mod device;
mod draw;
mod keys;
mod notice;
mod problems;
mod row;
mod sheet;
mod state;

use crate::said::{Noun, noun};

pub use choice::{Choice, ChoiceOption};
pub use device::{DeviceForm, Key as DeviceKey};
pub(crate) use draw::sign;
pub use keys::Step;
pub use notice::Notice;
pub use row::{Editor, Half, Row};
pub use sheet::{Form, FormEvent};
pub use state::FormState;

/// Fields of a form.
pub const FIELDS: Noun = noun!("field", "fields", "个字段");

#[cfg(test)]
mod tests;
