//! What `--help` says, in the reader's language. The English of a flag is its doc comment, the Chinese stands in
//! [`zh`]; the long texts are files, side by side.

mod zh;

use clap::{Arg, Command, CommandFactory as _};

use super::args::Args;
use crate::said::Lang;
use crate::sandbox::{Scenario, Switches};

/// The whole command line, as it is told in a language.
pub(super) fn command(lang: Lang) -> Command {
    let command = with_texts(Args::command(), "top", lang);
    let command = command.mut_subcommands(|sub| {
        let name = sub.get_name().to_owned();
        with_texts(sub, &name, lang)
    });
    if lang == Lang::Zh {
        in_chinese(command)
    } else {
        command
    }
}

/// Makes the tables of the texts from the names of their files.
macro_rules! texts {
    ($($name:literal)+) => {
        /// The text of that name in a language.
        pub(super) fn text(name: &str, lang: Lang) -> &'static str {
            match (name, lang) {
                $(
                    ($name, Lang::Zh) => include_str!(concat!("zh/", $name, ".txt")),
                    ($name, _) => include_str!(concat!("en/", $name, ".txt")),
                )+
                _ => "",
            }
        }

        #[cfg(test)]
        const TEXTS: &[&str] = &[$($name),+];
    };
}

texts! {
    "top" "apply" "resume" "plan" "undo" "check" "sandbox" "backup" "prune" "report" "codes" "environment" "scenario"
}

/// The command with what stands below its flags.
fn with_texts(command: Command, name: &str, lang: Lang) -> Command {
    let own = text(name, lang);
    match name {
        "apply" | "resume" | "plan" | "undo" | "check" => {
            command.after_help(format!("{own}\n{}", text("environment", lang)))
        }
        "sandbox" => {
            let scenario = text("scenario", lang);
            let more = format!(
                "{own}\n{}\n{}",
                Switches::help(lang),
                Scenario::help(scenario, lang)
            );
            command.after_help(own).after_long_help(more)
        }
        _ => command.after_help(own).after_long_help(own),
    }
}

/// The same with the words of clap and of the doc comments in Chinese.
fn in_chinese(mut command: Command) -> Command {
    // Adds what clap adds by itself: the flags for help and version, the command `help`.
    command.build();
    translated(command, "")
}

fn translated(command: Command, path: &str) -> Command {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.split_once(' ').map_or("", |(_, usage)| usage);
    let usage = usage
        .replace("[OPTIONS]", "[选项]")
        .replace("[COMMAND]", "[命令]");
    let about = zh::of(path, "").unwrap_or_default();
    command
        .about(about)
        .long_about(None::<&str>)
        .override_usage(usage)
        .subcommand_help_heading("命令")
        .help_template("{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}")
        .mut_args(|arg| argument(arg, path))
        .mut_subcommands(|sub| {
            let path = match path {
                // All that `help` takes is a command's name.
                "help" => "help".to_owned(),
                _ => sub.get_name().to_owned(),
            };
            translated(sub, &path)
        })
}

fn argument(arg: Arg, path: &str) -> Arg {
    let id = arg.get_id().to_string();
    let heading = match arg.get_help_heading() {
        Some(_) => zh::CONNECTION,
        None if arg.is_positional() => "参数",
        None => "选项",
    };
    let help = zh::of(path, &id).unwrap_or_default();
    let values: Vec<(String, &str)> = arg
        .get_possible_values()
        .iter()
        .filter(|_| arg.get_action().takes_values())
        .map(|value| {
            let key = format!("{id}={}", value.get_name());
            let about = zh::of(path, &key).unwrap_or_default();
            (value.get_name().to_owned(), about)
        })
        .collect();
    let default: Vec<&str> = arg
        .get_default_values()
        .iter()
        .filter(|_| arg.get_action().takes_values())
        .filter_map(|value| value.to_str())
        .collect();
    let default = match default.as_slice() {
        [] => String::new(),
        values => format!(" [默认：{}]", values.join("、")),
    };
    let (short, long) = if values.is_empty() {
        (format!("{help}{default}"), format!("{help}{default}"))
    } else {
        let names: Vec<&str> = values.iter().map(|(name, _)| name.as_str()).collect();
        let listed: Vec<String> = values
            .iter()
            .map(|(name, about)| format!("- {name}：{about}"))
            .collect();
        (
            format!("{help}{default} [可选值：{}]", names.join("、")),
            format!("{help}{default}\n\n可选值：\n{}", listed.join("\n")),
        )
    };
    arg.help(short)
        .long_help(long)
        .help_heading(heading)
        .hide_default_value(true)
        .hide_possible_values(true)
}

#[cfg(test)]
mod tests;
