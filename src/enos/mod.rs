//! The wire: what an `EnOS` gateway says and hears. No policy, no screen.

mod api;
mod error;

pub use api::{Api, BatchReply, Call, DevicePage, DeviceQuery, ItemReply};
pub use error::{Acted, Error, Fault};
