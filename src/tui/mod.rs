//! The screens: model, update and view, and the runtime that drives them.

pub mod app;
pub mod contract;
pub mod form;
pub mod keys;
pub mod perform;
pub mod picker;
pub mod runtime;
pub mod screens;
pub mod shared;
pub mod text_field;
pub mod theme;
pub mod widgets;
