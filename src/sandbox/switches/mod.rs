//! The readings of the documents one can choose between: what EnOS does is not public there.

use std::fmt::{self, Write as _};

use crate::said::{Label, Lang, Said, label, say};

mod table;
#[cfg(test)]
mod tests;

pub use table::*;

/// Why a `name=value` could not be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SwitchError {
    /// There is no `=` in it.
    NoValue(String),
    /// No switch has this name.
    UnknownName {
        /// What was given.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// The switch has no such value.
    UnknownValue {
        /// The switch.
        name: &'static str,
        /// What was given.
        value: String,
        /// The values there are, the default first.
        allowed: Vec<&'static str>,
    },
}

impl SwitchError {
    /// For people.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Self::NoValue(text) => {
                say!(
                    "`{text}` is not a switch: write name=value, for example item-code=real",
                    "`{text}` 不是开关：写成 name=value，例如 item-code=real"
                )
            }
            Self::UnknownName { name, known } => say!(
                "there is no switch `{name}`; the switches are {known}",
                "没有名为 `{name}` 的开关；可用的有 {known}",
                known = Said::list(known.iter().map(Said::data))
            ),
            Self::UnknownValue {
                name,
                value,
                allowed,
            } => {
                let allowed = allowed.iter().map(Said::data);
                let allowed = allowed
                    .reduce(|one, other| say!("{one} or {other}", "{one} 或 {other}", one, other));
                say!(
                    "the switch `{name}` has no value `{value}`; it takes {allowed}",
                    "开关 `{name}` 没有值 `{value}`；可用的有 {allowed}",
                    allowed = allowed.unwrap_or_default()
                )
            }
        }
    }
}

impl fmt::Display for SwitchError {
    /// For developers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.said().en())
    }
}

impl std::error::Error for SwitchError {}

/// One switch, described.
#[derive(Debug)]
pub struct Description {
    /// Its name, as in `name=value`.
    pub name: &'static str,
    /// What it is a guess about.
    pub about: Label,
    /// Its values and their meanings, the default first.
    pub values: &'static [(&'static str, Label)],
}

impl Switches {
    /// Applies one `name=value`, for instance `item-code=real`.
    ///
    /// # Errors
    /// When the text has no `=`, or the name or the value is unknown. Nothing is changed then.
    pub fn set(&mut self, text: &str) -> Result<(), SwitchError> {
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| SwitchError::NoValue(text.to_owned()))?;
        self.apply(name.trim(), value.trim())
    }

    /// Every switch with its values, its default and what it is a guess about, as text for a terminal.
    #[must_use]
    pub fn help(lang: Lang) -> String {
        let mut text = format!("{}\n", label!("Switches:", "开关：").to(lang));
        for Description {
            name,
            about,
            values,
        } in DESCRIPTIONS
        {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{name}\n    {}", about.to(lang));
            for (index, (value, meaning)) in values.iter().enumerate() {
                let meaning = Said::from(*meaning);
                let told = if index == 0 {
                    say!(
                        "{name}={value} (default): {meaning}",
                        "{name}={value}（默认）：{meaning}",
                        meaning
                    )
                } else {
                    say!(
                        "{name}={value}: {meaning}",
                        "{name}={value}：{meaning}",
                        meaning
                    )
                };
                let _ = writeln!(text, "    {}", told.to(lang));
            }
        }
        text
    }
}
