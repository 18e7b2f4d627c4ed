//! A device before it exists (`CreateOption`) and as EnOS knows it afterwards.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{DeviceId, Sealed, StringI18n, Timestamp};

/// One device to create; serialises as the API's `CreateOption`.
///
/// It may be half-typed: an attribute whose text does not fit its type is kept as a JSON string,
/// so that nothing typed is lost and the rules can point at it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The product the device belongs to; may differ from row to row of one batch.
    pub product_key: String,
    /// The name in every language.
    pub device_name: StringI18n,
    /// A UTC offset (`+08:00`) or an IANA name (`Asia/Shanghai`).
    pub timezone: String,
    /// Attribute identifier → value, typed by the thing model.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub device_attributes: Map<String, Value>,
    /// Unique within the product; EnOS makes one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_key: Option<String>,
    /// Free text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_desc: Option<String>,
    /// Tag key → value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub device_tags: BTreeMap<String, String>,
}

/// What a reply says of the time of something that may have happened to a device.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// It never did: null, 0 or nothing in it.
    Never,
    /// It did, last at this time, Unix ms.
    At(Timestamp),
    /// What is said cannot be read as a time.
    Odd(String),
}

/// A device as Search Devices and Get Device show it; only the fields the program uses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundDevice {
    /// Its product.
    pub product_key: String,
    /// Its key within the product.
    pub device_key: String,
    /// Its asset id.
    pub asset_id: String,
    /// Its name.
    pub device_name: StringI18n,
    /// Its time zone as stored.
    pub timezone: String,
    /// Its description, if any.
    pub device_desc: Option<String>,
    /// Its attributes.
    pub device_attributes: Map<String, Value>,
    /// Its tags.
    pub device_tags: BTreeMap<String, String>,
    /// When it was created, Unix ms.
    pub create_time: Option<Timestamp>,
    /// `inactive`, `online`, `offline`, `disable` or `mirror`.
    pub status: String,
    /// What else says that it was used or changed: `activeTime`, `lastOnlineTime`, `lastOfflineTime`,
    /// `updateTime` and every `…LastUpdate`, as far as the reply names them.
    pub signs: BTreeMap<String, Sign>,
    /// The sealed secret, when asked for.
    pub sealed: Option<Sealed>,
}

impl Draft {
    /// Whether EnOS is to make its key, or this program.
    #[must_use]
    pub const fn is_keyless(&self) -> bool {
        self.device_key.is_none()
    }

    /// The device that it asks for; none where EnOS is to make a key, or this program.
    #[must_use]
    pub fn id(&self) -> Option<DeviceId<&str>> {
        let device_key = self.device_key.as_deref().filter(|key| !key.is_empty())?;
        Some(DeviceId {
            product_key: &self.product_key,
            device_key,
        })
    }
}

impl FoundDevice {
    /// Which device it is.
    #[must_use]
    pub fn id(&self) -> DeviceId<&str> {
        DeviceId {
            product_key: &self.product_key,
            device_key: &self.device_key,
        }
    }

    /// Whether it says which device it is.
    #[must_use]
    pub fn is_named(&self) -> bool {
        let given = |part: &str| !part.trim().is_empty();
        given(&self.product_key) && given(&self.device_key)
    }
}
