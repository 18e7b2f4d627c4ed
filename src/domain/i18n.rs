//! `StringI18n`: one text in several languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A text with a default and translations by locale (`zh_CN`, `en_US`, …), as the API spells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StringI18n {
    /// Shown where no translation fits; mandatory since EnOS 3.0.0.
    pub default_value: String,
    /// Locale → text. Sent as `{}` when empty, as in the documented samples.
    #[serde(default)]
    pub i18n_value: BTreeMap<String, String>,
}

impl StringI18n {
    /// A text without translations.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            default_value: text.into(),
            i18n_value: BTreeMap::new(),
        }
    }

    /// The translation for `locale`, else the default.
    #[must_use]
    pub fn in_locale(&self, locale: &str) -> &str {
        self.i18n_value
            .get(locale)
            .map_or(self.default_value.as_str(), String::as_str)
    }

    /// Every distinct text, the default first.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.default_value.as_str()).chain(
            self.i18n_value
                .values()
                .map(String::as_str)
                .filter(|text| *text != self.default_value),
        )
    }
}
