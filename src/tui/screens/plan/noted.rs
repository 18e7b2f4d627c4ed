//! What a plan lists one by one: rows that would not simply be created, each field of them that differs, repeated keys.

use ratatui::style::Style;

use super::{Noted, State};
use crate::domain::{PackedDraft, number};
use crate::provision::plan::RowPlan;
use crate::said::{Lang, Said, grouped, label, say};
use crate::tui::shared::Shared;
use crate::tui::theme::{Sign, Theme};
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::text::{pad, pad_left, width, wrapped};
use crate::words;

/// From this width on a difference stands in three columns.
const COLUMNS: usize = 72;

/// The widths of the three columns where they have room: row and field, the value in EnOS, the value here.
pub(super) fn columns(all: usize) -> Option<[usize; 3]> {
    let value = all * 3 / 10;
    (all >= COLUMNS).then(|| [all - 2 * value - 2, value, value])
}

/// What is said of the `nth` thing that is listed of its own, for `wide` cells.
pub(super) fn entry<'a>(state: &State, shared: &Shared, nth: usize, wide: u16) -> Lines<'a> {
    let mut lines = Lines::new(shared.theme, wide);
    _ = told(state, shared, nth, &mut lines);
    lines
}

fn told(state: &State, shared: &Shared, nth: usize, lines: &mut Lines<'_>) -> Option<()> {
    let theme = shared.theme;
    let (place, field) = match state.noted.get(nth)? {
        Noted::Repeat(said) => {
            let lead = [
                (theme.sign(Sign::Doubt), theme.doubt()),
                (" ", Style::new()),
            ];
            lines.behind(&lead, &said.to(theme.lang), Style::new());
            return Some(());
        }
        Noted::Row(place) => (*place, None),
        Noted::Field(place, nth) => (*place, Some(*nth)),
    };
    let draft = &state.rows.get(place)?.draft;
    let row = state.plan.as_ref()?.rows.get(place)?;
    if let (RowPlan::Different(device), Some(nth)) = (row, field) {
        let differs = device.differs.get(nth)?;
        let lead = if nth == 0 {
            lead(theme.lang, place, draft)
        } else {
            " ".repeat(9)
        };
        let field = words::field(&differs.field);
        let values = [differs.found.as_str(), differs.wanted.as_str()];
        difference(theme, (&lead, &field.to(theme.lang)), values, lines);
        return Some(());
    }
    let (said, look) = said(theme, row)?;
    let lead = lead(theme.lang, place, draft);
    lines.behind(&[(&lead, look)], &said.to(theme.lang), Style::new());
    Some(())
}

/// A row's number and key.
fn lead(lang: Lang, place: usize, draft: &PackedDraft) -> String {
    let number = pad_left(&grouped(number(place)), 7);
    let none = label!("(generated)", "（自动生成）").to(lang);
    let key = draft.device_key().unwrap_or(&none);
    format!("{number}  {key}  ")
}

/// A field that differs, behind its row: in columns, or the values below it.
fn difference(theme: Theme, (lead, field): (&str, &str), values: [&str; 2], lines: &mut Lines<'_>) {
    let plain = Style::new();
    let values = values.map(|value| match value {
        "" => theme.sign(Sign::None),
        value => value,
    });
    let Some([room, found_room, wanted_room]) = columns(lines.wide()) else {
        lines.behind(&[(lead, plain)], field, plain);
        for (label, value) in [in_enos(), here()].iter().zip(values) {
            let label = format!("{}{} ", " ".repeat(9), pad(&label.to(theme.lang), 8));
            lines.behind(&[(&label, theme.muted())], value, plain);
        }
        return;
    };
    let [found, wanted] = values;
    let subject = subject(lead, field, room);
    let mut subject = subject.iter().map(String::as_str);
    let mut found = wrapped(found, found_room);
    let mut wanted = wrapped(wanted, wanted_room);
    loop {
        let row = [subject.next(), found.next(), wanted.next()];
        if row.iter().all(Option::is_none) {
            return;
        }
        let cells = [room, found_room, wanted_room];
        let looks = [plain, theme.muted(), theme.strong()];
        let row = row.into_iter().zip(cells).zip(looks);
        let pieces = row.map(|((text, cells), look)| {
            let text = pad(text.unwrap_or_default(), cells);
            (format!("{text} "), look)
        });
        lines.line(pieces.collect::<Vec<_>>());
    }
}

/// A row and its field in lines of `room` cells: below each other where they are too long for one.
fn subject(lead: &str, field: &str, room: usize) -> Vec<String> {
    const INDENT: usize = 11;
    if width(lead) + width(field) <= room {
        return vec![format!("{lead}{field}")];
    }
    let key = lead.trim_end();
    let number = width(key) - width(key.trim_start());
    let first = (!key.is_empty()).then(|| {
        let rest = wrapped(key.trim_start(), room.saturating_sub(number).max(1));
        rest.map(move |part| format!("{}{part}", " ".repeat(number)))
    });
    let fields = wrapped(field, room.saturating_sub(INDENT).max(1));
    let fields = fields.map(|part| format!("{}{part}", " ".repeat(INDENT)));
    first.into_iter().flatten().chain(fields).collect()
}

/// What the value of EnOS is called.
pub(super) fn in_enos() -> Said {
    label!("in EnOS", "EnOS 中").into()
}

/// What the value of the row is called.
pub(super) fn here() -> Said {
    label!("here", "此处").into()
}

/// What is said of a row that is listed whole, and how its number looks.
fn said(theme: Theme, row: &RowPlan) -> Option<(Said, Style)> {
    Some(match row {
        RowPlan::Create | RowPlan::Unchecked => return None,
        RowPlan::GoesOn(sent) => {
            let (row, run) = (grouped(sent.row), sent.run);
            let state = words::state(sent.state);
            let words = say!(
                "row {row} of run {run}, {state} there",
                "任务 {run} 第 {row} 行，在该任务中的状态：{state}",
                state
            );
            (words, theme.doubt())
        }
        RowPlan::Made(sent) => {
            let (row, run) = (grouped(sent.row), sent.run);
            let key = sent.device_key.as_deref().unwrap_or_default();
            let words = say!(
                "already created: row {row} of run {run}, {key}",
                "已创建：任务 {run} 第 {row} 行，{key}"
            );
            (words, theme.doubt())
        }
        RowPlan::Identical(_) => (say!("exists, identical", "已存在，内容一致"), theme.doubt()),
        RowPlan::Different(_) => (say!("exists, different", "已存在，内容不同"), theme.bad()),
        RowPlan::Repeated(problems) | RowPlan::Invalid(problems) => {
            (words::problem(problems.first()?), theme.bad())
        }
        RowPlan::NoProduct(_) => (
            say!("its product was not found", "未找到其产品"),
            theme.bad(),
        ),
        RowPlan::NoRoom => (say!("no room", "超出产品的设备上限"), theme.bad()),
    })
}
