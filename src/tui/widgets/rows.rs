//! Rows of which there may be many: every look at one counts in the tests, so that none of them are looked
//! at in vain.

use std::ops::{Deref, DerefMut};

use crate::provision::visits;

/// A slice by its owner, such as a vector, that notes which of its rows are looked at.
#[derive(Clone, Debug, Default)]
pub struct Rows<C>(C);

impl<C> From<C> for Rows<C> {
    fn from(owner: C) -> Self {
        Self(owner)
    }
}

impl<C> Rows<C> {
    /// The owner, for somebody who takes all rows.
    #[must_use]
    pub fn into_owner(self) -> C {
        self.0
    }
}

impl<C: Clone> Rows<C> {
    /// The owner, for somebody who is given all rows.
    #[must_use]
    pub fn owner(&self) -> C {
        self.0.clone()
    }
}

impl<C: Deref<Target = [T]>, T> Rows<C> {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The row at this place.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&T> {
        visits::note(1);
        self.0.get(place)
    }

    /// All rows, one after the other: for a change of them all, never for a key or a frame.
    pub fn iter<'r>(&'r self) -> impl ExactSizeIterator<Item = &'r T>
    where
        T: 'r,
    {
        self.0.iter().inspect(|_| visits::note(1))
    }
}

impl<C: DerefMut<Target = [T]>, T> Rows<C> {
    /// The row at this place, to change it.
    #[must_use]
    pub fn get_mut(&mut self, place: usize) -> Option<&mut T> {
        visits::note(1);
        self.0.get_mut(place)
    }
}
