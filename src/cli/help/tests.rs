//! Both helps tell of the same things.

use std::collections::BTreeSet;

use clap::CommandFactory as _;
use strum::VariantNames as _;

use super::*;
use crate::domain::Cause;
use crate::provision::Flaw;

/// What a command and all below it take: `(command, flag)`, `(command, flag=value)`, `(command, "")` itself.
fn taken(command: &Command, path: &str, found: &mut BTreeSet<(String, String)>) {
    found.insert((path.to_owned(), String::new()));
    for arg in command.get_arguments() {
        let id = arg.get_id().to_string();
        if arg.get_action().takes_values() {
            for value in arg.get_possible_values() {
                found.insert((path.to_owned(), format!("{id}={}", value.get_name())));
            }
        }
        found.insert((path.to_owned(), id));
    }
    for sub in command.get_subcommands() {
        let path = if path == "help" { path } else { sub.get_name() };
        taken(sub, path, found);
    }
}

#[test]
fn every_command_flag_and_value_has_its_chinese_and_no_other_has() {
    let mut command = Args::command();
    command.build();
    let mut found = BTreeSet::new();
    taken(&command, "", &mut found);
    let missing: Vec<_> = found
        .iter()
        .filter(|(command, flag)| zh::of(command, flag).is_none())
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
    let stale: Vec<_> = zh::ROWS
        .iter()
        .filter(|(command, flag, _)| {
            !found
                .iter()
                .any(|(known, id)| id == flag && (*command == known || *command == zh::EVERYWHERE))
        })
        .collect();
    assert!(stale.is_empty(), "{stale:#?}");
}

#[test]
fn the_arguments_hang_together_in_both_languages() {
    for lang in [Lang::En, Lang::Zh] {
        command(lang).debug_assert();
    }
}

/// Words of the program's own are Chinese there; what is left in Latin letters are names.
#[test]
fn the_chinese_help_has_no_word_of_claps() {
    let mut command = command(Lang::Zh);
    let mut pages = vec![command.render_long_help().to_string()];
    pages.extend(
        command
            .get_subcommands_mut()
            .map(|sub| sub.render_long_help().to_string()),
    );
    for page in pages {
        for word in [
            "Usage",
            "Options",
            "Commands",
            "Arguments",
            "Print ",
            "default",
            "Possible",
            "possible",
            "[OPTIONS]",
            "[COMMAND]",
        ] {
            let inside = page.replace("99503 UNAVAILABLE", "");
            assert!(!inside.contains(word), "{word}: {page}");
        }
    }
}

#[test]
fn the_texts_are_there_in_both_languages_and_fit_a_terminal() {
    use unicode_width::UnicodeWidthStr as _;
    for name in TEXTS {
        for lang in [Lang::En, Lang::Zh] {
            let text = text(name, lang);
            assert!(text.ends_with('\n'), "{name}");
            for line in text.lines() {
                assert!(line.width() <= 110, "{name}: {line}");
            }
        }
    }
}

#[test]
fn every_kind_of_cause_is_listed() {
    for lang in [Lang::En, Lang::Zh] {
        let help = [text("apply", lang), text("undo", lang)].concat();
        let words: Vec<&str> = help
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .collect();
        for kind in Cause::VARIANTS {
            assert!(words.contains(kind), "{kind}");
        }
    }
}

#[test]
fn every_kind_of_flaw_that_a_file_may_have_is_listed() {
    // What EnOS said of a row that was sent is told on the form alone.
    let sent = Flaw::VARIANTS.len() - 1;
    assert_eq!(Flaw::VARIANTS[sent], "sent");
    for lang in [Lang::En, Lang::Zh] {
        let help = text("apply", lang);
        let words: Vec<&str> = help
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .collect();
        for kind in &Flaw::VARIANTS[..sent] {
            assert!(words.contains(kind), "{kind}");
        }
    }
}
