//! Which key each command has, so that no sentence has to know one.

use std::collections::BTreeMap;

/// The key to name for each command; `app/` gathers them from the registry.
#[derive(Debug, Default)]
pub struct Keys(BTreeMap<&'static str, String>);

impl Keys {
    /// The key of the command called `id`, as people write it: `Ctrl-S`; empty where there is no such command.
    #[must_use]
    pub fn of(&self, id: &str) -> &str {
        self.0.get(id).map_or("", String::as_str)
    }
}

impl FromIterator<(&'static str, String)> for Keys {
    fn from_iter<T: IntoIterator<Item = (&'static str, String)>>(keys: T) -> Self {
        Self(keys.into_iter().collect())
    }
}
