//! The catalogue of EnOS's codes: what follows from each. What they mean to people stands in `words/`.

mod http;
mod table;

use crate::domain::{Again, Follows, Whose};

/// One code of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// EnOS's code, or an HTTP status.
    pub code: i64,
    /// What follows from it, for whoever asked.
    pub follows: Follows,
}

/// What is known about EnOS's `code`.
#[must_use]
pub fn code(code: i64) -> Option<&'static Code> {
    find(&table::CODES, code)
}

/// Every code, in ascending order.
#[cfg(test)]
pub(crate) fn all() -> impl Iterator<Item = &'static Code> {
    table::CODES.iter()
}

/// What is known about an HTTP status that came without one of EnOS's codes.
#[must_use]
pub fn http(status: u16) -> Option<&'static Code> {
    find(all_http(), i64::from(status))
}

/// Every HTTP status, in ascending order.
#[must_use]
pub(crate) fn all_http() -> &'static [Code] {
    &http::STATUSES
}

// What follows, where several codes have it in common.
const ROW: Follows = Follows::refused(Whose::Row);
const PRODUCT: Follows = Follows::refused(Whose::Product);
const SIZE: Follows = Follows::refused(Whose::Size);
const CREDENTIALS: Follows = Follows::refused(Whose::Credentials);
pub(super) const RIGHTS: Follows = Follows::refused(Whose::Rights);
const CONNECTION: Follows = Follows::refused(Whose::Connection);
pub(super) const TOKEN: Follows = Follows::passing(Again::SignedIn, Whose::Credentials);
const BUSY: Follows = Follows::passing(Again::Later, Whose::Gateway);
const STRANGE: Follows = Follows::passing(Again::Later, Whose::Answerer);
const DOUBT: Follows = Follows::doubt(Whose::Gateway);
const DOUBTED: Follows = Follows::doubt(Whose::Answerer);
/// Of a success that lacks what it should bring.
const DONE: Follows = DOUBT;

/// Whether no document says what `code` means for a whole request: −1 is documented for items alone.
#[must_use]
pub fn is_odd(code: i64) -> bool {
    code == -1 || is_odd_of_item(code)
}

/// Whether no document says what `code` means for an item.
#[must_use]
pub fn is_odd_of_item(code: i64) -> bool {
    self::code(code).is_none()
}

/// What follows when EnOS refuses a whole request with `code`; an odd one says nothing about how far EnOS got.
#[must_use]
pub fn of_request(code: i64) -> Follows {
    let known = self::code(code).filter(|_| !is_odd(code));
    known.map_or(DOUBT, |known| known.follows)
}

/// What follows when EnOS refuses one item with `code`: any code but 0 is a failure (Batch Create Devices
/// V2.4), but what one that nobody knows says of the device has to be looked up.
#[must_use]
pub fn of_item(code: i64) -> Follows {
    self::code(code).map_or(DOUBT, |known| known.follows)
}

/// The statuses of a request that came no further than HTTP itself, by its method, its size, its framing or its way
/// (RFC 9110, 6585, 7725, 8470), apart from those of the catalogue. What an application may also say after it has acted
/// (302 and 303 send to a result, 409 and 422 may be about one row of many) is none of them.
const REFUSALS: [u16; 14] = [
    307, 308, 405, 407, 411, 414, 415, 417, 421, 425, 426, 431, 451, 511,
];

/// What follows from an HTTP status without one of EnOS's codes. What is not known to be a refusal, or was invented by
/// a proxy (499), says nothing about how far the request got.
#[must_use]
pub fn of_status(status: u16) -> Follows {
    match http(status) {
        Some(known) => known.follows,
        None if REFUSALS.contains(&status) => STRANGE,
        None => DOUBTED,
    }
}

const fn entry(code: i64, follows: Follows) -> Code {
    Code { code, follows }
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
    use crate::domain::Acted;

    #[test]
    fn both_tables_are_in_order_so_that_every_entry_is_found() {
        assert!(all().is_sorted_by(|a, b| a.code < b.code));
        assert!(all_http().is_sorted_by(|a, b| a.code < b.code));
        assert!(all().all(|entry| code(entry.code) == Some(entry)));
        assert!(code(11_703).is_none());
    }

    #[test]
    fn the_documented_codes_are_there() {
        let documented = [
            0, 1001, 1002, 1003, 1004, 1005, 1202, 1203, 1204, 4011, 4012, 11404, 11611, 11702,
            11705, 11714, 11739, 11858, 12958, 99206, 99400, 99401, 99403, 99404, 99405, 99409,
            99413, 99415, 99429, 99430, 99497, 99498, 99499, 99500, 99501, 99503, 99504, 99601,
            99701, 99702,
        ];
        for documented in documented {
            assert!(code(documented).is_some(), "{documented}");
        }
        for status in [400, 401, 403, 404, 413, 429, 500, 502, 503, 504] {
            assert!(http(status).is_some(), "{status}");
        }
    }

    /// Letters for (acted, again, whose), as the reference (12.1) has them.
    fn told(follows: Follows) -> (Acted, Again, Whose) {
        (follows.acted, follows.again, follows.whose)
    }

    #[test]
    fn the_family_means_what_its_numbers_say() {
        use Again::{Later, Never, SignedIn};
        use Whose::{Connection, Credentials, Gateway, Product, Rights, Row, RowOrSize, Size};
        for (code, again, whose) in [
            (99_400, Never, RowOrSize),
            (99_401, SignedIn, Credentials),
            (99_403, Never, Rights),
            (99_404, Never, Product),
            (99_405, Never, Connection),
            (99_409, Never, Row),
            (99_413, Never, Size),
            (99_415, Never, Row),
            (99_429, Later, Gateway),
            (99_497, Never, Credentials),
            (99_498, Never, Rights),
            (99_499, Never, Row),
            (99_501, Never, Connection),
            (99_601, Never, Row),
        ] {
            assert_eq!(told(of_request(code)), (Acted::No, again, whose), "{code}");
            assert_eq!(told(of_item(code)), (Acted::No, again, whose), "{code}");
        }
        for code in [99_206, 99_430, 99_500, 99_503, 99_504, 99_701, 99_702] {
            assert_eq!(of_request(code).acted, Acted::Perhaps, "{code}");
            assert_eq!(of_item(code).acted, Acted::Perhaps, "{code}");
        }
    }

    #[test]
    fn what_nobody_knows_is_a_doubt() {
        for code in [
            -7,
            1,
            12_345,
            99_408,
            99_422,
            99_502,
            99_650,
            99_999,
            i64::MAX,
        ] {
            assert_eq!(of_request(code).acted, Acted::Perhaps, "{code}");
            assert_eq!(of_item(code).acted, Acted::Perhaps, "{code}");
        }
        // Documented for items, and for nothing else.
        assert_eq!(of_request(-1).acted, Acted::Perhaps);
        assert_eq!(of_item(-1).acted, Acted::No);
        for status in [
            100, 204, 206, 300, 301, 302, 303, 304, 402, 406, 408, 409, 410, 412, 418, 422, 424,
            444, 499, 500, 502, 520, 599, 999,
        ] {
            assert_eq!(of_status(status).acted, Acted::Perhaps, "{status}");
        }
        for status in [307, 308, 400, 401, 403, 404, 405, 413, 415, 429, 451, 511] {
            assert_eq!(of_status(status).acted, Acted::No, "{status}");
        }
    }
}
