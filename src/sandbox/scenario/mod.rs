//! Scenarios: which requests meet which fault, and under which conditions the gateway stands.

use std::path::Path;
use std::time::Duration;

use super::options::Options;
use super::switches::SwitchError;
use crate::whole::{self, Take};

mod builtin;
mod error;
mod fault;
mod help;
mod meddle;
mod read;
mod rule;
mod table;
#[cfg(test)]
mod tests;

use builtin::BUILTINS;

pub use error::ScenarioError;
pub use fault::{Fault, Kind, Pick, RetryAfter, Shift};
pub use meddle::{How, Meddle, When};
pub use rule::Rule;

/// What a sandbox does to its clients.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scenario {
    /// Decides what is left to chance: the same seed and the same requests give the same faults.
    /// None: [`Options::seed`], else a new one at every start.
    pub seed: Option<u64>,
    /// The conditions that hold all the time.
    pub settings: Settings,
    /// Of all rules that match a request the first one is followed.
    pub rules: Vec<Rule>,
}

/// Conditions that hold all the time; those not given are left as [`Options`] has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Devices in one batch; more are refused with 99400.
    pub batch_limit: Option<usize>,
    /// Devices of one product; more are refused with 11739.
    pub product_limit: Option<usize>,
    /// Bytes of one request body; more are refused with HTTP 413.
    pub body_limit: Option<usize>,
    /// How long a new device stays invisible to searches.
    pub lag: Option<Duration>,
    /// How far the gateway's clock, and so its `Date` header, is off: milliseconds, ahead when positive.
    pub clock_offset: i64,
    /// Switches by their written names, `item-order=reversed`.
    pub switches: Vec<String>,
}

impl Scenario {
    /// A built-in scenario by its name; [`Scenario::help`] lists them.
    #[must_use]
    pub fn builtin(name: &str) -> Option<Self> {
        let (.., text) = BUILTINS.iter().find(|(known, ..)| *known == name)?;
        Self::parse(text).ok()
    }

    /// Reads a scenario in TOML; [`Scenario::help`] explains its keys.
    ///
    /// # Errors
    /// [`ScenarioError::Invalid`] names the line and says what would be right there.
    pub fn parse(text: &str) -> Result<Self, ScenarioError> {
        read::scenario(text)
    }

    /// Opens a built-in scenario, or else a file.
    ///
    /// # Errors
    /// When there is neither, the file cannot be read, or what it says makes no scenario.
    pub fn open(name_or_path: &str) -> Result<Self, ScenarioError> {
        if let Some(scenario) = Self::builtin(name_or_path) {
            return Ok(scenario);
        }
        let path = Path::new(name_or_path);
        match whole::text(path, Take::SETTINGS) {
            Ok(text) => Self::parse(&text).map_err(|error| error.in_file(path)),
            Err(why) => Err(ScenarioError::unopened(path, why)),
        }
    }
}

impl Settings {
    /// Writes what is given here into the options.
    pub(super) fn apply(&self, options: &mut Options) -> Result<(), SwitchError> {
        let limits = &mut options.limits;
        limits.batch = self.batch_limit.unwrap_or(limits.batch);
        limits.per_product = self.product_limit.unwrap_or(limits.per_product);
        limits.body_bytes = self.body_limit.unwrap_or(limits.body_bytes);
        options.lag = self.lag.unwrap_or(options.lag);
        if self.clock_offset != 0 {
            let (offset, clock) = (self.clock_offset, std::sync::Arc::clone(&options.clock));
            options.clock = std::sync::Arc::new(move || clock().saturating_add(offset));
        }
        self.switches
            .iter()
            .try_for_each(|switch| options.switches.set(switch))
    }
}
