//! The address of one field of a device, as problems, forms and files name it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where in a [`Draft`](super::Draft) something is; in the order of the form.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub enum Field {
    /// `productKey`
    ProductKey,
    /// `deviceName.defaultValue`
    Name,
    /// `deviceName.i18nValue.<locale>`
    Locale(String),
    /// `timezone`
    Timezone,
    /// `deviceKey`
    DeviceKey,
    /// `deviceDesc`
    Desc,
    /// `deviceAttributes.<identifier>`
    Attribute(String),
    /// `deviceAttributes.<identifier>.<item or index>`
    AttributePart(String, String),
    /// `deviceTags`
    Tags,
    /// `deviceTags.<key>`
    Tag(String),
}

impl fmt::Display for Field {
    /// The field's path in the request body, from the device downwards.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ProductKey => f.write_str("productKey"),
            Self::Name => f.write_str("deviceName.defaultValue"),
            Self::Locale(locale) => write!(f, "deviceName.i18nValue.{locale}"),
            Self::Timezone => f.write_str("timezone"),
            Self::DeviceKey => f.write_str("deviceKey"),
            Self::Desc => f.write_str("deviceDesc"),
            Self::Attribute(id) => write!(f, "deviceAttributes.{id}"),
            Self::AttributePart(id, part) => write!(f, "deviceAttributes.{id}.{part}"),
            Self::Tags => f.write_str("deviceTags"),
            Self::Tag(key) => write!(f, "deviceTags.{key}"),
        }
    }
}

impl From<Field> for String {
    fn from(field: Field) -> Self {
        field.to_string()
    }
}

impl From<String> for Field {
    /// The field whose path it is; a part of an attribute is read as an attribute of that name.
    fn from(path: String) -> Self {
        let after = |prefix: &str| path.strip_prefix(prefix).map(str::to_owned);
        match path.as_str() {
            "productKey" => Self::ProductKey,
            "deviceName.defaultValue" => Self::Name,
            "timezone" => Self::Timezone,
            "deviceKey" => Self::DeviceKey,
            "deviceDesc" => Self::Desc,
            "deviceTags" => Self::Tags,
            _ => after("deviceName.i18nValue.")
                .map(Self::Locale)
                .or_else(|| after("deviceTags.").map(Self::Tag))
                .or_else(|| after("deviceAttributes.").map(Self::Attribute))
                .unwrap_or(Self::Attribute(path)),
        }
    }
}
