//! The readings of the documents one can choose between: what EnOS does is not public there.

use std::fmt::Write as _;

mod table;
#[cfg(test)]
mod tests;

pub use table::*;

/// Why a `name=value` could not be applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SwitchError {
    /// There is no `=` in it.
    #[error("`{0}` is no switch: write name=value, for instance item-code=real")]
    NoValue(String),
    /// No switch has this name.
    #[error("there is no switch `{name}`; the switches are {}", known.join(", "))]
    UnknownName {
        /// What was given.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
    },
    /// The switch has no such value.
    #[error("the switch `{name}` has no value `{value}`; it takes {}", allowed.join(" or "))]
    UnknownValue {
        /// The switch.
        name: &'static str,
        /// What was given.
        value: String,
        /// The values there are, the default first.
        allowed: Vec<&'static str>,
    },
}

/// One switch, described.
#[derive(Debug)]
pub struct Description {
    /// Its name, as in `name=value`.
    pub name: &'static str,
    /// What it is a guess about.
    pub about: &'static str,
    /// Its values and their meanings, the default first.
    pub values: &'static [(&'static str, &'static str)],
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
    pub fn help() -> String {
        let mut text = String::new();
        for switch in DESCRIPTIONS {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{}\n    {}", switch.name, switch.about);
            for (index, (value, meaning)) in switch.values.iter().enumerate() {
                let default = if index == 0 { " (default)" } else { "" };
                let _ = writeln!(text, "    {}={value}{default}: {meaning}", switch.name);
            }
        }
        text
    }
}
