//! What a failure means to the person who has to do something about it.

use super::blamed_field;
use super::codes::own::BY_WORDS;
use super::codes::{self, Code};
use crate::domain::{Failure, Field};

/// A failure in words for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Its name, a few words.
    pub title: String,
    /// What it says, in one sentence.
    pub meaning: String,
    /// What to do next, in one sentence.
    pub remedy: String,
}

impl From<&Code> for Explanation {
    fn from(code: &Code) -> Self {
        Self::of(code.title, code.meaning, code.remedy)
    }
}

impl Explanation {
    fn of(title: &str, meaning: &str, remedy: &str) -> Self {
        Self {
            title: title.to_owned(),
            meaning: meaning.to_owned(),
            remedy: remedy.to_owned(),
        }
    }
}

/// The code of a failure, or the one its words stand for where a failed item carries −1.
#[must_use]
pub fn meant_code(failure: &Failure) -> Option<i64> {
    match failure.code {
        Some(-1) => code_of_words(&failure.msg).or(Some(-1)),
        code => code,
    }
}

/// Explains any failure: by its code, by the field it names, and where the code says nothing
/// (−1, none) by its words.
#[must_use]
pub fn explain(failure: &Failure) -> Explanation {
    let Some(code) = meant_code(failure) else {
        return explain_own(&failure.msg);
    };
    let Some(known) = codes::code(code) else {
        return Explanation {
            title: format!("Code {code}"),
            meaning: format!(
                "EnOS's public documentation does not list this code; it says: {}.",
                failure.msg.trim_end_matches('.')
            ),
            remedy: "Read EnOS's words; if they do not help, give EnOS support the code and the \
                     request id."
                .to_owned(),
        };
    };
    match blamed_field(failure) {
        Some(field) if matches!(code, -1 | 12_958 | 99_400) => Explanation {
            title: known.title.to_owned(),
            meaning: format!("EnOS did not accept {field}."),
            remedy: remedy(&field).to_owned(),
        },
        _ => known.into(),
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

/// The code that EnOS's words stand for, since a failed item may carry −1 in its place.
fn code_of_words(msg: &str) -> Option<i64> {
    let msg = msg.to_lowercase();
    let says = |words: &str| msg.contains(words);
    let absent = says("not found") || says("not exist") || says("cannot be found");
    let family = FAMILY_WORDS.iter().find(|(words, _)| says(words));
    let code = if let Some((_, code)) = family {
        *code
    } else if says("invalid argument") {
        99_400
    } else if says("devicekey exist") || says("devicekey already exist") {
        11_702
    } else if says("generate devicekey") {
        11_714
    } else if says("exceed") && says("device size") {
        11_739
    } else if says("public key") {
        11_858
    } else if says("verification fail") || says("validate fail") {
        12_958
    } else if says("denied resource") {
        99_403
    } else if absent {
        99_404
    } else if says("internal server error") {
        99_500
    } else {
        return None;
    };
    Some(code)
}

/// The texts of the family of codes, as its error table has them.
const FAMILY_WORDS: [(&str, i64); 16] = [
    ("unauthenticated", 99_401),
    ("app timestamp checked fail", 99_497),
    ("app signature checked fail", 99_497),
    ("app resource permission denied", 99_498),
    ("app api permission denied", 99_498),
    ("permission denied", 99_403),
    ("method not allowed", 99_405),
    ("request body too large", 99_413),
    ("parameter out of range", 99_415),
    ("resource exhausted", 99_429),
    ("result size too large", 99_430),
    ("not implemented", 99_501),
    ("service unavailable", 99_503),
    ("service timeout", 99_504),
    ("unsupported operation", 99_601),
    ("client error", 99_499),
];

/// Failures without a code are told in the words of [`Fault`](super::Fault).
fn explain_own(msg: &str) -> Explanation {
    if let Some(status) = http_status(msg)
        && let Some(known) = codes::http(status)
    {
        return known.into();
    }
    let known = BY_WORDS.iter().find(|own| msg.starts_with(own.begins));
    match known {
        Some(own) => Explanation::of(own.title, own.meaning, own.remedy),
        None => Explanation::of(
            "No answer from EnOS",
            &format!("{}.", msg.trim_end_matches('.')),
            "Look the devices up in EnOS by their keys before anything is sent again.",
        ),
    }
}

fn http_status(msg: &str) -> Option<u16> {
    let after = msg.strip_prefix("the gateway answered HTTP ");
    let end = || msg.strip_suffix(')')?.rsplit('(').next();
    after
        .and_then(|rest| rest.split(':').next())
        .or_else(end)?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests;
