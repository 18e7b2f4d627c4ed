//! From words to an expression, by recursive descent.

use std::collections::HashSet;
use std::iter::Peekable;
use std::vec::IntoIter;

use super::lexer::{Token, tokens};
use super::{Expression, Operator};

/// How deep parentheses may be nested, so that no expression exhausts the stack.
const DEPTH: usize = 64;

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
        Some(token) => Err(format!("{} is not expected", show(&token))),
    }
}

struct Parser {
    tokens: Peekable<IntoIter<Token>>,
    operators: fn(&str) -> &'static [Operator],
    depth: usize,
}

impl Parser {
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
        while self.tokens.next_if(|token| token.is(keyword)).is_some() {
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
            Some(Token::Sign("(")) => {
                self.depth = self.depth.saturating_add(1);
                if self.depth > DEPTH {
                    return Err(format!("more than {DEPTH} parentheses are nested"));
                }
                let inner = self.any()?;
                self.expect(")")?;
                self.depth = self.depth.saturating_sub(1);
                Ok(inner)
            }
            Some(word) if word.is("not") => match self.tokens.next() {
                Some(word) if word.is("exists") => self.existence(Operator::Missing),
                _ => Err("not is only for exists".to_owned()),
            },
            Some(word) if word.is("exists") => self.existence(Operator::Exists),
            Some(Token::Word(field)) => self.comparison(field),
            Some(token) => Err(format!("a field is expected, not {}", show(&token))),
            None => Err("it ends too early".to_owned()),
        }
    }

    /// `(field)` after `exists`.
    fn existence(&mut self, operator: Operator) -> Result<Expression, String> {
        self.expect("(")?;
        let Some(Token::Word(field)) = self.tokens.next() else {
            return Err("exists needs a field".to_owned());
        };
        self.expect(")")?;
        self.test(field, operator, HashSet::new())
    }

    /// An operator and its text or texts after a field.
    fn comparison(&mut self, field: String) -> Result<Expression, String> {
        let operator = match self.tokens.next() {
            Some(Token::Sign("=")) => Operator::Equals,
            Some(Token::Sign("!=")) => Operator::Differs,
            Some(word) if word.is("like") => Operator::Like,
            Some(word) if word.is("in") => Operator::In,
            _ => return Err(format!("{field} needs an operator: = != in like")),
        };
        let several = operator == Operator::In;
        if several {
            self.expect("(")?;
        }
        let mut texts = HashSet::from([self.text()?]);
        while several && self.tokens.next_if_eq(&Token::Sign(",")).is_some() {
            texts.insert(self.text()?);
        }
        if several {
            self.expect(")")?;
        }
        self.test(field, operator, texts)
    }

    fn test(
        &self,
        field: String,
        operator: Operator,
        texts: HashSet<String>,
    ) -> Result<Expression, String> {
        let allowed = (self.operators)(&field);
        let asked = match operator {
            Operator::Missing => Operator::Exists,
            other => other,
        };
        if allowed.is_empty() {
            Err(format!("there is no field {field}"))
        } else if allowed.contains(&asked) {
            Ok(Expression::Test(field, operator, texts))
        } else {
            Err(format!("{field} does not take this operator"))
        }
    }

    fn text(&mut self) -> Result<String, String> {
        match self.tokens.next() {
            Some(Token::Text(text)) => Ok(text),
            Some(token) => Err(format!(
                "a text in quotes is expected, not {}",
                show(&token)
            )),
            None => Err("a text in quotes is expected".to_owned()),
        }
    }

    fn expect(&mut self, sign: &'static str) -> Result<(), String> {
        let found = self.tokens.next_if_eq(&Token::Sign(sign));
        found.map(drop).ok_or_else(|| format!("{sign} is expected"))
    }
}

fn show(token: &Token) -> &str {
    match token {
        Token::Word(text) | Token::Text(text) => text,
        Token::Sign(sign) => sign,
    }
}
