//! Which rows have a key or a name, without the texts themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher as _};

use crate::domain::{DeviceId, PackedDraft, QueueId};
use crate::provision::series::Numbered;

/// Rows by the hashes of texts, each text's in their order. Rows of several texts may have one hash: whoever
/// asks compares.
#[derive(Clone, Debug, Default)]
struct ByText(BTreeSet<(u64, QueueId)>);

impl ByText {
    fn of(&self, hash: u64) -> impl Iterator<Item = QueueId> {
        let all = (hash, QueueId(i64::MIN))..=(hash, QueueId(i64::MAX));
        self.0.range(all).map(|(_, id)| *id)
    }
}

/// What is looked up by product and key, by key alone, and by product and name.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    ids: ByText,
    keys: ByText,
    names: ByText,
}

/// The hashes by which a draft is found.
struct Hashes {
    /// Of product and key, and of the key alone.
    keys: Option<[u64; 2]>,
    name: Option<u64>,
}

impl Hashes {
    fn of(draft: &PackedDraft) -> Self {
        Self {
            keys: draft.id().map(|id| [hash(id), hash(id.device_key)]),
            name: name(draft).map(hash),
        }
    }
}

/// Product and name, where there is a name.
pub(super) fn name(draft: &PackedDraft) -> Option<(&str, &str)> {
    let name = Some(draft.name()).filter(|name| !name.trim().is_empty())?;
    Some((draft.product_key(), name))
}

fn hash(text: impl Hash) -> u64 {
    // The same in every process; nothing depends on it.
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl Index {
    /// The index of many rows at once, which is quicker than one by one.
    pub(super) fn new<'row>(rows: impl Iterator<Item = (QueueId, &'row PackedDraft)>) -> Self {
        let (mut ids, mut keys, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for (id, draft) in rows {
            let hashes = Hashes::of(draft);
            if let Some([both, key]) = hashes.keys {
                ids.push((both, id));
                keys.push((key, id));
            }
            names.extend(hashes.name.map(|name| (name, id)));
        }
        let [ids, keys, names] = [ids, keys, names].map(|all| ByText(all.into_iter().collect()));
        Self { ids, keys, names }
    }

    /// The rows of this product and key, in their order, and perhaps others.
    pub(super) fn of_id(&self, id: DeviceId<&str>) -> impl Iterator<Item = QueueId> {
        self.ids.of(hash(id))
    }

    /// The same by key alone.
    pub(super) fn of_key(&self, key: &str) -> impl Iterator<Item = QueueId> {
        self.keys.of(hash(key))
    }

    /// The same by [`name`].
    pub(super) fn of_name(&self, name: (&str, &str)) -> impl Iterator<Item = QueueId> {
        self.names.of(hash(name))
    }

    pub(super) fn add(&mut self, id: QueueId, draft: &PackedDraft) {
        let hashes = Hashes::of(draft);
        if let Some([both, key]) = hashes.keys {
            self.ids.0.insert((both, id));
            self.keys.0.insert((key, id));
        }
        self.names.0.extend(hashes.name.map(|name| (name, id)));
    }

    pub(super) fn remove(&mut self, id: QueueId, draft: &PackedDraft) {
        let hashes = Hashes::of(draft);
        if let Some([both, key]) = hashes.keys {
            self.ids.0.remove(&(both, id));
            self.keys.0.remove(&(key, id));
        }
        if let Some(name) = hashes.name {
            self.names.0.remove(&(name, id));
        }
    }
}

/// The numbers that the keys of series have, as stretches without a gap: who looks for the next free one need not
/// ask for each.
#[derive(Clone, Debug, Default)]
pub(super) struct Stretches {
    /// Series and first number → last number.
    last: BTreeMap<(u64, u64), u64>,
}

impl Stretches {
    /// The series of a key, and its number there. A key whose number is too large is in none.
    fn place(id: DeviceId<&str>) -> Option<(u64, u64)> {
        let numbered = Numbered::read(id.device_key)?;
        let number = numbered.number().filter(|number| *number < u64::MAX)?;
        Some((hash((id.product_key, numbered.series())), number))
    }

    /// The stretch that has the number.
    fn around(&self, (series, number): (u64, u64)) -> Option<(u64, u64)> {
        let (&(_, first), &last) = self
            .last
            .range((series, 0)..=(series, number))
            .next_back()?;
        (number <= last).then_some((first, last))
    }

    pub(super) fn add(&mut self, id: DeviceId<&str>) {
        let Some((series, number)) = Self::place(id) else {
            return;
        };
        if self.around((series, number)).is_some() {
            return;
        }
        let before = number.checked_sub(1);
        let before = before.and_then(|before| self.around((series, before)));
        let after = self.last.remove(&(series, number + 1));
        let first = before.map_or(number, |(first, _)| first);
        self.last.insert((series, first), after.unwrap_or(number));
    }

    pub(super) fn remove(&mut self, id: DeviceId<&str>) {
        let Some((series, number)) = Self::place(id) else {
            return;
        };
        let Some((first, last)) = self.around((series, number)) else {
            return;
        };
        self.last.remove(&(series, first));
        if first < number {
            self.last.insert((series, first), number - 1);
        }
        if number < last {
            self.last.insert((series, number + 1), last);
        }
    }

    /// How many numbers without a gap there are from this one on, which is there.
    pub(super) fn from(&self, id: DeviceId<&str>) -> u64 {
        let stretch = Self::place(id).and_then(|place| Some((place.1, self.around(place)?.1)));
        stretch.map_or(1, |(number, last)| last - number + 1)
    }
}
