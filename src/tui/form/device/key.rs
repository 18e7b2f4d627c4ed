//! The rows of the device form by name.

use serde::{Deserialize, Serialize};

use crate::domain::Field;

/// A row of the device form.
///
/// Rows whose name is still being typed (a tag before its key) have a number instead.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Key {
    /// The default name.
    Name,
    /// The name in a locale that is always offered.
    Locale(String),
    /// The name in a locale that the user gives.
    OtherLocale(u32),
    /// `+ language`
    AddLocale,
    /// The time zone.
    Timezone,
    /// The device key.
    DeviceKey,
    /// The description.
    Desc,
    /// An attribute of the model; for a struct or an array, text that does not fit it.
    Attribute(String),
    /// An item of a struct attribute.
    Part(String, String),
    /// An element of an array attribute.
    Element(String, u32),
    /// `+ element` of an array attribute.
    AddElement(String),
    /// An attribute that the model does not have, or any while no model is known.
    Free(u32),
    /// `+ attribute`
    AddFree,
    /// A tag.
    Tag(u32),
    /// `+ tag`
    AddTag,
}

impl Key {
    /// The number of a numbered row.
    pub(super) fn number(&self) -> Option<u32> {
        match self {
            Self::OtherLocale(number)
            | Self::Element(_, number)
            | Self::Free(number)
            | Self::Tag(number) => Some(*number),
            _ => None,
        }
    }

    /// The field that the row called `name` holds: where the name is missing, the group it will belong to. An
    /// element is called by its number.
    pub(super) fn field(&self, name: &str) -> Field {
        match self {
            Self::Name | Self::AddLocale => Field::Name,
            Self::Locale(locale) => Field::Locale(locale.clone()),
            Self::OtherLocale(_) => Field::Locale(name.to_owned()),
            Self::Timezone => Field::Timezone,
            Self::DeviceKey => Field::DeviceKey,
            Self::Desc => Field::Desc,
            Self::Attribute(id) | Self::AddElement(id) => Field::Attribute(id.clone()),
            Self::Part(id, part) => Field::AttributePart(id.clone(), part.clone()),
            Self::Element(id, number) => Field::AttributePart(id.clone(), number.to_string()),
            Self::Free(_) | Self::AddFree => Field::Attribute(name.to_owned()),
            Self::Tag(_) if !name.is_empty() => Field::Tag(name.to_owned()),
            Self::Tag(_) | Self::AddTag => Field::Tags,
        }
    }

    /// The attribute of the model that the row belongs to.
    pub(super) fn attribute(&self) -> Option<&str> {
        match self {
            Self::Attribute(id)
            | Self::Part(id, _)
            | Self::Element(id, _)
            | Self::AddElement(id) => Some(id),
            _ => None,
        }
    }
}
