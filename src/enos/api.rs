//! The calls a gateway offers, as a trait so that a test can play the gateway.

use futures::future::BoxFuture;
use tokio::sync::watch;

use super::{Contact, Error, Met};
use crate::domain::{Draft, FoundDevice, ItemReply, Product, ThingModel, Timestamp};

/// A call under way.
pub type Call<'a, T> = BoxFuture<'a, Result<T, Error>>;

/// What the program asks of a gateway. Every call is one attempt: retrying is the caller's policy,
/// except for the one token renewal after an authentication failure, which is part of the call.
pub trait Api: Send + Sync {
    /// Search Products V2.4, page after page, as far as that is sensible. With `require_secret` the sealed product
    /// secrets come too.
    fn products(&self, require_secret: bool) -> Call<'_, ProductList>;
    /// Get Product V2.4.
    fn product<'a>(&'a self, product_key: &'a str) -> Call<'a, Product>;
    /// Get Thing Model V2.1, public models included.
    fn thing_model<'a>(&'a self, model_id: &'a str) -> Call<'a, ThingModel>;
    /// Batch Create Devices V2.4. `Err` means that no item was answered; see [`Error::acted`].
    fn batch_create<'a>(
        &'a self,
        devices: &'a [&'a Draft],
        require_secret: bool,
    ) -> Call<'a, BatchReply>;
    /// Search Devices V2.4, one page.
    fn search_devices<'a>(&'a self, query: &'a DeviceQuery) -> Call<'a, DevicePage>;
    /// Get Device V2.4; `None` when EnOS says that there is no such device.
    fn device<'a>(
        &'a self,
        product_key: &'a str,
        device_key: &'a str,
        require_secret: bool,
    ) -> Call<'a, Option<FoundDevice>>;
    /// What the gateway's clock says now, by the last reply that said.
    fn clock(&self) -> Option<GatewayClock> {
        None
    }
    /// What is heard of the gateway at present, where that is followed.
    fn contact(&self) -> Option<watch::Receiver<Contact>> {
        None
    }
    /// The shapes of the replies so far, where they are kept.
    fn shapes(&self) -> Vec<Met> {
        Vec::new()
    }
    /// Get Device V2.4 by its asset id.
    fn asset<'a>(&'a self, asset_id: &'a str) -> Call<'a, AssetLook>;
    /// Delete Device V2.1 by its asset id; `false` when there was no such device.
    fn delete_asset<'a>(&'a self, asset_id: &'a str) -> Call<'a, bool>;
}

/// The products of a gateway.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProductList {
    /// They, in the order served.
    pub products: Vec<Product>,
    /// Whether the gateway lists more than these.
    pub more: bool,
}

/// What EnOS shows under an asset id.
#[derive(Clone, Debug, PartialEq)]
pub enum AssetLook {
    /// This device.
    Here(Box<FoundDevice>),
    /// EnOS says that there is none.
    Gone,
    /// Success without a device, or with another one than was asked for.
    Nothing,
}

/// What a gateway's clock says: between these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GatewayClock {
    /// Not earlier.
    pub least: Timestamp,
    /// Not later.
    pub most: Timestamp,
}

/// The reply to Batch Create Devices, read tolerantly: any top-level code with a `data` array is one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BatchReply {
    /// EnOS's id of the request.
    pub request_id: Option<String>,
    /// The items as they came, in the order they came.
    pub items: Vec<ItemReply>,
}

/// A Search Devices request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceQuery {
    /// Devices of this product.
    pub product_key: String,
    /// Only these keys; empty means all. At most 50 (the expression's length limit is not documented).
    pub device_keys: Vec<String>,
    /// From 1.
    pub page: u32,
    /// Rows a page: 1 to 1,000.
    pub page_size: u32,
    /// Whether the sealed secrets are wanted.
    pub require_secret: bool,
    /// Whether the times of the last updates are wanted (`populateLastUpdateInfo`).
    pub last_updates: bool,
}

/// One page of Search Devices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DevicePage {
    /// The devices of this page.
    pub devices: Vec<FoundDevice>,
    /// How many match in all.
    pub total: u64,
}
