//! The rules for attributes as a whole: which a model requires, and which it does not know.

use serde_json::{Map, Value};

use super::super::flaw::Knower;
use super::findings::Findings;
use super::values::check_member;
use crate::domain::{Field, ThingModel};

/// `deviceAttributes` against the product's thing model.
///
/// A required attribute must be given, or creation fails (Get Thing Model, `isRequired`). What
/// becomes of an unknown identifier is not documented.
pub(super) fn check(given: &Map<String, Value>, model: &ThingModel, found: &mut Findings) {
    let mut known = 0;
    for attribute in &model.attributes {
        let value = given.get(&attribute.identifier);
        if value.is_none() && !attribute.required {
            continue;
        }
        known += usize::from(value.is_some());
        let place = Field::Attribute(attribute.identifier.clone());
        let (data_type, required) = (&attribute.data_type, attribute.required);
        check_member(&place, data_type, required, value, found);
    }
    // Looking every identifier up is the slow way, and hardly ever needed.
    if known < given.len() {
        let by_identifier = model.by_identifier();
        for identifier in given.keys() {
            if !by_identifier.contains_key(&**identifier) {
                let known = model.attributes.iter().map(|known| &*known.identifier);
                let field = Field::Attribute(identifier.clone());
                let to = Knower::Model(model.model_id.clone());
                found.unknown(&field, identifier, to, known);
            }
        }
    }
}
