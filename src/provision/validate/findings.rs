//! Where the rules put what they find.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::super::flaw::{Authority, Flaw, Knower, Misfit, Part};
use super::super::text::{is_invisible, nearest};
use super::super::{Problem, Rules};
use crate::domain::{Field, number};

/// The problems of one device, in the order found.
pub(super) struct Findings {
    rules: Rules,
    pub(super) problems: Vec<Problem>,
}

impl Findings {
    pub(super) fn new(rules: Rules) -> Self {
        Self {
            rules,
            problems: Vec::new(),
        }
    }

    /// A documented rule is broken.
    pub(super) fn error(&mut self, field: &Field, flaw: Flaw) {
        self.problems.push(Problem::error(field.clone(), flaw));
    }

    /// The documentation does not say that this is refused.
    pub(super) fn warning(&mut self, field: &Field, flaw: Flaw) {
        self.problems.push(Problem::warning(field.clone(), flaw));
    }

    /// The documentation says what is right but not for certain what becomes of anything else.
    pub(super) fn unsure(&mut self, field: &Field, flaw: Flaw) {
        self.problems.push(self.rules.unsure(field.clone(), flaw));
    }

    /// A value is not what it should be.
    pub(super) fn misfit(&mut self, field: &Field, value: &Value, why: Misfit) {
        let value = value.clone();
        let add = if why.is_doubt() {
            Self::warning
        } else {
            Self::unsure
        };
        add(self, field, Flaw::Misfit { value, why });
    }

    /// A value is what it should be but for its spelling.
    pub(super) fn respell(&mut self, field: &Field, value: &Value, write: Value) {
        let value = value.clone();
        self.unsure(field, Flaw::Respell { value, write });
    }

    /// A name that is none of those `known`.
    pub(super) fn unknown<'a>(
        &mut self,
        field: &Field,
        name: &str,
        to: Knower,
        known: impl Iterator<Item = &'a str>,
    ) {
        let flaw = Flaw::Unknown {
            name: name.to_owned(),
            to,
            meant: nearest(name, known).map(str::to_owned),
        };
        self.unsure(field, flaw);
    }

    /// A limit to the size of something.
    pub(super) fn within(
        &mut self,
        field: &Field,
        of: Part,
        size: usize,
        limits: RangeInclusive<usize>,
        by: Authority,
    ) {
        if limits.contains(&size) {
            return;
        }
        let (least, most) = limits.into_inner();
        let flaw = Flaw::Size {
            of,
            size,
            least,
            most,
            by,
        };
        match by {
            Authority::Analogy => self.warning(field, flaw),
            Authority::Enos | Authority::Model => self.error(field, flaw),
        }
    }

    /// What the eye does not see in a text: white space at the ends, invisible characters.
    /// Legal as far as documented, yet hardly ever meant, and it makes a text unfindable.
    pub(super) fn unseen(&mut self, field: &Field, text: &str) {
        if text.trim() != text {
            self.warning(field, Flaw::OuterSpace { of: Part::Text });
        }
        self.invisible(field, text);
    }

    /// The part of [`Self::unseen`] that is about invisible characters. Line breaks and tabs are
    /// visible enough.
    pub(super) fn invisible(&mut self, field: &Field, text: &str) {
        let unseen = |character: char| is_invisible(character) && !"\n\r\t".contains(character);
        if let Some((at, character)) = text.chars().enumerate().find(|(_, one)| unseen(*one)) {
            let at = number(at);
            self.warning(field, Flaw::Invisible { character, at });
        }
    }
}
