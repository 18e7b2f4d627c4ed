//! From a text to an expression, by recursive descent.

use std::collections::HashSet;
use std::iter::Peekable;
use std::vec::IntoIter;

use super::{Expression, Operator};

/// How deep parentheses may be nested, so that no expression exhausts the stack.
const DEPTH: usize = 64;

/// Takes an expression apart, texts with their quotes; the error says what cannot be read.
fn tokens(source: &str) -> Result<Vec<&str>, String> {
    let mut tokens = Vec::new();
    let mut rest = source.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '(' | ')' | ',' | '=' => Some(1),
            '!' if rest.starts_with("!=") => Some(2),
            '"' | '\'' => match rest.match_indices(first).nth(1) {
                None => return Err(format!("a text misses its closing {first}")),
                Some((last, quote)) => Some(last + quote.len()),
            },
            c if is_word(c) => Some(rest.find(|c| !is_word(c)).unwrap_or(rest.len())),
            _ => None,
        };
        let parts = end.and_then(|end| rest.split_at_checked(end));
        let (token, after) = parts.ok_or_else(|| format!("{first} is not understood"))?;
        tokens.push(token);
        rest = after.trim_start();
    }
    Ok(tokens)
}

/// Fields have dots; a tag's key may also have `-` and `/`.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '/')
}

/// Whether it is the keyword, in any case.
fn is(token: &str, keyword: &str) -> bool {
    token.eq_ignore_ascii_case(keyword)
}

/// What stands between the quotes of a text; nothing when the token is none.
fn unquoted(token: &str) -> Option<&str> {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| token.strip_prefix(quote)?.strip_suffix(quote))
}

fn show(token: &str) -> &str {
    unquoted(token).unwrap_or(token)
}

/// Parses an expression; a blank one matches everything.
///
/// `operators` gives what may be asked of a field, nothing for a field there is not.
/// The error says what is wrong, for a person.
pub(super) fn parse(
    source: &str,
    operators: fn(&str) -> &'static [Operator],
) -> Result<Expression, String> {
    let mut parser = Parser {
        tokens: tokens(source)?.into_iter().peekable(),
        operators,
        depth: 0,
    };
    if parser.tokens.peek().is_none() {
        return Ok(Expression::And(Vec::new()));
    }
    let expression = parser.any()?;
    match parser.tokens.next() {
        None => Ok(expression),
        Some(token) => Err(format!("{} is not expected", show(token))),
    }
}

struct Parser<'a> {
    tokens: Peekable<IntoIter<&'a str>>,
    operators: fn(&str) -> &'static [Operator],
    depth: usize,
}

impl Parser<'_> {
    /// `a or b or …`
    fn any(&mut self) -> Result<Expression, String> {
        self.joined("or", Self::all, Expression::Or)
    }

    /// `a and b and …`
    fn all(&mut self) -> Result<Expression, String> {
        self.joined("and", Self::one, Expression::And)
    }

    /// One part stays itself, several become one.
    fn joined(
        &mut self,
        keyword: &str,
        part: fn(&mut Self) -> Result<Expression, String>,
        join: fn(Vec<Expression>) -> Expression,
    ) -> Result<Expression, String> {
        let first = part(self)?;
        let mut rest = Vec::new();
        while self.tokens.next_if(|token| is(token, keyword)).is_some() {
            rest.push(part(self)?);
        }
        if rest.is_empty() {
            return Ok(first);
        }
        rest.insert(0, first);
        Ok(join(rest))
    }

    /// A test, or an expression in parentheses.
    fn one(&mut self) -> Result<Expression, String> {
        match self.tokens.next() {
            Some("(") => {
                self.depth = self.depth.saturating_add(1);
                if self.depth > DEPTH {
                    return Err(format!("more than {DEPTH} parentheses are nested"));
                }
                let inner = self.any()?;
                self.expect(")")?;
                self.depth = self.depth.saturating_sub(1);
                Ok(inner)
            }
            Some(word) if is(word, "not") => match self.tokens.next() {
                Some(word) if is(word, "exists") => self.existence(Operator::Missing),
                _ => Err("not is only for exists".to_owned()),
            },
            Some(word) if is(word, "exists") => self.existence(Operator::Exists),
            Some(field) if field.starts_with(is_word) => self.comparison(field),
            Some(token) => Err(format!("a field is expected, not {}", show(token))),
            None => Err("it ends too early".to_owned()),
        }
    }

    /// `(field)` after `exists`.
    fn existence(&mut self, operator: Operator) -> Result<Expression, String> {
        self.expect("(")?;
        let field = self.tokens.next_if(|token| token.starts_with(is_word));
        let field = field.ok_or("exists needs a field")?;
        self.expect(")")?;
        self.test(field, operator, HashSet::new())
    }

    /// An operator and its text or texts after a field.
    fn comparison(&mut self, field: &str) -> Result<Expression, String> {
        let operator = match self.tokens.next() {
            Some("=") => Operator::Equals,
            Some("!=") => Operator::Differs,
            Some(word) if is(word, "like") => Operator::Like,
            Some(word) if is(word, "in") => Operator::In,
            _ => return Err(format!("{field} needs an operator: = != in like")),
        };
        let several = operator == Operator::In;
        if several {
            self.expect("(")?;
        }
        let mut texts = HashSet::from([self.text()?]);
        while several && self.tokens.next_if_eq(&",").is_some() {
            texts.insert(self.text()?);
        }
        if several {
            self.expect(")")?;
        }
        self.test(field, operator, texts)
    }

    fn test(
        &self,
        field: &str,
        operator: Operator,
        texts: HashSet<String>,
    ) -> Result<Expression, String> {
        let allowed = (self.operators)(field);
        let asked = match operator {
            Operator::Missing => Operator::Exists,
            other => other,
        };
        if allowed.is_empty() {
            Err(format!("there is no field {field}"))
        } else if allowed.contains(&asked) {
            Ok(Expression::Test(field.to_owned(), operator, texts))
        } else {
            Err(format!("{field} does not take this operator"))
        }
    }

    fn text(&mut self) -> Result<String, String> {
        const EXPECTED: &str = "a text in quotes is expected";
        let token = self.tokens.next().ok_or(EXPECTED)?;
        let text = unquoted(token).ok_or_else(|| format!("{EXPECTED}, not {token}"))?;
        Ok(text.to_owned())
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        let found = self.tokens.next_if_eq(&sign);
        found.map(drop).ok_or_else(|| format!("{sign} is expected"))
    }
}
