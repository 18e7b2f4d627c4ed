//! Forms: field kinds, focus, editing.

mod edit;
mod graphemes;
mod paste;
mod text;
mod view;

pub use edit::Edit;
pub use paste::PasteNote;
pub use text::TextField;
