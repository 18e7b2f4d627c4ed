//! What the terminal can show, decided from environment variables handed in.

use crate::tui::theme::{Colors, Theme};

/// The theme for an environment; `var` looks a variable up.
///
/// * `NO_COLOR` set and not empty, or `TERM=dumb`: no colours (<https://no-color.org>).
/// * The locale, which is the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is not empty, does not name
///   UTF-8, or `TERM=dumb`: ASCII glyphs. Windows has no such variables and shows Unicode.
#[must_use]
pub fn theme(var: impl Fn(&str) -> Option<String>) -> Theme {
    let dumb = is_dumb(&var);
    let utf8 = locale(&var).map_or(cfg!(windows), |locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    let plain = dumb || var("NO_COLOR").is_some_and(|value| !value.is_empty());
    Theme {
        colors: if plain {
            Colors::None
        } else {
            Colors::Terminal
        },
        unicode: utf8 && !dumb,
        ..Theme::default()
    }
}

/// What the environment says of the encoding: the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is not empty.
pub fn locale(var: impl Fn(&str) -> Option<String>) -> Option<String> {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter();
    names.filter_map(var).find(|value| !value.is_empty())
}

/// Whether the terminal can do nothing but print.
pub fn is_dumb(var: impl Fn(&str) -> Option<String>) -> bool {
    var("TERM").is_some_and(|term| term == "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(vars: &[(&str, &str)]) -> (bool, bool) {
        let theme = theme(|name| {
            vars.iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        });
        (theme.colors != Colors::None, theme.unicode)
    }

    #[test]
    fn the_environment_decides() {
        let utf8 = ("LANG", "de_DE.UTF-8");
        for (vars, expected) in [
            (&[][..], (true, cfg!(windows))),
            (&[utf8], (true, true)),
            (&[("LANG", "C.utf8")], (true, true)),
            (&[("LANG", "zh_CN.GBK")], (true, false)),
            (&[("LC_ALL", "C"), utf8], (true, false)),
            (
                &[("LC_ALL", ""), ("LC_CTYPE", "C.UTF-8"), ("LANG", "C")],
                (true, true),
            ),
            (&[("NO_COLOR", "1"), utf8], (false, true)),
            (&[("NO_COLOR", ""), utf8], (true, true)),
            (&[("TERM", "dumb"), utf8], (false, false)),
            (&[("TERM", "xterm-256color"), utf8], (true, true)),
        ] {
            assert_eq!(of(vars), expected, "{vars:?}");
        }
    }
}
