//! The rules for attribute values that are texts: STRING, DATE and FILE.

use super::super::flaw::{Authority, Flaw, Misfit, Part};
use super::super::text::length;
use super::super::typed;
use super::findings::Findings;
use super::keys;
use crate::domain::Field;

/// The longest STRING when the model sets no limit, in UTF-16 units (limitations page 2.4.4).
const STRING_MAX: usize = 4000;

/// STRING: text no longer than the model says, else than the platform allows.
pub(super) fn check_string(field: &Field, max: Option<usize>, text: &str, found: &mut Findings) {
    let (most, by) = max.map_or((STRING_MAX, Authority::Enos), |max| (max, Authority::Model));
    found.within(field, Part::Text, length(text), 0..=most, by);
    if keys::is_scientific(text) {
        found.misfit(field, &text.into(), Misfit::Converted);
    }
    found.unseen(field, text);
}

/// DATE: `2019-05-06` in the API's sample; the console's documents write a time as well.
pub(super) fn check_date(field: &Field, text: &str, found: &mut Findings) {
    match (typed::date(text), typed::date_of_console(text)) {
        (Some(iso), _) if iso == text => {}
        (Some(iso), _) => {
            let (value, write) = (text.into(), iso.into());
            found.unsure(field, Flaw::Respell { value, write });
        }
        (None, Some(day)) => found.warning(field, Flaw::TimeOfDay { day }),
        (None, None) => found.misfit(field, &text.into(), Misfit::NoDay),
    }
}

/// FILE: the URL of a file; which schemes are taken is not documented.
pub(super) fn judge_url(url: &str) -> Option<Misfit> {
    let fits = url.split_once("://").is_some_and(|(scheme, rest)| {
        let scheme_fits = scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        !scheme.is_empty() && scheme_fits && !rest.is_empty()
    });
    (!fits || url.contains(char::is_whitespace)).then_some(Misfit::UnlikeUrl)
}
