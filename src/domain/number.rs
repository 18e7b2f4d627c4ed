//! Places: counted from 0 inside, told from 1. Only here the one becomes the other.

use serde::{Serialize, Serializer};

/// The number by which the place `index`, from 0, is told and shown, from 1: `#` in tables, `index` in JSON and CSV.
#[must_use]
pub fn number(index: impl TryInto<u64>) -> u64 {
    index.try_into().unwrap_or(u64::MAX).saturating_add(1)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_one_and_nothing_is_before_it() {
        assert_eq!((number(0_u32), number(usize::MAX)), (1, u64::MAX));
    }
}
