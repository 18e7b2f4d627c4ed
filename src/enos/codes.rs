//! The catalogue of EnOS's codes: what each means and what to do about it.

mod http;
mod table;

/// One code of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// EnOS's code, or an HTTP status.
    pub code: i64,
    /// EnOS's own words where it has any, else a short name.
    pub title: &'static str,
    /// What it says, in one sentence.
    pub meaning: &'static str,
    /// What to do next, in one sentence.
    pub remedy: &'static str,
}

/// What is known about EnOS's `code`.
#[must_use]
pub fn code(code: i64) -> Option<&'static Code> {
    find(all(), code)
}

/// Every code, in ascending order.
#[must_use]
pub fn all() -> &'static [Code] {
    &table::CODES
}

/// What is known about an HTTP status that came without one of EnOS's codes.
#[must_use]
pub fn http(status: u16) -> Option<&'static Code> {
    find(all_http(), i64::from(status))
}

/// Every HTTP status, in ascending order.
#[must_use]
pub fn all_http() -> &'static [Code] {
    &http::STATUSES
}

const fn entry(
    code: i64,
    title: &'static str,
    meaning: &'static str,
    remedy: &'static str,
) -> Code {
    Code {
        code,
        title,
        meaning,
        remedy,
    }
}

fn find(sorted: &'static [Code], code: i64) -> Option<&'static Code> {
    let index = sorted
        .binary_search_by_key(&code, |entry| entry.code)
        .ok()?;
    sorted.get(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tables_are_in_order_so_that_every_entry_is_found() {
        for table in [all(), all_http()] {
            assert!(table.is_sorted_by(|a, b| a.code < b.code));
        }
        assert!(all().iter().all(|entry| code(entry.code) == Some(entry)));
        assert!(code(11_703).is_none());
    }

    #[test]
    fn the_documented_codes_are_there() {
        let documented = [
            0, 1001, 1002, 1003, 1004, 1005, 1202, 1203, 1204, 4011, 4012, 11404, 11611, 11619,
            11651, 11699, 11702, 11704, 11714, 11738, 11739, 11794, 11795, 11810, 11833, 11858,
            11888, 11900, 11902, 11904, 11915, 12958, 17404, 17558, 17752, 17762, 17764, 17766,
            17770, 17772, 17800, 80400, 80401, 80500, 99206, 99400, 99403, 99404, 99500,
        ];
        for documented in documented {
            assert!(code(documented).is_some(), "{documented}");
        }
        for status in [400, 401, 403, 404, 413, 429, 500, 502, 503, 504] {
            assert!(http(status).is_some(), "{status}");
        }
    }

    #[test]
    fn every_entry_says_something_in_whole_sentences() {
        for entry in all().iter().chain(all_http()) {
            assert!(!entry.title.is_empty());
            for sentence in [entry.meaning, entry.remedy] {
                assert!(sentence.ends_with('.'), "{}: {sentence}", entry.code);
                assert!(sentence.len() > 10, "{}: {sentence}", entry.code);
            }
        }
    }
}
