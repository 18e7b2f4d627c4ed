//! Rows that come and go: languages, tags, elements, attributes without a model.

use serde_json::{Map, Value};

use super::drafts::Numbers;
use super::{Key, attribute, rows};
use crate::provision::typed::{show, untyped};
use crate::provision::{LOCALES, LOCALES_DOCUMENTED};
use crate::said::Said;
use crate::tui::form::{Form, FormEvent, Half, Row};

/// Puts a new row above the action that asked for it.
pub(super) fn add(form: &mut Form<Key>, action: &Key, numbers: &mut Numbers) -> FormEvent<Key> {
    let Some(mut row) = new_row(action, numbers) else {
        return FormEvent::None;
    };
    if *action == Key::AddLocale {
        row.set_texts(&[next_locale(form).to_owned()]);
    }
    let id = row.id.clone();
    form.insert(row, action);
    FormEvent::Changed(id)
}

/// Makes rows of pasted pairs where the focus is on the name of a pair, or on the action that adds
/// one; gives the last. `None`, and nothing done, where it is not or nothing pasted is a pair.
pub(super) fn paste_pairs(
    form: &mut Form<Key>,
    pasted: &str,
    numbers: &mut Numbers,
) -> Option<Key> {
    let focused = form.focused()?.clone();
    let action = match focused {
        Key::AddLocale | Key::OtherLocale(_) => Key::AddLocale,
        Key::AddFree | Key::Free(_) => Key::AddFree,
        Key::AddTag | Key::Tag(_) => Key::AddTag,
        _ => return None,
    };
    let is_action = focused == action;
    let is_new = form.part == Half::Key && form.row(&focused)?.is_empty();
    if !is_action && !is_new {
        return None;
    }
    let pairs = pairs(pasted, action == Key::AddFree)?;
    let mut last = None;
    for (name, value) in pairs {
        let mut row = new_row(&action, numbers)?;
        row.set_texts(&[name, value]);
        last = Some(row.id.clone());
        form.insert(row, if is_action { &action } else { &focused });
    }
    if !is_action {
        // The row that was empty has been replaced by what was pasted into it.
        form.discard(&focused);
    }
    last
}

/// Labels the elements of every array with their place, and tells where one is still required.
pub(super) fn number_elements(form: &mut Form<Key>) {
    let mut count = 0;
    for row in &mut form.rows {
        match &row.id {
            Key::Element(id, _) => {
                count += 1;
                row.label = Said::data(format_args!("{id} {count}"));
            }
            Key::AddElement(_) => {
                let wanted = row.required || row.done;
                row.required = wanted && count == 0;
                row.done = wanted && count > 0;
                count = 0;
            }
            _ => {}
        }
    }
}

fn new_row(action: &Key, numbers: &mut Numbers) -> Option<Row<Key>> {
    Some(match action {
        Key::AddLocale => rows::other_locale(Key::OtherLocale(numbers.next())),
        Key::AddElement(id) => attribute::element(id, numbers.next()),
        Key::AddFree => attribute::free(Key::Free(numbers.next())),
        Key::AddTag => rows::tag(Key::Tag(numbers.next())),
        _ => return None,
    })
}

/// The locale to offer next: the first of the known ones that has no row.
fn next_locale(form: &Form<Key>) -> &'static str {
    let rows = form.rows.iter();
    let others = rows.filter(|row| matches!(row.id, Key::OtherLocale(_)));
    let names: Vec<_> = others.map(Row::texts).collect();
    let taken = |locale: &str| {
        names
            .iter()
            .any(|texts| texts.first().is_some_and(|name| name == locale))
    };
    let free = |locale: &&str| !LOCALES_DOCUMENTED.contains(locale) && !taken(locale);
    LOCALES.into_iter().find(free).unwrap_or_default()
}

/// The pairs of a JSON object, or of lines that are all `name=value` or `name: value`.
///
/// The texts of a JSON object are given as JSON where the rows hold JSON.
fn pairs(pasted: &str, as_json: bool) -> Option<Vec<(String, String)>> {
    let pairs: Vec<_> = if let Ok(object) = serde_json::from_str::<Map<String, Value>>(pasted) {
        let text = |value| match value {
            Value::String(text) if !as_json => text,
            value => show(&untyped(), &value),
        };
        let pairs = object.into_iter().map(|(name, value)| (name, text(value)));
        pairs.collect()
    } else {
        let lines = pasted
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        lines.map(pair).collect::<Option<_>>()?
    };
    let clean = |text: &str| !text.contains(char::is_control);
    let mut all = pairs.iter();
    let fit = all.all(|(name, value)| !name.is_empty() && clean(name) && clean(value));
    (!pairs.is_empty() && fit).then_some(pairs)
}

/// The two halves of a line, parted by `=` or `: `, whichever comes first.
fn pair(line: &str) -> Option<(String, String)> {
    let halves = [line.split_once('='), line.split_once(": ")];
    let (name, value) = halves
        .into_iter()
        .flatten()
        .min_by_key(|(name, _)| name.len())?;
    Some((name.trim().to_owned(), value.trim().to_owned()))
}
