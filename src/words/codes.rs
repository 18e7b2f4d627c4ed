//! What a failure means, and what to do about it: by EnOS's code, by HTTP status, by what happened.

mod http;
mod own;
mod platform;
mod table;

use crate::domain::Fault;
use crate::said::Said;

/// What there is to say of a failure to the person who has to do something about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// EnOS's own words where it has any, else a short name.
    pub title: Said,
    /// What it says, in one sentence.
    pub meaning: Said,
    /// What to do next, in one sentence.
    pub remedy: Said,
}

/// What EnOS's `code` means.
#[must_use]
pub fn code(code: i64) -> Option<&'static Explanation> {
    find(&table::CODES, code).or_else(|| find(&platform::CODES, code))
}

/// Every code, in ascending order.
pub fn all() -> impl Iterator<Item = (i64, &'static Explanation)> {
    let codes = table::CODES.iter().chain(&platform::CODES);
    codes.map(|(code, means)| (*code, means))
}

/// What an HTTP status means that came without one of EnOS's codes.
#[must_use]
pub fn http(status: u16) -> Option<&'static Explanation> {
    find(&http::STATUSES, i64::from(status))
}

/// Every HTTP status, in ascending order.
pub fn all_http() -> impl Iterator<Item = (i64, &'static Explanation)> {
    http::STATUSES.iter().map(|(code, means)| (*code, means))
}

/// What is known of a fault apart from EnOS's codes.
pub(super) fn known(of: &Fault) -> Explanation {
    let by_status = of.status().and_then(http);
    by_status.cloned().unwrap_or_else(|| own::known(of))
}

/// The next step where nothing has been submitted yet.
pub(super) fn advice(of: &Fault) -> Said {
    let known = match (of, of.code()) {
        (_, Some(number)) => code(number),
        (Fault::Credentials(_), None) => http(401),
        (Fault::Denied(_), None) => http(403),
        (Fault::Http { status, .. }, None) if *status < 500 => http(*status),
        _ => None,
    };
    known.map_or_else(|| own::advice(of), |known| known.remedy.clone())
}

const fn entry(code: i64, title: Said, meaning: Said, remedy: Said) -> (i64, Explanation) {
    let means = Explanation {
        title,
        meaning,
        remedy,
    };
    (code, means)
}

fn find(sorted: &'static [(i64, Explanation)], code: i64) -> Option<&'static Explanation> {
    let index = sorted.binary_search_by_key(&code, |(code, _)| *code).ok()?;
    sorted.get(index).map(|(_, means)| means)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enos::codes;
    use crate::said::Lang;

    #[test]
    fn every_code_and_status_is_explained_and_no_other() {
        let codes = codes::all().map(|code| code.code);
        assert!(codes.eq(all().map(|(code, _)| code)));
        let statuses = codes::all_http().iter().map(|status| status.code);
        assert!(statuses.eq(all_http().map(|(code, _)| code)));
    }

    #[test]
    fn every_explanation_says_something_in_whole_sentences() {
        for (code, means) in all().chain(all_http()) {
            assert!(!means.title.is_empty());
            for sentence in [&means.meaning, &means.remedy] {
                let sentence = sentence.to(Lang::En);
                assert!(sentence.ends_with('.'), "{code}: {sentence}");
                assert!(sentence.len() > 10, "{code}: {sentence}");
            }
        }
    }
}
