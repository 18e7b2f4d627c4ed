//! What is said of wrong arguments, by example.

use clap::FromArgMatches as _;

use super::super::args::Args;
use super::super::help;
use super::*;
use crate::said::Lang;

fn said(args: &[&str], lang: Lang) -> Vec<String> {
    let given = ["enroll"].iter().chain(args);
    let parsed = help::command(lang)
        .try_get_matches_from(given)
        .and_then(|matches| Args::from_arg_matches(&matches));
    let lines = told(&parsed.unwrap_err());
    lines
        .iter()
        .map(|line| line.to(lang).into_owned())
        .collect()
}

#[test]
fn what_is_wrong_is_said_in_both_languages() {
    for (args, en, zh) in [
        (
            &["--sandbx"][..],
            "enroll: unknown argument `--sandbx`; did you mean `--sandbox`?",
            "enroll：未知参数 `--sandbx`；是否应为 `--sandbox`？",
        ),
        (
            &["aply", "x"],
            "enroll: unknown command `aply`; did you mean `apply`?",
            "enroll：未知命令 `aply`；是否应为 `apply`？",
        ),
        (
            &["apply"],
            "enroll: missing: `<FILE>`",
            "enroll：缺少：`<FILE>`",
        ),
        (
            &["apply", "x", "--format", "xml"],
            "enroll: `--format <FORMAT>` does not take `xml`; it takes table, json, csv, jsonl",
            "enroll：`--format <FORMAT>` 不接受 `xml`；可选 table, json, csv, jsonl",
        ),
        (
            &["apply", "x", "--batch-size", "0"],
            "enroll: `0` does not fit `--batch-size <N>`: a request takes 1 to 10,000 devices",
            "enroll：`0` 不适用于 `--batch-size <N>`：一个请求可含 1 到 10,000 台设备",
        ),
        (
            &["apply", "x", "--batch-size"],
            "enroll: `--batch-size <N>` needs a value",
            "enroll：`--batch-size <N>` 需要一个值",
        ),
        (
            &["apply", "x", "--sandbox", "--profile", "p"],
            "enroll: `--sandbox` cannot be combined with `--profile <NAME>`",
            "enroll：`--sandbox` 不能与 `--profile <NAME>` 同时使用",
        ),
        (
            &["apply", "x", "--sandbox", "--sandbox"],
            "enroll: `--sandbox` is given twice",
            "enroll：`--sandbox` 重复出现",
        ),
        (
            &["--lang", "fr"],
            "enroll: `fr` does not fit `--lang <LANG>`: write en or zh",
            "enroll：`fr` 不适用于 `--lang <LANG>`：可选 en 或 zh",
        ),
        (
            &["sandbox", "--truth", "jsonl"],
            "enroll: unknown argument `jsonl`",
            "enroll：未知参数 `jsonl`",
        ),
        (
            &["resume", "0"],
            "enroll: `0` does not fit `[RUN]`: runs are numbered from 1",
            "enroll：`0` 不适用于 `[RUN]`：任务编号从 1 开始",
        ),
    ] {
        assert_eq!(said(args, Lang::En).first().unwrap(), en);
        assert_eq!(said(args, Lang::Zh).first().unwrap(), zh);
    }
}

#[test]
fn usage_and_the_way_to_more_follow() {
    let en = said(&["apply"], Lang::En);
    assert_eq!(en[1], "usage: enroll apply <FILE>");
    assert_eq!(en[2], "`enroll apply --help` says more");
    let zh = said(&["--nothing"], Lang::Zh);
    assert!(zh[1].starts_with("用法：enroll "), "{zh:?}");
    assert_eq!(zh[2], "详见 `enroll --help`");
}

#[test]
fn what_was_typed_commands_nothing() {
    let lines = said(&["--a\u{1b}[2J\r\nenroll: forged"], Lang::En);
    assert!(
        lines
            .iter()
            .all(|line| !line.contains(['\u{1b}', '\n', '\r'])),
        "{lines:?}"
    );
}
