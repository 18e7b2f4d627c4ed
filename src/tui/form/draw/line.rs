//! Draws one row: gutter, label, field, and what stands behind it.

use std::borrow::Cow;
use std::hash::Hash;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::notice::Notice;
use super::super::row::{Editor, Half, Row};
use super::super::sheet::Form;
use super::field::put_field;
use super::layout::{Columns, GUTTER, column};
use crate::provision::Severity;
use crate::said::say;
use crate::tui::theme::{Sign, Theme};
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::{indent, text};

impl<K: Clone + Eq + Hash> Form<K> {
    /// Draws the row with this index into `place`; gives the caret's cell if it has the focus, and what of it does
    /// more than take the focus.
    pub(super) fn draw_row(
        &self,
        index: usize,
        columns: Columns,
        place: Rect,
        buf: &mut Buffer,
        theme: Theme,
    ) -> Drawn {
        let Some(row) = self.rows.get(index) else {
            return Drawn::default();
        };
        let focus = (index == self.focus).then_some(self.part);
        let problems = self.visible_problems(&row.id);
        let worst = problems.first();
        if focus.is_some() {
            text::put(buf, place, theme.sign(Sign::SelectedRow), theme.accent());
        }
        if let Some(worst) = worst {
            let (glyph, style) = sign_of(worst, theme);
            text::put(buf, indent(place, 1), glyph, style);
        }
        let nested = if row.nested { 2 } else { 0 };
        let label = column(place, GUTTER + nested, columns.label.saturating_sub(nested));
        let reason = worst.filter(|_| focus.is_none());
        let tail = tail(row, focus, theme);
        let tail_cells = if reason.is_some() {
            0
        } else {
            text::width(&tail)
        };
        let [field, behind] = columns.field_in(place, tail_cells);
        // What is wrong stands where the field could be longer; it is whole once the row has the focus.
        let (field, behind) = match reason {
            Some(_) => beside(row, field, behind),
            None => (field, behind),
        };
        let drawn = put_row(row, [label, field], focus, buf, theme);
        if let Some(worst) = reason {
            let (_, style) = sign_of(worst, theme);
            text::put(buf, behind, &worst.message.to(theme.lang), style);
        } else {
            text::put(buf, behind, &tail, theme.muted());
        }
        drawn
    }
}

fn put_row<K>(
    row: &Row<K>,
    [label, field]: [Rect; 2],
    focus: Option<Half>,
    buf: &mut Buffer,
    theme: Theme,
) -> Drawn {
    match &row.editor {
        Editor::Action => {
            let style = match focus {
                Some(_) => theme.accent(),
                None => Style::new(),
            };
            let both = label.union(field);
            put_label(row, both, style, buf, theme);
            Drawn::default()
        }
        Editor::Pair { key, value } => {
            let name = Rect {
                width: label.width.saturating_sub(2),
                ..label
            };
            let equals = column(label, name.width, 1);
            text::put(buf, equals, "=", theme.muted());
            let on_key = focus == Some(Half::Key);
            let caret = put_field(key, name, &row.label, on_key, buf, theme);
            let on_value = focus == Some(Half::Value);
            let value = put_field(value, field, &row.placeholder, on_value, buf, theme);
            Drawn::at(caret.or(value))
        }
        _ => {
            let style = match focus {
                Some(_) => theme.accent(),
                None => Style::new(),
            };
            let room = Rect {
                width: label.width.saturating_sub(1),
                ..label
            };
            put_label(row, room, style, buf, theme);
            row.editor
                .draw(field, buf, theme, focus.is_some(), &row.placeholder)
        }
    }
}

/// A field as long as its text, and the rest of the line for a sentence beside it.
fn beside<K>(row: &Row<K>, field: Rect, behind: Rect) -> (Rect, Rect) {
    let value = row.texts().last().map_or(0, |text| text::width(text)) + 1;
    let value = if row.is_action() { 0 } else { value.max(9) };
    let all = behind.right().max(field.right()).saturating_sub(field.x);
    let cells = u16::try_from(value).unwrap_or(u16::MAX).min(all / 2);
    let line = Rect {
        width: all,
        ..field
    };
    let line = Rect { height: 1, ..line };
    let short = Rect {
        width: cells,
        ..field
    };
    (short, indent(line, cells + 2))
}

fn put_label<K>(row: &Row<K>, area: Rect, style: Style, buf: &mut Buffer, theme: Theme) {
    let mark = if row.required { 2 } else { 0 };
    let room = Rect {
        width: area.width.saturating_sub(mark),
        ..area
    };
    let used = text::put(buf, room, &row.label.to(theme.lang), style);
    if row.required {
        text::put(buf, indent(area, used), " *", theme.accent());
    }
}

/// What stands behind the field: how much is typed, what it means, its unit, or its type.
fn tail<K>(row: &Row<K>, focus: Option<Half>, theme: Theme) -> Cow<'_, str> {
    if let (Some(limit), Some(Half::Value)) = (row.limit, focus) {
        let field = row.editor.field(Half::Value);
        let typed = field.map_or(0, |field| field.text().chars().count());
        let count = say!("{typed} of {limit}", "{typed}/{limit}");
        return Cow::Owned(count.to(theme.lang).into_owned());
    }
    let hint = match &row.editor {
        Editor::Pick { hint, .. } => Some(hint),
        _ => None,
    };
    let told = [hint, Some(&row.unit), Some(&row.kind)];
    let told = told.into_iter().flatten().find(|said| !said.is_empty());
    told.map_or(Cow::Borrowed(""), |said| said.to(theme.lang))
}

/// The sign of a severity, and its look.
pub(crate) fn sign(severity: Severity, theme: Theme) -> (&'static str, Style) {
    match severity {
        Severity::Error => (theme.sign(Sign::Bad), theme.bad()),
        Severity::Warning => (theme.sign(Sign::Doubt), theme.doubt()),
    }
}

/// The same of a problem: a refusal by EnOS is one, though the device may go again.
pub(super) fn sign_of<K>(problem: &Notice<K>, theme: Theme) -> (&'static str, Style) {
    if problem.refused {
        return (theme.sign(Sign::Bad), theme.bad());
    }
    sign(problem.severity, theme)
}
