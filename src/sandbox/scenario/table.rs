//! A table of a scenario while it is read: every key is taken once, and what is left over is unknown.

use std::str::FromStr;
use std::time::Duration;

use jiff::SignedDuration;
use toml::de::{DeTable, DeValue};

use super::error::{closest, question};
use crate::said::{Said, pair, say};

/// What is wrong, and the byte where.
#[derive(Debug)]
pub(super) struct Located {
    pub(super) at: usize,
    pub(super) message: Said,
}

impl Located {
    pub(super) const fn new(at: usize, message: Said) -> Self {
        Self { at, message }
    }
}

/// A value and the byte where it stands.
pub(super) struct Found<'a> {
    pub(super) at: usize,
    key: &'static str,
    pub(super) value: DeValue<'a>,
}

/// The keys of a table that nobody took yet.
pub(super) struct Table<'a> {
    /// Where it begins.
    pub(super) at: usize,
    left: DeTable<'a>,
    asked: Vec<&'static str>,
}

impl<'a> Table<'a> {
    pub(super) fn new(at: usize, left: DeTable<'a>) -> Self {
        let asked = Vec::new();
        Self { at, left, asked }
    }

    /// The value of a key.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Found<'a>> {
        self.asked.push(key);
        let value = self.left.remove(key)?;
        let at = value.span().start;
        let value = value.into_inner();
        Some(Found { at, key, value })
    }

    /// The value of a key that must be there.
    pub(super) fn need(&mut self, key: &'static str, like: &str) -> Result<Found<'a>, Located> {
        let at = self.at;
        let missing = || {
            Located::new(
                at,
                say!(
                    "`{key}` is missing: write {key} = {like}",
                    "缺少 `{key}`：写上 {key} = {like}"
                ),
            )
        };
        self.take(key).ok_or_else(missing)
    }

    /// The value of a key as `read` takes it, or what holds without it.
    pub(super) fn or<T>(
        &mut self,
        key: &'static str,
        default: T,
        read: impl FnOnce(&Found<'a>) -> Result<T, Located>,
    ) -> Result<T, Located> {
        self.take(key).map_or(Ok(default), |found| read(&found))
    }

    /// The values of two keys of which one at most may be given; `why` says what they have in common.
    pub(super) fn either(
        &mut self,
        one: &'static str,
        other: &'static str,
        why: &Said,
    ) -> Result<(Option<Found<'a>>, Option<Found<'a>>), Located> {
        let both = (self.take(one), self.take(other));
        if let (Some(_), Some(found)) = &both {
            let message = say!(
                "`{one}` and `{other}` {why}: keep one",
                "`{one}` 和 `{other}` {why}：只保留一个",
                why
            );
            return Err(Located::new(found.at, message));
        }
        Ok(both)
    }

    /// Refuses what is left over; `place` says what kind of table it is.
    pub(super) fn finish(self, place: &Said) -> Result<(), Located> {
        let Some(key) = self.left.keys().next() else {
            return Ok(());
        };
        let message = say!(
            "{place} has no key `{key}`; it takes {asked}{question}",
            "{place}没有键 `{key}`；可用的有 {asked}{question}",
            place,
            key = key.get_ref(),
            asked = Said::list(self.asked.iter().map(Said::data)),
            question = question(closest(key.get_ref(), &self.asked))
        );
        Err(Located::new(key.span().start, message))
    }
}

impl Found<'_> {
    /// Says what the value should have been.
    pub(super) fn wrong(&self, like: &Said) -> Located {
        Located::new(
            self.at,
            say!(
                "`{key}` must be {like}",
                "`{key}` 应为：{like}",
                key = self.key,
                like
            ),
        )
    }

    /// A whole number from `least` to `most`.
    pub(super) fn number<N: TryFrom<u64>>(&self, least: u64, most: u64) -> Result<N, Located> {
        self.integer()
            .and_then(|number| u64::try_from(number).ok())
            .filter(|number| (least..=most).contains(number))
            .and_then(|number| number.try_into().ok())
            .ok_or_else(|| {
                self.wrong(&if most == u64::MAX {
                    say!(
                        "a whole number of at least {least}",
                        "不小于 {least} 的整数"
                    )
                } else {
                    say!(
                        "a whole number from {least} to {most}",
                        "{least} 到 {most} 的整数"
                    )
                })
            })
    }

    pub(super) fn integer(&self) -> Option<i64> {
        let number = self.value.as_integer()?;
        i64::from_str_radix(number.as_str(), number.radix()).ok()
    }

    /// A number from 0 to 1.
    pub(super) fn share(&self) -> Result<f64, Located> {
        let number = match &self.value {
            DeValue::Float(number) => number.as_str().parse().ok(),
            DeValue::Integer(number) => number.as_str().parse().ok(),
            _ => None,
        };
        number
            .filter(|number| (0.0..=1.0).contains(number))
            .ok_or_else(|| self.wrong(&pair!("a number from 0 to 1", "0 到 1 之间的数")))
    }

    pub(super) fn truth(&self) -> Result<bool, Located> {
        self.value
            .as_bool()
            .ok_or_else(|| self.wrong(&pair!("true or false", "true 或 false")))
    }

    pub(super) fn text(&self, like: &Said) -> Result<&str, Located> {
        self.value.as_str().ok_or_else(|| self.wrong(like))
    }

    /// One of some words.
    pub(super) fn choice<T: FromStr>(&self, like: &Said) -> Result<T, Located> {
        let word = self.value.as_str().and_then(|word| word.parse().ok());
        word.ok_or_else(|| self.wrong(like))
    }

    /// One text, or a list of them, each with its place.
    pub(super) fn texts(&self, like: &Said) -> Result<Vec<(usize, &str)>, Located> {
        if let Some(text) = self.value.as_str() {
            return Ok(vec![(self.at, text)]);
        }
        let wrong = || self.wrong(like);
        let list = self.value.as_array().ok_or_else(wrong)?;
        list.iter()
            .map(|item| {
                let text = item.get_ref().as_str().ok_or_else(wrong)?;
                Ok((item.span().start, text))
            })
            .collect()
    }

    /// A time such as `200ms`, `2s` or `15m`.
    pub(super) fn time(&self) -> Result<Duration, Located> {
        self.duration()
            .and_then(|time| time.try_into().ok())
            .ok_or_else(|| {
                self.wrong(&pair!(
                    "a time: \"200ms\", \"2s\" or \"15m\"",
                    "时间，例如 \"200ms\"、\"2s\" 或 \"15m\""
                ))
            })
    }

    /// The same in milliseconds, perhaps with a minus before it.
    pub(super) fn offset(&self) -> Result<i64, Located> {
        self.duration()
            .and_then(|time| time.as_millis().try_into().ok())
            .ok_or_else(|| {
                self.wrong(&pair!(
                    "a time, with a minus for the past: \"20m\" or \"-20m\"",
                    "时间，负号表示过去，例如 \"20m\" 或 \"-20m\""
                ))
            })
    }

    fn duration(&self) -> Option<SignedDuration> {
        self.value.as_str()?.parse().ok()
    }
}
