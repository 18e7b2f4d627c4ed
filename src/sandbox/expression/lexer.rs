//! The words of an expression.

/// One word, sign or text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A field or a keyword.
    Word(String),
    /// What stood between quotes.
    Text(String),
    /// `(`, `)`, `,`, `=` or `!=`.
    Sign(&'static str),
}

impl Token {
    /// Whether this is the keyword, in any case.
    pub(super) fn is(&self, keyword: &str) -> bool {
        matches!(self, Self::Word(word) if word.eq_ignore_ascii_case(keyword))
    }
}

/// Takes an expression apart; the error says what cannot be read.
pub(super) fn tokens(source: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut chars = source.chars().peekable();
    while let Some(first) = chars.next() {
        tokens.push(match first {
            c if c.is_whitespace() => continue,
            '(' => Token::Sign("("),
            ')' => Token::Sign(")"),
            ',' => Token::Sign(","),
            '=' => Token::Sign("="),
            '!' if chars.next_if_eq(&'=').is_some() => Token::Sign("!="),
            quote @ ('"' | '\'') => {
                let mut text = String::new();
                loop {
                    match chars.next() {
                        None => return Err(format!("a text misses its closing {quote}")),
                        Some(c) if c == quote => break,
                        Some(c) => text.push(c),
                    }
                }
                Token::Text(text)
            }
            c if is_word(c) => {
                let mut word = String::from(c);
                while let Some(c) = chars.next_if(|c| is_word(*c)) {
                    word.push(c);
                }
                Token::Word(word)
            }
            other => return Err(format!("{other} is not understood")),
        });
    }
    Ok(tokens)
}

/// Fields have dots; a tag's key may also have `-` and `/`.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '/')
}
