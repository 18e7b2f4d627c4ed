//! The five screens: each with its state, what its keys do, and how it is drawn.

pub mod connect;
pub mod device;
pub mod products;
pub mod queue;
pub mod results;
