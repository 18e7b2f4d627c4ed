//! What is wrong with a field, in one line without the field's name, and what would be right.

mod value;
mod zone;

use std::fmt;

use super::coded;
use crate::provision::flaw::{Authority, Flaw, Knower, Needed, Part, ZoneAdvice};
use crate::provision::text::{quoted, short, visible};
use crate::provision::{LOCALES, Problem};

impl fmt::Display for Problem {
    /// `timezone: required; write …`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.flaw)
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { what } => missing(f, *what),
            Self::Size {
                of,
                size,
                least,
                most,
                by,
            } => {
                measured(f, *of, *size)?;
                match by {
                    _ if *least > 0 => write!(f, "write {least} to {most}"),
                    Authority::Enos => write!(f, "EnOS takes {most}"),
                    Authority::Analogy => write!(f, "EnOS probably takes {most}"),
                    Authority::Model => write!(f, "the model takes {most}"),
                }
            }
            Self::OuterSpace { of } => {
                let subject = subject(*of);
                write!(f, "{subject}begins or ends with white space; remove it")
            }
            Self::Invisible { character, at } => {
                let code = u32::from(*character);
                write!(
                    f,
                    "has an invisible character (U+{code:04X}) at position {at}; remove it"
                )
            }
            Self::Foreign { of, found, signs } => foreign(f, *of, *found, signs),
            Self::FullWidth { write } => {
                write!(f, "has full-width characters; write {}", short(write))
            }
            Self::Unknown { name, to, meant } => unknown(f, &short(name), to, meant.as_deref()),
            Self::Zone { id, known, write } => zone::zone(f, &short(id), *known, write),
            Self::Respell { value, write } => value::respell(f, value, write),
            Self::Misfit { value, why } => value::misfit(f, value, why),
            Self::TimeOfDay { day } => write!(
                f,
                "has a time of day, which the API's sample has not; {day} is sure"
            ),
            Self::SameName { row } => write!(f, "row {row} has the same name"),
            Self::SameKey { row, product } => match product {
                None => write!(f, "row {row} has the same product and key"),
                Some(product) => {
                    let product = short(product);
                    write!(
                        f,
                        "row {row} has the same key in product {product}; EnOS may want keys unique everywhere"
                    )
                }
            },
            Self::ProductNotShown { why } => write!(f, "EnOS does not show this product: {why}"),
            Self::Sent { cause } => write!(f, "EnOS: {}", coded(cause)),
        }
    }
}

fn missing(f: &mut fmt::Formatter<'_>, what: Needed) -> fmt::Result {
    f.write_str(match what {
        Needed::Product => "required; choose a product",
        Needed::Name => "required; write a name",
        Needed::Translation => "is empty; write a name or remove the language",
        Needed::Timezone => return write!(f, "required; {}", ZoneAdvice::Any),
        Needed::DeviceKey => "is empty; write a key, or leave it out and one is made",
        Needed::Attribute => "required by the model",
        Needed::TagKey => "the tag has no key; write one",
    })
}

fn measured(f: &mut fmt::Formatter<'_>, of: Part, size: usize) -> fmt::Result {
    match of {
        Part::Tags => write!(f, "has {size} tags; "),
        Part::Elements => write!(f, "has {size} elements; "),
        _ => write!(f, "{}is {size} characters long; ", subject(of)),
    }
}

/// The subject of a sentence, with its blank; nothing where the field itself is.
const fn subject(of: Part) -> &'static str {
    match of {
        Part::TagKey => "the key ",
        Part::TagValue => "the value ",
        Part::Text | Part::Tags | Part::Elements => "",
    }
}

fn unknown(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    to: &Knower,
    meant: Option<&str>,
) -> fmt::Result {
    match to {
        Knower::Enos => {
            write!(f, "{name} is not a locale EnOS documents; ")?;
            return match meant {
                Some(meant) => write!(f, "write {meant}"),
                None => write!(f, "known are {}", LOCALES.join(", ")),
            };
        }
        Knower::Model(id) => write!(f, "{name} is not an attribute of model {}; ", short(id))?,
        Knower::Attribute(id) => write!(f, "{name} is not an item of {}; ", visible(id))?,
    }
    match meant {
        Some(meant) => write!(f, "did you mean {}?", visible(meant)),
        None => f.write_str("remove it"),
    }
}

fn foreign(f: &mut fmt::Formatter<'_>, of: Part, found: char, signs: &str) -> fmt::Result {
    let place = if of == Part::TagKey {
        " in the key"
    } else {
        ""
    };
    let found = quoted(&found.to_string());
    write!(
        f,
        "{found} is not allowed{place}; use letters A-Z and a-z, digits,"
    )?;
    let last = signs.chars().count().saturating_sub(1);
    for (at, sign) in signs.chars().enumerate() {
        let and = if at == last { " and" } else { "" };
        write!(f, "{and} {sign}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
