//! The one form of what a person reads: a sentence holds every language, and the edge picks one.
//!
//! `say!("{n} left", "还剩 {n}")` is written in both languages at once; a missing one does not compile:
//!
//! ```compile_fail
//! enroll::say!("nothing left");
//! ```

mod lang;
mod noun;

use std::borrow::Cow;
use std::fmt;

pub use crate::{label, noun, pair, say};
pub use lang::Lang;
pub use noun::{Noun, grouped};

/// The text in a language; data has no Chinese, and is the same in every one.
fn told<'a>(en: &'a str, zh: Option<&'a str>, lang: Lang) -> Cow<'a, str> {
    match lang {
        Lang::En => Cow::Borrowed(en),
        Lang::Zh => Cow::Borrowed(zh.unwrap_or(en)),
        #[cfg(any(test, feature = "testing"))]
        Lang::Marked if zh.is_none() || en.is_empty() => Cow::Borrowed(en),
        // An ellipsis inside of a sentence is another sign, so that it is told from one that cuts off.
        #[cfg(any(test, feature = "testing"))]
        Lang::Marked => Cow::Owned(format!("⟦{}⟧", en.replace('…', "⋯"))),
    }
}

/// What is said, in every language. It shows itself in none before one is chosen, so it is no `Display`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Said {
    en: Cow<'static, str>,
    /// None of data, which is the same in every language.
    zh: Option<Cow<'static, str>>,
}

impl Said {
    /// A text without arguments, for tables; see [`pair!`].
    #[must_use]
    pub const fn pair(en: &'static str, zh: &'static str) -> Self {
        Self {
            en: Cow::Borrowed(en),
            zh: Some(Cow::Borrowed(zh)),
        }
    }

    /// What is no sentence of ours: data, and the words of EnOS, of the system and of libraries.
    pub fn data(text: impl fmt::Display) -> Self {
        Self {
            en: text.to_string().into(),
            zh: None,
        }
    }

    /// What [`say!`] makes.
    #[doc(hidden)]
    #[must_use]
    pub fn made(en: fmt::Arguments<'_>, zh: fmt::Arguments<'_>) -> Self {
        let text = |said: fmt::Arguments<'_>| match said.as_str() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(said.to_string()),
        };
        Self {
            en: text(en),
            zh: Some(text(zh)),
        }
    }

    /// A sentence behind data or a sign, which are the same in every language.
    #[must_use]
    pub fn beside(before: impl fmt::Display, said: &Self) -> Self {
        let with = |text: &Cow<'static, str>| Cow::Owned(format!("{before}{text}"));
        Self {
            en: with(&said.en),
            zh: said.zh.as_ref().map(with),
        }
    }

    /// Several of a kind, as each language lists them: `serialNumber, tags`.
    #[must_use]
    pub fn list(of: impl IntoIterator<Item = Self>) -> Self {
        let of: Vec<Self> = of.into_iter().collect();
        let listed = |lang, comma| {
            let texts: Vec<_> = of.iter().map(|said| said.to(lang)).collect();
            Cow::Owned(texts.join(comma))
        };
        Self {
            en: listed(Lang::En, ", "),
            zh: (of.iter().any(|said| said.zh.is_some())).then(|| listed(Lang::Zh, "、")),
        }
    }

    /// The English, which programs and developers read.
    #[must_use]
    pub fn en(&self) -> &str {
        &self.en
    }

    /// The text in a language.
    #[must_use]
    pub fn to(&self, lang: Lang) -> Cow<'_, str> {
        told(&self.en, self.zh.as_deref(), lang)
    }

    /// The same without such a sign at its end.
    #[must_use]
    pub fn trim_end(&self, sign: char) -> Self {
        let trimmed = |text: &Cow<'static, str>| text.trim_end_matches(sign).to_owned().into();
        Self {
            en: trimmed(&self.en),
            zh: self.zh.as_ref().map(trimmed),
        }
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.en.is_empty()
    }
}

/// Tests look at the English.
#[cfg(any(test, feature = "testing"))]
impl PartialEq<&str> for Said {
    fn eq(&self, en: &&str) -> bool {
        self.en == *en
    }
}

/// A text without arguments in a table of constants, where nothing may have to be dropped; see [`label!`](crate::label).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    en: &'static str,
    /// None of data, which is the same in every language.
    zh: Option<&'static str>,
}

impl Label {
    /// What [`label!`](crate::label) makes.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(en: &'static str, zh: &'static str) -> Self {
        let zh = Some(zh);
        Self { en, zh }
    }

    /// A heading that is the same in every language.
    #[must_use]
    pub const fn data(text: &'static str) -> Self {
        Self { en: text, zh: None }
    }

    /// The text in a language.
    #[must_use]
    pub fn to(self, lang: Lang) -> Cow<'static, str> {
        told(self.en, self.zh, lang)
    }
}

impl From<Label> for Said {
    fn from(Label { en, zh }: Label) -> Self {
        Self {
            en: en.into(),
            zh: zh.map(Cow::from),
        }
    }
}

/// What a sentence takes as an argument: a sentence, which is told in the same language, or data.
pub trait Arg {
    /// The argument in a language.
    fn told(&self, lang: Lang) -> impl fmt::Display;
}

impl<T: fmt::Display + ?Sized> Arg for T {
    fn told(&self, _: Lang) -> impl fmt::Display {
        self
    }
}

/// What programs read is English.
impl serde::Serialize for Said {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.en)
    }
}

impl Arg for Said {
    fn told(&self, lang: Lang) -> impl fmt::Display {
        self.to(lang)
    }
}

impl Arg for &Said {
    fn told(&self, lang: Lang) -> impl fmt::Display {
        self.to(lang)
    }
}

/// A sentence: the English, the Chinese, and the arguments, of which data may be caught from the scope as in `format!`.
/// A sentence inside it is named behind, as is what has to be worked out:
///
/// ```
/// use enroll::said::{Lang, say};
///
/// let row = 3;
/// let why = say!("not permitted", "没有权限");
/// let said = say!("row {row}: {why} ({code})", "第 {row} 行：{why}（{code}）", why, code = 99_000 + 403);
/// assert_eq!(said.to(Lang::En), "row 3: not permitted (99403)");
/// assert_eq!(said.to(Lang::Zh), "第 3 行：没有权限（99403）");
/// ```
#[macro_export]
macro_rules! say {
    ($en:literal, $zh:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        match ($(&$crate::say!(@value $name $($value)?),)*) {
            ($($name,)*) => $crate::said::Said::made(
                format_args!($en $(, $name = $crate::said::Arg::told($name, $crate::said::Lang::En))*),
                format_args!($zh $(, $name = $crate::said::Arg::told($name, $crate::said::Lang::Zh))*),
            ),
        }
    };
    (@value $name:ident $value:expr) => { $value };
    (@value $name:ident) => { $name };
}

/// A text without arguments, as a constant: `const TITLE: Said = pair!("new device", "新设备");`.
#[macro_export]
macro_rules! pair {
    ($en:literal, $zh:literal) => {
        $crate::said::Said::pair($en, $zh)
    };
}

/// A text without arguments in a table: `label!("new device", "新设备")`.
#[macro_export]
macro_rules! label {
    ($en:literal, $zh:literal) => {
        $crate::said::Label::new($en, $zh)
    };
}

#[cfg(test)]
mod tests;
