//! The languages, and which of them a person reads.

/// The language that a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// Chinese, in simplified characters.
    Zh,
    /// The English with `⟦` and `⟧` round every sentence, so that a test sees what is none: text outside of them is data,
    /// EnOS's words, a key or a glyph.
    #[cfg(any(test, feature = "testing"))]
    Marked,
}

impl Lang {
    /// What EnOS calls it among the translations of a name.
    #[must_use]
    pub const fn locale(self) -> &'static str {
        if matches!(self, Self::Zh) {
            "zh_CN"
        } else {
            "en_US"
        }
    }

    /// The language of a tag or a locale, whatever it says of country, script and encoding: `zh_CN.UTF-8`, `zh-Hans`,
    /// `en`. Traditional Chinese is not spoken here.
    #[must_use]
    pub fn named(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        let tag = tag.split(['.', '@']).next().unwrap_or_default();
        let mut parts = tag.split(['_', '-']);
        match (parts.next(), parts.next()) {
            (Some("en"), _) => Some(Self::En),
            (Some("zh"), None | Some("cn" | "sg" | "hans")) => Some(Self::Zh),
            _ => None,
        }
    }

    /// The language of an environment: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is not empty names it, as
    /// for every program; one that is not spoken here is English.
    #[must_use]
    pub fn of(var: impl Fn(&str) -> Option<String>) -> Self {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| var(name).filter(|value| !value.is_empty()))
            .and_then(|locale| Self::named(&locale))
            .unwrap_or(Self::En)
    }

    /// What flag and configuration call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
            #[cfg(any(test, feature = "testing"))]
            Self::Marked => "en",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::En => Self::Zh,
            Self::Zh => Self::En,
            #[cfg(any(test, feature = "testing"))]
            Self::Marked => Self::Zh,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_locales_name_a_language() {
        for zh in [
            "zh",
            "zh_CN",
            "zh-CN",
            "zh_CN.UTF-8",
            "zh-Hans",
            "zh_SG",
            "ZH_cn.GBK",
            "zh_CN@pinyin",
        ] {
            assert_eq!(Lang::named(zh), Some(Lang::Zh), "{zh}");
        }
        for en in ["en", "en_US.UTF-8", "en-GB"] {
            assert_eq!(Lang::named(en), Some(Lang::En), "{en}");
        }
        for none in [
            "",
            "C",
            "POSIX",
            "de_DE.UTF-8",
            "zh_TW.UTF-8",
            "zh-Hant",
            "zhx",
            "english",
        ] {
            assert_eq!(Lang::named(none), None, "{none}");
        }
    }

    #[test]
    fn the_first_variable_that_says_something_decides() {
        for (vars, expected) in [
            (&[][..], Lang::En),
            (&[("LANG", "zh_CN.UTF-8")], Lang::Zh),
            (
                &[("LC_MESSAGES", "en_US.UTF-8"), ("LANG", "zh_CN.UTF-8")],
                Lang::En,
            ),
            (
                &[("LC_ALL", ""), ("LC_MESSAGES", "zh_CN"), ("LANG", "C")],
                Lang::Zh,
            ),
            (&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], Lang::En),
            (&[("LC_CTYPE", "zh_CN.UTF-8")], Lang::En),
        ] {
            let of = Lang::of(|name| {
                let found = vars.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| (*value).to_owned())
            });
            assert_eq!(of, expected, "{vars:?}");
        }
    }
}
