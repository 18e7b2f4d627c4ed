//! By what things are told apart: a run, a row of it, a device that waits, a device that is there.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::number;

/// A run; counts up and is never used again.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct RunId(pub i64);

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A device in a queue: its place in the order. Given by whoever adds the device.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct QueueId(pub i64);

impl QueueId {
    /// That of a device which comes after all up to this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// A device on a gateway: its product, and its key within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId<S = String> {
    /// Its product.
    pub product_key: S,
    /// Its key there.
    pub device_key: S,
}

impl DeviceId<&str> {
    /// The same, to keep.
    #[must_use]
    pub fn owned(self) -> DeviceId {
        DeviceId {
            product_key: self.product_key.to_owned(),
            device_key: self.device_key.to_owned(),
        }
    }
}

/// A row's place in its run, from 0; told and shown, and kept in JSON, as its number, from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowIndex(pub u32);

impl RowIndex {
    /// No row stands behind it.
    pub const LAST: Self = Self(u32::MAX);

    /// The row that is told by `number`; none for 0.
    #[must_use]
    pub fn numbered(number: u32) -> Option<Self> {
        number.checked_sub(1).map(Self)
    }

    /// The number by which the row is told.
    #[must_use]
    pub fn number(self) -> u64 {
        number(self.0)
    }

    /// The row at this place of a list of all rows of a run; [`RowIndex::LAST`] for one beyond.
    #[must_use]
    pub fn at(place: usize) -> Self {
        u32::try_from(place).map_or(Self::LAST, Self)
    }

    /// The row's place in a list of all rows of its run.
    #[must_use]
    pub const fn place(self) -> usize {
        self.0 as usize
    }

    /// The row behind it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for RowIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number().fmt(f)
    }
}

impl Serialize for RowIndex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RowIndex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u32::deserialize(deserializer)?;
        Self::numbered(number).ok_or_else(|| de::Error::custom("rows are numbered from 1"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_row_is_told_as_one_and_nothing_is_before_it() {
        assert_eq!(RowIndex(0).to_string(), "1");
        assert_eq!(RowIndex::numbered(1), Some(RowIndex(0)));
        assert_eq!(RowIndex::numbered(0), None);
        assert_eq!(serde_json::to_string(&RowIndex(2)).unwrap(), "3");
        assert_eq!(serde_json::from_str::<RowIndex>("3").unwrap(), RowIndex(2));
        assert!(serde_json::from_str::<RowIndex>("0").is_err());
    }
}
