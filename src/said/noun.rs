//! Numbers, and what is counted.

use std::fmt;

use super::{Said, say};

/// What is counted: `1 device`, `2 devices`, `2 台设备`; made by [`noun!`](crate::noun).
#[derive(Clone, Copy, Debug)]
pub struct Noun {
    one: &'static str,
    many: &'static str,
    /// With its measure word.
    zh: &'static str,
}

impl Noun {
    /// See [`noun!`](crate::noun).
    #[must_use]
    pub const fn new(one: &'static str, many: &'static str, zh: &'static str) -> Self {
        Self { one, many, zh }
    }

    /// So many of it.
    #[must_use]
    pub fn count(self, count: impl fmt::Display) -> Said {
        let count = grouped(count);
        let noun = if count == "1" { self.one } else { self.many };
        let noun = Said::pair(noun, self.zh);
        say!("{count} {noun}", "{count} {noun}", noun)
    }
}

/// A number with its thousands apart: `3,112`.
pub fn grouped(number: impl fmt::Display) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// A noun with its plural and its Chinese, measure word included: `noun!("device", "devices", "台设备")`; `.count(2)`
/// says how many. Both English forms are written out.
#[macro_export]
macro_rules! noun {
    ($one:literal, $many:literal, $zh:literal) => {
        $crate::said::Noun::new($one, $many, $zh)
    };
}
