//! Places: counted from 0 inside, told from 1. Only here the one becomes the other.

use serde::{Deserialize as _, Deserializer, Serialize, Serializer};

/// The number by which the place `index`, from 0, is told and shown, from 1: `#` in tables, `index` in JSON and CSV.
#[must_use]
pub fn number(index: impl TryInto<u64>) -> u64 {
    index.try_into().unwrap_or(u64::MAX).saturating_add(1)
}

/// The place that is told by `number`; none for 0.
#[must_use]
pub const fn place(number: u32) -> Option<u32> {
    number.checked_sub(1)
}

/// Writes a place as its number.
///
/// # Errors
/// What the serializer answers.
pub fn as_number<T, S>(index: &T, serializer: S) -> Result<S::Ok, S::Error>
where
    T: Copy + TryInto<u64>,
    S: Serializer,
{
    number(*index).serialize(serializer)
}

/// [`as_number`] for `serde(with)`.
///
/// # Errors
/// What the serializer answers.
pub fn serialize<S: Serializer>(index: &u32, serializer: S) -> Result<S::Ok, S::Error> {
    as_number(index, serializer)
}

/// Reads a place from its number.
///
/// # Errors
/// For what is no number of a place.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let number = u32::deserialize(deserializer)?;
    place(number).ok_or_else(|| serde::de::Error::custom("places are numbered from 1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_one_and_nothing_is_before_it() {
        assert_eq!((number(0_u32), number(usize::MAX)), (1, u64::MAX));
        assert_eq!((place(1), place(0)), (Some(0), None));
    }
}
