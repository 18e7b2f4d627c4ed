//! Parts that several screens draw.

mod clear;
mod picker;
pub mod text;

pub use clear::clear;
pub use picker::{PickItem, Picker, PickerEvent};
