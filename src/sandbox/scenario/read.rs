//! Reads a scenario from TOML, and says where it is wrong.

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{ScenarioError, closest, question};
use super::table::{Found, Located, Table};
use super::{Fault, Rule, Scenario, Settings, fault};
use crate::said::{Said, pair, say};
use crate::sandbox::{Operation, Switches};

pub(super) fn scenario(text: &str) -> Result<Scenario, ScenarioError> {
    whole(text).map_err(|Located { at, message }| ScenarioError::Invalid {
        path: None,
        line: 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count(),
        message,
    })
}

fn whole(text: &str) -> Result<Scenario, Located> {
    let parsed = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        Located::new(at, Said::data(error.message()))
    })?;
    let mut table = Table::new(0, parsed.into_inner());
    let seed = table.or("seed", None, |seed| seed.number(0, u64::MAX).map(Some))?;
    let settings = settings(&mut table)?;
    let rules = table.or("rule", Vec::new(), |found| {
        let wrong = || {
            found.wrong(&pair!(
                "tables: write [[rule]] before each rule",
                "表数组，每条规则前写 [[rule]]"
            ))
        };
        let list = found.value.as_array().ok_or_else(wrong)?;
        list.iter().map(|value| rule(value, wrong)).collect()
    })?;
    table.finish(&pair!("a scenario", "场景"))?;
    Ok(Scenario {
        seed,
        settings,
        rules,
    })
}

fn settings(table: &mut Table<'_>) -> Result<Settings, Located> {
    let limit = |limit: &Found<'_>| limit.number(0, u64::MAX).map(Some);
    Ok(Settings {
        batch_limit: table.or("batch_limit", None, limit)?,
        product_limit: table.or("product_limit", None, limit)?,
        body_limit: table.or("body_limit", None, limit)?,
        lag: table.or("lag", None, |lag| lag.time().map(Some))?,
        clock_offset: table.or("clock_offset", 0, Found::offset)?,
        switches: table.or("switches", Vec::new(), switches)?,
    })
}

/// Switches by their written names; each is tried on some that nobody uses.
fn switches(found: &Found<'_>) -> Result<Vec<String>, Located> {
    let texts = found.texts(&pair!(
        "a list such as [\"item-code=real\"]",
        "列表，例如 [\"item-code=real\"]"
    ))?;
    texts
        .into_iter()
        .map(|(at, text)| match Switches::default().set(text) {
            Ok(()) => Ok(text.to_owned()),
            Err(error) => Err(Located::new(at, error.said())),
        })
        .collect()
}

fn rule(value: &Spanned<DeValue<'_>>, wrong: impl Fn() -> Located) -> Result<Rule, Located> {
    let at = value.span().start;
    let DeValue::Table(table) = value.get_ref() else {
        return Err(Located { at, ..wrong() });
    };
    let mut table = Table::new(at, table.clone());
    let usual = Rule::new(fault::read(&mut table)?);
    let fault = usual.fault;
    let rule = Rule {
        operations: table.or("operation", usual.operations, |found| {
            operations(found, &fault)
        })?,
        keys: table.or("keys", None, |found| {
            let pattern = found.text(&pair!(
                "a pattern such as \"INV-0*\"",
                "匹配模式，例如 \"INV-0*\""
            ))?;
            Ok(Some(pattern.to_owned()))
        })?,
        from_batch: table.or("from_batch", usual.from_batch, |found| {
            found.number(0, u64::MAX)
        })?,
        nth: table.or("nth", usual.nth, nth)?,
        every: table.or("every", usual.every, |found| found.number(1, u64::MAX))?,
        probability: table.or("probability", usual.probability, Found::share)?,
        times: table.or("times", usual.times, |found| found.number(1, u64::MAX))?,
        fault,
    };
    let place = say!(
        "a rule with the fault `{name}`",
        "故障为 `{name}` 的规则",
        name = rule.fault.name()
    );
    table.finish(&place)?;
    Ok(rule)
}

/// `2`, `"3..5"` or `"3.."`; both ends belong to it.
fn nth(found: &Found<'_>) -> Result<RangeInclusive<u64>, Located> {
    static LIKE: Said = pair!(
        "a number of at least 1, or a range that includes both ends: \"3..5\" or \"3..\"",
        "不小于 1 的数，或包含两端的范围，例如 \"3..5\"、\"3..\""
    );
    let range = if let Some(text) = found.value.as_str() {
        text.split_once("..").and_then(|(first, last)| {
            let first = first.trim().parse().ok()?;
            let last = match last.trim() {
                "" => u64::MAX,
                last => last.parse().ok()?,
            };
            Some(first..=last)
        })
    } else {
        let number = found
            .integer()
            .and_then(|number| u64::try_from(number).ok());
        number.map(|number| number..=number)
    };
    range
        .filter(|range| *range.start() >= 1 && !range.is_empty())
        .ok_or_else(|| found.wrong(&LIKE))
}

/// Names of operations, or `all` that the fault can work on.
fn operations(found: &Found<'_>, fault: &Fault) -> Result<Vec<Operation>, Located> {
    let possible = fault.operations();
    let names: Vec<&str> = possible.iter().map(|operation| operation.name()).collect();
    let mut chosen = Vec::new();
    for (at, word) in found.texts(&pair!(
        "an operation, a list of them, or \"all\"",
        "一个操作、操作列表或 \"all\""
    ))? {
        if word == "all" {
            return Ok(possible.to_vec());
        }
        let operation = possible.iter().find(|operation| operation.name() == word);
        chosen.push(*operation.ok_or_else(|| {
            let message = say!(
                "the fault `{fault}` has no operation `{word}`; it takes all, {names}{question}",
                "故障 `{fault}` 没有操作 `{word}`；可用的有 all、{names}{question}",
                fault = fault.name(),
                word,
                names = Said::list(names.iter().map(Said::data)),
                question = question(closest(word, &names))
            );
            Located::new(at, message)
        })?);
    }
    if chosen.is_empty() {
        return Err(found.wrong(&pair!("at least one operation", "至少一个操作")));
    }
    Ok(chosen)
}
