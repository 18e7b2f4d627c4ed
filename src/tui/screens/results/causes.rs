//! Why rows failed, by cause.

use ratatui::style::Style;

use crate::domain::Cause;
use crate::said::{Said, grouped, say};
use crate::tui::shared::{Group, Shown};
use crate::tui::theme::{Sign, Theme};
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::text::pad_left;
use crate::words;

/// So many stand beside the counts of a run that has ended.
const FEW: usize = 3;

/// What is common to the rows: EnOS's words for the code, or what happened; then the field.
fn name(cause: &Cause) -> Said {
    let known = cause.meaning().and_then(words::codes::code);
    let title = known.map_or_else(|| words::cause(cause), |known| known.title.clone());
    let title = match cause.code() {
        Some(code) => say!("{title} ({code})", "{title}（{code}）", title),
        None => title,
    };
    match cause.field() {
        Some(field) => say!("{title} · {field}", "{title} · {field}", title),
        None => title,
    }
}

/// The causes, those of most rows first.
pub(super) fn add_all(theme: Theme, shown: &Shown, lines: &mut Lines<'_>) {
    let groups = shown.causes.groups();
    add(theme, &groups, &groups, lines);
}

/// The first few of them.
pub(super) fn add_few(theme: Theme, shown: &Shown, lines: &mut Lines<'_>) {
    let groups = shown.causes.groups();
    let few = groups.get(..FEW).unwrap_or(&groups);
    add(theme, few, &groups, lines);
    let more = groups.len() - few.len();
    if more > 0 {
        let rows: usize = groups.iter().skip(few.len()).map(|group| group.rows).sum();
        let rows = words::ROWS.count(rows);
        let rest = say!(
            "and {rows} for other reasons",
            "另有 {rows}因其他原因失败",
            rows
        );
        lines.told(&rest, theme.muted());
    }
}

fn add(theme: Theme, groups: &[&Group], all: &[&Group], lines: &mut Lines<'_>) {
    let most = all.first().map_or(0, |group| group.rows);
    let wide = grouped(most).len().max(4);
    for group in groups {
        let lead = format!(
            "{} {} ",
            pad_left(&grouped(group.rows), wide),
            theme.sign(Sign::Bad)
        );
        let name = name(&group.cause);
        lines.behind(&[(&lead, theme.bad())], &name.to(theme.lang), Style::new());
    }
}
