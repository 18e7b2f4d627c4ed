//! A thing model: which attributes a device of a product has, and of what type.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::StringI18n;

/// The part of a thing model that provisioning needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ThingModel {
    /// Its id.
    pub model_id: String,
    /// Its name.
    pub name: StringI18n,
    /// Its attributes in the order served.
    pub attributes: Vec<Attribute>,
}

impl ThingModel {
    /// The attribute called `identifier`, if the model has it.
    #[must_use]
    pub fn attribute(&self, identifier: &str) -> Option<&Attribute> {
        self.attributes
            .iter()
            .find(|attribute| attribute.identifier == identifier)
    }

    /// Its attributes by identifier, for who looks many up: models may have thousands.
    #[must_use]
    pub fn by_identifier(&self) -> HashMap<&str, &Attribute> {
        let mut known = HashMap::with_capacity(self.attributes.len());
        for attribute in &self.attributes {
            known.entry(&*attribute.identifier).or_insert(attribute);
        }
        known
    }
}

/// `ThingAttribute`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    /// The key in `deviceAttributes`.
    pub identifier: String,
    /// Its name.
    pub name: StringI18n,
    /// Its description.
    pub desc: String,
    /// Its type with the type's own definition.
    pub data_type: DataType,
    /// Whether creation fails without it.
    pub required: bool,
    /// The model's default, if any.
    pub default: Option<Value>,
    /// The unit's symbol, if any.
    pub unit: Option<String>,
}

/// `dataType` together with `dataDefinition`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DataType {
    /// A list of one item type.
    Array(ItemType),
    /// `true` or `false`, with the model's words for them (empty when it has none).
    Bool {
        /// The word for `true`.
        yes: String,
        /// The word for `false`.
        no: String,
    },
    /// `2019-05-06`, as text.
    Date,
    /// One of a list of values.
    Enum(Vec<EnumValue>),
    /// A whole number.
    Int,
    /// A 32-bit number.
    Float,
    /// A 64-bit number.
    Double,
    /// A record of named items.
    Struct(Vec<StructItem>),
    /// Text of at most `max_length` characters.
    String {
        /// The model's limit; none means the platform's.
        max_length: Option<usize>,
    },
    /// Unix milliseconds.
    Timestamp,
    /// The URL of a file, as text.
    File,
    /// A type this program does not know: any JSON value passes.
    Other(String),
}

/// The item type of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemType {
    /// Whole numbers.
    Int,
    /// 32-bit numbers.
    Float,
    /// 64-bit numbers.
    Double,
    /// Texts.
    String,
}

/// One value of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnumValue {
    /// What goes on the wire: a number or a text, as `enumType` says.
    pub value: Value,
    /// What people read.
    pub label: StringI18n,
}

/// One item of a struct; never a struct itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StructItem {
    /// Its key within the struct.
    pub identifier: String,
    /// Its name.
    pub name: StringI18n,
    /// Its type.
    pub data_type: DataType,
    /// Whether the struct is refused without it.
    pub required: bool,
    /// The unit's symbol, if any.
    pub unit: Option<String>,
}
