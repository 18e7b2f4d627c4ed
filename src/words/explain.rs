//! What a cause means to the person who has to do something about it.

use super::codes::{self, Explanation};
use crate::domain::{Cause, End, Fault, Field};
use crate::said::{Said, pair, say};

/// Explains any cause: by EnOS's code and the field that it is about, and where there is no code by what happened.
#[must_use]
pub fn explain(cause: &Cause) -> Explanation {
    let Some(code) = cause.meaning() else {
        return without_code(cause);
    };
    let Some(known) = codes::code(code) else {
        return Explanation {
            title: say!("Code {code}", =),
            meaning: say!(
                "EnOS's public documentation does not list this code; it says: {words}.", =,
                words = without_stop(cause)
            ),
            remedy: say!(
                "Read EnOS's words; if they do not help, give EnOS support the code and the request id.", =
            ),
        };
    };
    match cause.field() {
        Some(field) if matches!(code, -1 | 12_958 | 99_400) => Explanation {
            meaning: say!("EnOS did not accept {field}.", =),
            remedy: remedy(&field),
            ..known.clone()
        },
        _ => known.clone(),
    }
}

fn without_code(cause: &Cause) -> Explanation {
    match cause {
        Cause::NotAccepted(fault) | Cause::NoReply(fault)
            if !matches!(fault, Fault::Journal { .. }) =>
        {
            codes::known(fault)
        }
        Cause::NotFound {
            after: Some(after),
            perhaps_made: false,
            ..
        }
        | Cause::AskedToWait { after, .. }
        | Cause::NotSent {
            end: Some(End::Stopped { cause: after }),
        } => without_code(after),
        Cause::NotSent { .. } => Explanation {
            title: say!("Not sent", =),
            meaning: say!("{why}.", =, why = super::cause(cause)),
            remedy: say!("Go on with the run: it sends the row.", =),
        },
        Cause::TooManyFailed { .. } => Explanation {
            title: say!("Too many rows failed", =),
            meaning: say!("{why}, more than the run bears.", =, why = super::cause(cause)),
            remedy: say!(
                "Correct those that failed: what is wrong with them is likely wrong with the rest.", =
            ),
        },
        _ => Explanation {
            title: say!("No answer from EnOS", =),
            meaning: say!("{why}.", =, why = without_stop(cause)),
            remedy: say!("Look the devices up in EnOS by their keys before anything is sent again.", =),
        },
    }
}

/// The sentence of a cause without the full stop that EnOS's words may end with.
fn without_stop(cause: &Cause) -> Said {
    super::cause(cause).trim_end('.')
}

/// What EnOS accepts in a field; source: the limits page and the API FAQ.
const fn remedy(field: &Field) -> Said {
    match field {
        Field::ProductKey => pair!("Choose the product from the list.", =),
        Field::Name | Field::Locale(_) => {
            pair!("Give a name of 1 to 64 characters without < > ; @ * % & \\ and /.", =)
        }
        Field::Timezone => pair!(
            "Give an offset such as +08:00, or a name such as Asia/Shanghai from the list.", =
        ),
        Field::DeviceKey => pair!("Give a key of 4 to 64 letters, digits, '-', '_' and '.'.", =),
        Field::Desc => pair!("Shorten the description to 512 characters or leave it out.", =),
        Field::Attribute(_) | Field::AttributePart(..) => pair!(
            "Compare the value with what the product's thing model wants.", =
        ),
        Field::Tags | Field::Tag(_) => pair!(
            "Tags: at most 100; keys of up to 50 letters, digits, '_', '-' and '/'; values of up to \
             200 characters without blanks at the ends.", =
        ),
    }
}

#[cfg(test)]
mod tests;
