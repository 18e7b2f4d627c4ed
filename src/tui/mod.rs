//! The screens: model, update and view, and the runtime that drives them.

pub mod form;
pub mod runtime;
pub mod theme;
pub mod widgets;
