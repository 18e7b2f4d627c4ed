//! The wire: what an `EnOS` gateway says and hears. No policy, no screen.

mod address;
mod api;
mod calls;
mod causes;
mod client;
pub mod codes;
mod contact;
mod devices;
mod diagnose;
mod error;
mod expression;
mod json;
mod models;
mod patience;
mod products;
mod proxy;
mod refusal;
mod reply;
mod request;
mod shape;
mod sieve;
mod sign;
mod stamp;
mod suites;
#[cfg(test)]
mod testing;
mod token;
mod trace;
mod transport;
mod trust;
mod unseal;
mod way;

pub use crate::domain::{Acted, Fault, ItemReply, Refusal, Secret};
pub use address::same_for_all;
pub use api::{
    Api, AssetLook, BatchReply, Call, DevicePage, DeviceQuery, GatewayClock, ProductList,
};
pub use client::{Client, Settings};
pub use contact::{Contact, Waiting};
pub use diagnose::{Check, Fact, Finding, Verdict, diagnose};
pub use error::Error;
pub use patience::patiently;
pub use proxy::{BadProxy, BadProxyUrl, Proxy};
pub use refusal::refusal;
pub use request::Asked;
pub use stamp::Clock;
pub use suites::{KeyText, Mode, Padding, Suite};
pub use trace::{Met, Trace};
pub use transport::Timeouts;
pub use trust::{Authorities, NoCertificate};
pub use unseal::{Opened, PrivateKey, SealedPart, UnsealError};
