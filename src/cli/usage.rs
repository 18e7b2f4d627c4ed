//! What is said of arguments that cannot be: clap knows what is wrong, the sentences are ours.

use std::error::Error as _;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::value::Unfit;
use crate::provision::text::visible;
use crate::said::{Said, say};

/// What is wrong, how the command is called, and where more is said: a line each.
pub(super) fn told(wrong: &Error) -> Vec<Said> {
    let mut lines = vec![say!("enroll: {what}", "enroll：{what}", what = what(wrong))];
    let usage = wrong.get(ContextKind::Usage).map(ToString::to_string);
    let usage = usage.as_deref().and_then(|usage| usage.split_once(' '));
    let mut command = "enroll".to_owned();
    if let Some((_, usage)) = usage {
        let usage = usage.trim().replace('\n', "; ");
        let words = usage.split(' ');
        let names = words.take_while(|word| word.chars().all(|c| c.is_ascii_lowercase()));
        command = names.collect::<Vec<_>>().join(" ");
        lines.push(say!("usage: {usage}", "用法：{usage}"));
    }
    lines.push(say!(
        "`{command} --help` says more",
        "详见 `{command} --help`"
    ));
    lines
}

#[expect(clippy::too_many_lines, reason = "one arm a fault")]
fn what(wrong: &Error) -> Said {
    let arg = one(wrong, ContextKind::InvalidArg);
    let value = one(wrong, ContextKind::InvalidValue);
    match wrong.kind() {
        ErrorKind::UnknownArgument => suggesting(
            &say!("unknown argument `{arg}`", "未知参数 `{arg}`"),
            wrong,
            ContextKind::SuggestedArg,
        ),
        ErrorKind::InvalidSubcommand => {
            let name = one(wrong, ContextKind::InvalidSubcommand);
            suggesting(
                &say!("unknown command `{name}`", "未知命令 `{name}`"),
                wrong,
                ContextKind::SuggestedSubcommand,
            )
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            say!("`{arg}` needs a value", "`{arg}` 需要一个值")
        }
        ErrorKind::InvalidValue => {
            let values = all(wrong, ContextKind::ValidValue);
            say!(
                "`{arg}` does not take `{value}`; it takes {values}",
                "`{arg}` 不接受 `{value}`；可选 {values}",
                values = Said::list(values.iter().map(Said::data))
            )
        }
        ErrorKind::ValueValidation => {
            let why = wrong.source();
            let why = why.map_or_else(Said::default, |why| {
                let unfit = why.downcast_ref::<Unfit>();
                unfit.map_or_else(|| Said::data(why), |unfit| unfit.0.clone())
            });
            say!(
                "`{value}` does not fit `{arg}`: {why}",
                "`{value}` 不适用于 `{arg}`：{why}",
                why
            )
        }
        ErrorKind::ArgumentConflict => {
            let others = all(wrong, ContextKind::PriorArg);
            if others.is_empty() || others == [arg.as_str()] {
                say!("`{arg}` is given twice", "`{arg}` 重复出现")
            } else {
                say!(
                    "`{arg}` cannot be combined with {others}",
                    "`{arg}` 不能与 {others} 同时使用",
                    others = quoted(&others)
                )
            }
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = all(wrong, ContextKind::InvalidArg);
            say!(
                "missing: {missing}",
                "缺少：{missing}",
                missing = quoted(&missing)
            )
        }
        ErrorKind::NoEquals => say!(
            "`{arg}` needs an equals sign before its value",
            "`{arg}` 与值之间需要等号"
        ),
        ErrorKind::InvalidUtf8 => say!("an argument is not valid UTF-8", "有参数不是有效的 UTF-8"),
        ErrorKind::TooManyValues => say!(
            "`{arg}` takes no further value `{value}`",
            "`{arg}` 不接受更多的值 `{value}`"
        ),
        // No flag takes several values, and no command demands another.
        _ => say!("the arguments cannot be read", "无法读取命令行参数"),
    }
}

/// With the name that was probably meant.
fn suggesting(said: &Said, wrong: &Error, meant: ContextKind) -> Said {
    let said = said.clone();
    match all(wrong, meant).first() {
        Some(meant) => say!(
            "{said}; did you mean `{meant}`?",
            "{said}；是否应为 `{meant}`？",
            said
        ),
        None => said,
    }
}

fn quoted(names: &[String]) -> Said {
    let quoted = names.iter().map(|name| Said::data(format!("`{name}`")));
    Said::list(quoted)
}

fn one(wrong: &Error, kind: ContextKind) -> String {
    all(wrong, kind).into_iter().next().unwrap_or_default()
}

/// What clap names there. It repeats what was typed, so nothing of it may command a terminal or begin a line.
fn all(wrong: &Error, kind: ContextKind) -> Vec<String> {
    let shown = |text: &str| visible(text).into_owned();
    match wrong.get(kind) {
        Some(ContextValue::String(text)) => vec![shown(text)],
        Some(ContextValue::Strings(texts)) => texts.iter().map(|text| shown(text)).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
