//! Parts that several screens draw.

mod clear;
pub mod fuzzy;
pub mod picker;
pub mod popup;
pub mod rows;
pub mod table;
pub mod text;
pub mod told;
pub mod write;

pub use clear::clear;
