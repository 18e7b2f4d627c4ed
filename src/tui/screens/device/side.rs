//! What stands beside the form: what will be sent, or what is wrong with it.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::State;
use super::edited::EditedDevice;
use super::sent::SentLine;
use crate::provision::Severity;
use crate::said::{Said, label, pair, say};
use crate::tui::form::sign;
use crate::tui::shared::Shared;
use crate::tui::theme::{Sign, Theme};
use crate::tui::widgets::indent;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::pane::Pane;
use crate::words;

/// What is shown there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Side {
    /// The JSON as it would be sent now.
    #[default]
    Json,
    /// The problems that may be shown, whole.
    Problems,
}

impl Side {
    /// The other one.
    pub(super) const fn turned(self) -> Self {
        match self {
            Self::Json => Self::Problems,
            Self::Problems => Self::Json,
        }
    }
}

/// Draws the pane.
pub(super) fn draw(
    state: &State,
    shared: &Shared,
    edited: &EditedDevice,
    pane: Pane,
    buf: &mut Buffer,
) {
    let theme = shared.theme;
    let (errors, warnings) = edited.form.form.problem_counts();
    let count = errors + warnings + edited.homeless.len();
    let problems = say!("Problems {count}", "问题 {count}")
        .to(theme.lang)
        .into_owned();
    let title = match state.side {
        Side::Json => format!("[JSON]   {problems}"),
        Side::Problems => format!("JSON   [{problems}]"),
    };
    let turns = say!("{key} turns", "{key} 切换", key = shared.key("device.json"));
    pane.title(theme, buf, &title, &turns.to(theme.lang));
    let inner = indent(pane.inner, 1);
    let room = usize::from(inner.height);
    let mut lines = Lines::new(theme, inner.width);
    match state.side {
        Side::Json => {
            let from = first_in_view(edited, room);
            for line in edited.sent.iter().skip(from).take(room) {
                put(&mut lines, line, edited, theme);
            }
        }
        Side::Problems => problems_of(&mut lines, edited, room, shared),
    }
    lines.draw(0, inner, buf);
}

/// The first line of the JSON to show, so that what is said by the row with the focus is in view.
fn first_in_view(edited: &EditedDevice, room: usize) -> usize {
    let form = &edited.form;
    let field = form.form.focused().map(|key| form.field_of(key));
    let of = |line: &SentLine| line.field.is_some() && line.field == field;
    let at = edited.sent.iter().position(of).unwrap_or(0);
    let lowest = edited.sent.len().saturating_sub(room);
    at.saturating_sub(room / 2).min(lowest)
}

fn put(lines: &mut Lines<'_>, line: &SentLine, edited: &EditedDevice, theme: Theme) {
    let text = line.read(theme);
    let indent = "  ".repeat(line.depth);
    let plain = Style::new();
    let (glyph, style, look) = match &line.fault {
        Some(fault) if edited.form.form.shows(&fault.key) => {
            let severity = if fault.refused {
                Severity::Error
            } else {
                fault.severity
            };
            let (glyph, style) = sign(severity, theme);
            (glyph, style, style)
        }
        Some(_) => (" ", plain, theme.muted()),
        None => (" ", plain, plain),
    };
    lines.behind(
        &[(glyph, style), (" ", plain), (&indent, plain)],
        &text.to(theme.lang),
        look,
    );
}

/// Every problem that may be shown, each with its field; those of the whole device first.
fn problems_of(lines: &mut Lines<'_>, edited: &EditedDevice, room: usize, shared: &Shared) {
    let theme = shared.theme;
    let form = &edited.form;
    let plain = Style::new();
    for problem in &edited.homeless {
        let (glyph, style) = sign(problem.severity, theme);
        let what = words::flaw(&problem.flaw);
        lines.behind(&[(glyph, style), (" ", plain)], &what.to(theme.lang), plain);
    }
    let mut shown = form.form.shown();
    for notice in shown.by_ref().take(room) {
        let severity = if notice.refused {
            Severity::Error
        } else {
            notice.severity
        };
        let (glyph, style) = sign(severity, theme);
        let label = form.label_of(&notice.id);
        lines.behind(
            &[(glyph, style), (" ", plain)],
            &label.to(theme.lang),
            style,
        );
        lines.behind(&[("    ", plain)], &notice.message.to(theme.lang), plain);
    }
    if lines.tall() > 0 {
        return;
    }
    let (filled, all) = form.form.required();
    let said = if filled < all {
        say!(
            "{filled} of {all} required fields are filled; nothing else is wrong so far.",
            "必填项已填 {filled} / {all}；目前没有其他问题。"
        )
    } else {
        pair!("No field has a problem.", "所有字段均无问题。")
    };
    lines.behind(
        &[(theme.sign(Sign::Ready), theme.muted()), (" ", plain)],
        &said.to(theme.lang),
        plain,
    );
}

/// The same to be read over the form, where there is no room beside it.
pub(super) fn to_read(edited: &EditedDevice, theme: Theme) -> Vec<Said> {
    let of_all = edited.homeless.iter().map(|problem| {
        let (glyph, _) = sign(problem.severity, theme);
        let what = words::flaw(&problem.flaw);
        say!("{glyph} {what}", "{glyph} {what}", what)
    });
    let lines = edited.sent.iter().map(|line| {
        let glyph = match &line.fault {
            Some(fault) if edited.form.form.shows(&fault.key) => sign(fault.severity, theme).0,
            _ => " ",
        };
        let indent = "  ".repeat(line.depth);
        let text = line.read(theme);
        say!("{glyph} {indent}{text}", "{glyph} {indent}{text}", text)
    });
    of_all.chain(lines).collect()
}

/// What the pane would show next.
pub(super) fn next(side: Side) -> Said {
    match side {
        Side::Json => label!("problems", "问题").into(),
        Side::Problems => Said::data("JSON"),
    }
}
