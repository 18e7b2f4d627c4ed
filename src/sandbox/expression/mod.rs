//! Search expressions: parsed once, then asked of every row.
//!
//! The grammar is the one seen in the search pages and in Envision's own sample code:
//! `and`, `or`, parentheses, `=`, `!=`, `in (…)`, `like`, `exists(…)`, `not exists(…)`, and texts in
//! single or double quotes. How a quote is escaped is not public, so there is no escape.

use std::collections::HashSet;

use serde_json::Value;

use super::json::Members as _;
use super::reply::Refusal;

mod parser;
#[cfg(test)]
mod tests;

/// Reads the `expression` of a search; one that is not given matches everything.
pub(super) fn read(
    body: &Value,
    operators: fn(&str) -> &'static [Operator],
) -> Result<Expression, Refusal> {
    let source = body.optional("expression", "a string", Value::as_str)?;
    parser::parse(source.unwrap_or_default(), operators)
        .map_err(|text| Refusal::invalid("expression", &text))
}

/// What a field can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Equals,
    Differs,
    In,
    Like,
    Exists,
    /// Allowed wherever [`Operator::Exists`] is.
    Missing,
}

/// A parsed expression.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Expression {
    /// All of them; true when there are none.
    And(Vec<Expression>),
    /// Any of them.
    Or(Vec<Expression>),
    /// What is asked of one field, and the texts it is compared with: one, for `in` any number, else none.
    Test(String, Operator, HashSet<String>),
}

impl Expression {
    /// Whether a row matches; `field` gives the row's value, or nothing when it has none.
    pub(super) fn matches<'a>(&self, field: &dyn Fn(&str) -> Option<&'a str>) -> bool {
        match self {
            Self::And(parts) => parts.iter().all(|part| part.matches(field)),
            Self::Or(parts) => parts.iter().any(|part| part.matches(field)),
            Self::Test(name, operator, texts) => {
                let value = field(name);
                let listed = || value.is_some_and(|value| texts.contains(value));
                let alike = |value: &str| texts.iter().any(|part| value.contains(part.as_str()));
                match operator {
                    Operator::Equals | Operator::In => listed(),
                    Operator::Differs => !listed(),
                    Operator::Like => value.is_some_and(alike),
                    Operator::Exists => value.is_some(),
                    Operator::Missing => value.is_none(),
                }
            }
        }
    }
}
