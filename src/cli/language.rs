//! Which language the program speaks: known before the arguments are read, for what is wrong with them is told in it.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use crate::connect::{Env, environment};
use crate::said::Lang;
use crate::store::{Config, Paths};

/// By `--lang`, the configuration, the locale, in this order.
pub(super) fn of(given: &[OsString]) -> Lang {
    let named = value(given, "--lang").and_then(OsStr::to_str);
    named.and_then(Lang::named).unwrap_or_else(|| {
        let state_dir = value(given, "--state-dir").map(Path::new);
        configured(state_dir, &environment)
    })
}

/// By the configuration, else the locale. What is wrong with the configuration is said by whoever needs it.
fn configured(state_dir: Option<&Path>, env: Env) -> Lang {
    let config = Paths::find(state_dir).and_then(|paths| Config::load(&paths.config));
    let language = config.ok().and_then(|config| config.language);
    language.unwrap_or_else(|| Lang::of(env))
}

/// The value of a flag, where it has one.
fn value<'a>(given: &'a [OsString], flag: &str) -> Option<&'a OsStr> {
    let mut given = given.iter().take_while(|arg| *arg != "--");
    while let Some(arg) = given.next() {
        if arg == flag {
            return given.next().map(OsString::as_os_str);
        }
        let value = arg
            .to_str()
            .and_then(|arg| arg.strip_prefix(flag)?.strip_prefix('='));
        if value.is_some() {
            return value.map(OsStr::new);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<OsString> {
        text.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn a_flag_is_found_in_both_forms() {
        for (given, found) in [
            ("enroll --lang zh", Some("zh")),
            ("enroll apply --lang=zh x", Some("zh")),
            ("enroll apply x", None),
            ("enroll --lang", None),
            ("enroll apply -- --lang zh", None),
            ("enroll --language zh", None),
        ] {
            assert_eq!(
                value(&words(given), "--lang"),
                found.map(OsStr::new),
                "{given}"
            );
        }
    }

    #[test]
    fn the_configuration_comes_before_the_locale_and_the_flag_before_both() {
        let folder = tempfile::tempdir().unwrap();
        let chinese = |name: &str| (name == "LANG").then(|| "zh_CN.UTF-8".to_owned());
        assert_eq!(configured(Some(folder.path()), &chinese), Lang::Zh);
        std::fs::write(folder.path().join("config.toml"), "language = \"en\"\n").unwrap();
        assert_eq!(configured(Some(folder.path()), &chinese), Lang::En);
        let given = format!("enroll --state-dir {} --lang zh", folder.path().display());
        assert_eq!(of(&words(&given)), Lang::Zh);
    }
}
