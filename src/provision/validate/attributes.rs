//! The rules for attributes as a whole: which a model requires, and which it does not know.

use serde_json::{Map, Value};

use super::super::text::short;
use super::findings::Findings;
use super::values::{self, Place};
use crate::domain::{Field, ThingModel};

/// `deviceAttributes` against the product's thing model.
///
/// A required attribute must be given, or creation fails (Get Thing Model, `isRequired`). What
/// becomes of an unknown identifier is not documented.
pub(super) fn check(given: &Map<String, Value>, model: &ThingModel, found: &mut Findings) {
    let mut known = 0;
    for attribute in &model.attributes {
        let value = given.get(&attribute.identifier);
        known += usize::from(value.is_some());
        let place = Place::attribute(&attribute.identifier);
        values::check_member(
            &place,
            &attribute.data_type,
            attribute.required,
            value,
            found,
        );
    }
    // Looking every identifier up is the slow way, and hardly ever needed.
    if known < given.len() {
        for identifier in given.keys() {
            if model.attribute(identifier).is_none() {
                found.unsure(
                    Field::Attribute(identifier.clone()),
                    unknown(identifier, model),
                );
            }
        }
    }
}

fn unknown(identifier: &str, model: &ThingModel) -> String {
    let known = model
        .attributes
        .iter()
        .map(|attribute| attribute.identifier.as_str());
    format!(
        "{} is not an attribute of model {}; {}",
        short(identifier),
        short(&model.model_id),
        values::hint(identifier, known)
    )
}
