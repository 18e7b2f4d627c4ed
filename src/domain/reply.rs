//! One item of the reply to Batch Create Devices.

use super::{Refusal, Sealed};

/// What EnOS says of one device of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemReply {
    /// Why it made none; nothing where it did: success is code 0 and nothing else.
    pub refusal: Option<Refusal>,
    /// Whatever identity the item carried, also on failure.
    pub product_key: Option<String>,
    /// See `product_key`.
    pub device_key: Option<String>,
    /// See `product_key`.
    pub asset_id: Option<String>,
    /// The sealed secret of a created device.
    pub sealed: Option<Sealed>,
}
