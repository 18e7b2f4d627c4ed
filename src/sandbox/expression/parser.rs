//! From words to an expression, by recursive descent.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::lexer::{Token, tokens};
use super::{Expression, Operator, Test};

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
        let first = self.all()?;
        let rest = self.further("or", Self::all)?;
        Ok(joined(first, rest, Expression::Or))
    }

    /// `a and b and …`
    fn all(&mut self) -> Result<Expression, String> {
        let first = self.one()?;
        let rest = self.further("and", Self::one)?;
        Ok(joined(first, rest, Expression::And))
    }

    fn further(
        &mut self,
        keyword: &str,
        part: fn(&mut Self) -> Result<Expression, String>,
    ) -> Result<Vec<Expression>, String> {
        let mut parts = Vec::new();
        while self.tokens.next_if(|token| token.is(keyword)).is_some() {
            parts.push(part(self)?);
        }
        Ok(parts)
    }

    /// A test, or an expression in parentheses.
    fn one(&mut self) -> Result<Expression, String> {
        match self.tokens.next() {
            Some(Token::Open) => {
                self.depth = self.depth.saturating_add(1);
                if self.depth > DEPTH {
                    return Err(format!("more than {DEPTH} parentheses are nested"));
                }
                let inner = self.any()?;
                self.expect(&Token::Close)?;
                self.depth = self.depth.saturating_sub(1);
                Ok(inner)
            }
            Some(word) if word.is("not") => match self.tokens.next() {
                Some(word) if word.is("exists") => self.existence(Test::Missing),
                _ => Err("not is only for exists".to_owned()),
            },
            Some(word) if word.is("exists") => self.existence(Test::Exists),
            Some(Token::Word(field)) => self.comparison(field),
            Some(token) => Err(format!("a field is expected, not {}", show(&token))),
            None => Err("it ends too early".to_owned()),
        }
    }

    /// `(field)` after `exists`.
    fn existence(&mut self, test: Test) -> Result<Expression, String> {
        self.expect(&Token::Open)?;
        let Some(Token::Word(field)) = self.tokens.next() else {
            return Err("exists needs a field".to_owned());
        };
        self.expect(&Token::Close)?;
        self.test(field, Operator::Exists, test)
    }

    /// An operator and its text or texts after a field.
    fn comparison(&mut self, field: String) -> Result<Expression, String> {
        let (operator, test) = match self.tokens.next() {
            Some(Token::Equals) => (Operator::Equals, Test::Equals(self.text()?)),
            Some(Token::Differs) => (Operator::Differs, Test::Differs(self.text()?)),
            Some(word) if word.is("like") => (Operator::Like, Test::Like(self.text()?)),
            Some(word) if word.is("in") => {
                self.expect(&Token::Open)?;
                let mut texts = vec![self.text()?];
                while self.tokens.next_if_eq(&Token::Comma).is_some() {
                    texts.push(self.text()?);
                }
                self.expect(&Token::Close)?;
                (Operator::In, Test::In(texts.into_iter().collect()))
            }
            _ => return Err(format!("{field} needs an operator: = != in like")),
        };
        self.test(field, operator, test)
    }

    fn test(&self, field: String, operator: Operator, test: Test) -> Result<Expression, String> {
        let allowed = (self.operators)(&field);
        if allowed.is_empty() {
            Err(format!("there is no field {field}"))
        } else if allowed.contains(&operator) {
            Ok(Expression::Test(field, test))
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

    fn expect(&mut self, wanted: &Token) -> Result<(), String> {
        match self.tokens.next_if_eq(wanted) {
            Some(_) => Ok(()),
            None => Err(format!("{} is expected", show(wanted))),
        }
    }
}

/// One part stays itself, several become one.
fn joined(
    first: Expression,
    mut rest: Vec<Expression>,
    join: fn(Vec<Expression>) -> Expression,
) -> Expression {
    if rest.is_empty() {
        return first;
    }
    rest.insert(0, first);
    join(rest)
}

fn show(token: &Token) -> &str {
    match token {
        Token::Word(text) | Token::Text(text) => text,
        Token::Open => "(",
        Token::Close => ")",
        Token::Comma => ",",
        Token::Equals => "=",
        Token::Differs => "!=",
    }
}
