//! What is wrong with a field, in one line without the field's name, and what would be right.

mod value;
mod zone;

use super::coded;
use crate::provision::flaw::{Authority, Flaw, Knower, Needed, Part, ZoneAdvice};
use crate::provision::text::{quoted, short, visible};
use crate::provision::{LOCALES, Problem};
use crate::said::{Said, pair, say};

/// What is wrong, and where: `timezone: required; write …`
#[must_use]
pub fn problem(of: &Problem) -> Said {
    say!("{field}: {flaw}", =, field = of.field, flaw = flaw(&of.flaw))
}

/// What is wrong, without the field's name.
#[must_use]
pub fn flaw(of: &Flaw) -> Said {
    match of {
        Flaw::Missing { what } => missing(*what),
        Flaw::Size {
            of,
            size,
            least,
            most,
            by,
        } => {
            let size = measured(*of, *size);
            match by {
                _ if *least > 0 => say!("{size}; write {least} to {most}", =, size),
                Authority::Enos => say!("{size}; EnOS takes {most}", =, size),
                Authority::Analogy => say!("{size}; EnOS probably takes {most}", =, size),
                Authority::Model => say!("{size}; the model takes {most}", =, size),
            }
        }
        Flaw::OuterSpace { of } => say!(
            "{subject}begins or ends with white space; remove it", =, subject = subject(*of)
        ),
        Flaw::Invisible { character, at } => {
            let code = u32::from(*character);
            say!("has an invisible character (U+{code:04X}) at position {at}; remove it", =)
        }
        Flaw::Foreign { of, found, signs } => foreign(*of, *found, signs),
        Flaw::FullWidth { write } => {
            say!("has full-width characters; write {write}", =, write = short(write))
        }
        Flaw::Unknown { name, to, meant } => unknown(&short(name), to, meant.as_deref()),
        Flaw::Zone { id, known, write } => zone::zone(&short(id), *known, write),
        Flaw::Respell { value, write } => value::respell(value, write),
        Flaw::Misfit { value, why } => value::misfit(value, why),
        Flaw::TimeOfDay { day } => {
            say!("has a time of day, which the API's sample has not; {day} is sure", =)
        }
        Flaw::SameName { row } => say!("row {row} has the same name", =),
        Flaw::SameKey { row, product } => match product {
            None => say!("row {row} has the same product and key", =),
            Some(product) => say!(
                "row {row} has the same key in product {product}; EnOS may want keys unique everywhere", =,
                product = short(product)
            ),
        },
        Flaw::ProductNotShown { why } => say!("EnOS does not show this product: {why}", =, why),
        Flaw::Sent { cause } => say!("EnOS: {cause}", =, cause = coded(cause)),
    }
}

fn missing(what: Needed) -> Said {
    match what {
        Needed::Product => say!("required; choose a product", =),
        Needed::Name => say!("required; write a name", =),
        Needed::Translation => say!("is empty; write a name or remove the language", =),
        Needed::Timezone => {
            say!("required; {advice}", =, advice = zone::advice(&ZoneAdvice::Any))
        }
        Needed::DeviceKey => say!("is empty; write a key, or leave it out and one is made", =),
        Needed::Attribute => say!("required by the model", =),
        Needed::TagKey => say!("the tag has no key; write one", =),
    }
}

fn measured(of: Part, size: usize) -> Said {
    match of {
        Part::Tags => say!("has {size} tags", =),
        Part::Elements => say!("has {size} elements", =),
        _ => say!("{subject}is {size} characters long", =, subject = subject(of)),
    }
}

/// The subject of a sentence, with its blank; nothing where the field itself is.
const fn subject(of: Part) -> Said {
    match of {
        Part::TagKey => pair!("the key ", =),
        Part::TagValue => pair!("the value ", =),
        Part::Text | Part::Tags | Part::Elements => pair!("", ""),
    }
}

fn unknown(name: &str, to: &Knower, meant: Option<&str>) -> Said {
    let hint = match meant {
        Some(meant) => say!("did you mean {meant}?", =, meant = visible(meant)),
        None => say!("remove it", =),
    };
    match to {
        Knower::Enos => {
            let hint = match meant {
                Some(meant) => say!("write {meant}", =),
                None => say!("known are {known}", =, known = Said::list(LOCALES.map(Said::data))),
            };
            say!("{name} is not a locale EnOS documents; {hint}", =, hint)
        }
        Knower::Model(id) => say!(
            "{name} is not an attribute of model {id}; {hint}", =, id = short(id), hint
        ),
        Knower::Attribute(id) => {
            say!("{name} is not an item of {id}; {hint}", =, id = visible(id), hint)
        }
    }
}

fn foreign(of: Part, found: char, signs: &str) -> Said {
    let found = quoted(&found.to_string());
    let mut signs: Vec<String> = signs.chars().map(String::from).collect();
    let last = signs.pop().unwrap_or_default();
    let signs = signs.join(" ");
    let allowed = say!("use letters A-Z and a-z, digits, {signs} and {last}", =);
    if of == Part::TagKey {
        say!("{found} is not allowed in the key; {allowed}", =, allowed)
    } else {
        say!("{found} is not allowed; {allowed}", =, allowed)
    }
}

#[cfg(test)]
mod tests;
