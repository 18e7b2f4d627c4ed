//! The program's state, what changes it, and what it asks the world to do.

mod catalogue;
mod command;
mod effect;
mod keys;
mod model;
mod msg;
mod overlay;
mod update;
mod view;
