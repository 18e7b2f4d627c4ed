//! The rules for one device.

mod attributes;
mod choices;
mod findings;
mod keys;
mod names;
mod numbers;
mod tags;
#[cfg(test)]
mod tests;
mod texts;
mod values;
mod zone_advice;
mod zones;

pub use keys::KEY_MAX;
pub use names::{LOCALES, LOCALES_DOCUMENTED, NAME_MAX};
pub use tags::TAG_VALUE_MAX;

use std::collections::HashMap;

use super::Problem;
use super::flaw::{Flaw, Needed};
use crate::domain::{Draft, Field, ThingModel};
use findings::Findings;

/// How strictly to judge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Lets through, with a warning, what EnOS documents a right form for without saying that any
    /// other is refused: attributes that do not fit the model, time zones spelled otherwise, and
    /// device keys with `:` or `\`, which older versions allowed.
    pub lenient: bool,
}

impl Rules {
    /// A departure that EnOS may or may not accept.
    fn unsure(self, field: Field, flaw: Flaw) -> Problem {
        if self.lenient {
            Problem::warning(field, flaw)
        } else {
            Problem::error(field, flaw)
        }
    }
}

/// Every problem of `draft`, in the order of the form: product, name, locales, time zone, device
/// key, description, attributes (in the model's order, unknown ones last), tags.
///
/// Without a `model` the attributes are not checked; the caller says so.
#[must_use]
pub fn check(draft: &Draft, model: Option<&ThingModel>, rules: Rules) -> Vec<Problem> {
    Checker::new(rules).check(draft, model)
}

/// [`check`] for many drafts in turn: what costs time is found out once per distinct text.
#[derive(Clone, Debug, Default)]
pub(super) struct Checker {
    rules: Rules,
    zones: HashMap<String, Option<Problem>>,
}

impl Checker {
    pub(super) fn new(rules: Rules) -> Self {
        Self {
            rules,
            zones: HashMap::new(),
        }
    }

    pub(super) const fn rules(&self) -> Rules {
        self.rules
    }

    pub(super) fn check(&mut self, draft: &Draft, model: Option<&ThingModel>) -> Vec<Problem> {
        let Draft {
            product_key,
            device_name,
            timezone,
            device_attributes,
            device_key,
            device_desc,
            device_tags,
        } = draft;
        let mut found = Findings::new(self.rules);
        if product_key.trim().is_empty() {
            // CreateOption: productKey is mandatory.
            let what = Needed::Product;
            found.error(&Field::ProductKey, Flaw::Missing { what });
        }
        names::check_name(device_name, &mut found);
        let zone = self.zones.entry(timezone.clone());
        let zone = zone.or_insert_with_key(|id| zones::check(id, self.rules));
        found.problems.extend(zone.clone());
        keys::check(device_key.as_deref(), &mut found);
        names::check_desc(device_desc.as_deref(), &mut found);
        if let Some(model) = model {
            attributes::check(device_attributes, model, &mut found);
        }
        tags::check(device_tags, &mut found);
        found.problems
    }
}
