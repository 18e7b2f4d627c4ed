//! Parts that several screens draw.

pub mod table;
pub mod text;
