//! What a cause means to the person who has to do something about it.

use crate::domain::{Cause, End, Fault, Field};
use crate::enos::codes::{self, Explanation};

/// Explains any cause: by EnOS's code and the field that it is about, and where there is no code by what happened.
#[must_use]
pub fn explain(cause: &Cause) -> Explanation {
    let Some(code) = cause.meaning() else {
        return without_code(cause);
    };
    let Some(known) = codes::code(code) else {
        return Explanation {
            title: format!("Code {code}").into(),
            meaning: format!(
                "EnOS's public documentation does not list this code; it says: {}.",
                cause.to_string().trim_end_matches('.')
            )
            .into(),
            remedy: "Read EnOS's words; if they do not help, give EnOS support the code and the \
                     request id."
                .into(),
        };
    };
    match cause.field() {
        Some(field) if matches!(code, -1 | 12_958 | 99_400) => Explanation {
            meaning: format!("EnOS did not accept {field}.").into(),
            remedy: remedy(&field).into(),
            ..known.into()
        },
        _ => known.into(),
    }
}

fn without_code(cause: &Cause) -> Explanation {
    match cause {
        Cause::NotAccepted(fault) | Cause::NoReply(fault)
            if !matches!(fault, Fault::Journal { .. }) =>
        {
            fault.known()
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
            title: "Not sent".into(),
            meaning: format!("{cause}.").into(),
            remedy: "Go on with the run: it sends the row.".into(),
        },
        Cause::TooManyFailed { .. } => Explanation {
            title: "Too many rows failed".into(),
            meaning: format!("{cause}, more than the run bears.").into(),
            remedy:
                "Correct those that failed: what is wrong with them is likely wrong with the rest."
                    .into(),
        },
        _ => Explanation {
            title: "No answer from EnOS".into(),
            meaning: format!("{}.", cause.to_string().trim_end_matches('.')).into(),
            remedy: "Look the devices up in EnOS by their keys before anything is sent again."
                .into(),
        },
    }
}

/// What EnOS accepts in a field; source: the limits page and the API FAQ.
fn remedy(field: &Field) -> &'static str {
    match field {
        Field::ProductKey => "Choose the product from the list.",
        Field::Name | Field::Locale(_) => {
            "Give a name of 1 to 64 characters without < > ; @ * % & \\ and /."
        }
        Field::Timezone => {
            "Give an offset such as +08:00, or a name such as Asia/Shanghai from the list."
        }
        Field::DeviceKey => "Give a key of 4 to 64 letters, digits, '-', '_' and '.'.",
        Field::Desc => "Shorten the description to 512 characters or leave it out.",
        Field::Attribute(_) | Field::AttributePart(..) => {
            "Compare the value with what the product's thing model wants."
        }
        Field::Tags | Field::Tag(_) => {
            "Tags: at most 100; keys of up to 50 letters, digits, '_', '-' and '/'; values of up to \
             200 characters without blanks at the ends."
        }
    }
}

#[cfg(test)]
mod tests;
