//! Draws one row: gutter, label, field, note.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::row::{Editor, Half, Row};
use super::super::sheet::Form;
use super::layout::{Columns, GUTTER, column};
use crate::provision::Severity;
use crate::said::{label, say};
use crate::tui::theme::Theme;
use crate::tui::widgets::hit::{Drawn, Hit};
use crate::tui::widgets::write::Pen;
use crate::tui::widgets::{indent, text};

impl<K: Clone + Eq> Form<K> {
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
        let worst = worst.map(|worst| (&worst.message, sign(worst.severity, theme)));
        if focus.is_some() {
            text::put(buf, place, theme.glyph("▌", ">"), theme.hint());
        }
        if let Some((_, (glyph, style))) = worst {
            text::put(buf, indent(place, 1), glyph, style);
        }
        let label = column(place, GUTTER, columns.label);
        let field = columns.field_in(place);
        let drawn = match &row.editor {
            Editor::Action => {
                let style = if focus.is_some() {
                    theme.selected()
                } else {
                    theme.hint()
                };
                let both = column(place, GUTTER, columns.label + columns.field);
                text::put(buf, both, &row.label.to(theme.lang), style);
                Drawn::default()
            }
            Editor::Pair { key, value } => {
                let on_key = focus == Some(Half::Key);
                let caret = key.draw(label, buf, theme, on_key, &row.label.to(theme.lang));
                let equals = column(place, GUTTER + columns.label, 1);
                text::put(buf, equals, "=", theme.dim());
                let on_value = focus == Some(Half::Value);
                let placeholder = row.placeholder.to(theme.lang);
                Drawn::at(caret.or(value.draw(field, buf, theme, on_value, &placeholder)))
            }
            _ => {
                draw_label(row, label, focus.is_some(), buf, theme);
                let suffix = suffix(row, columns.note > 0, theme);
                let width = u16::try_from(text::width(&suffix)).unwrap_or(field.width);
                // The suffix stands at the right end, apart from the text.
                let at_end = indent(field, field.width.saturating_sub(width));
                text::put(buf, at_end, &suffix, theme.dim());
                let taken = if width > 0 { width + 1 } else { 0 };
                let room = column(field, 0, field.width.saturating_sub(taken));
                let placeholder = row.placeholder.to(theme.lang);
                row.editor
                    .draw(room, buf, theme, focus.is_some(), &placeholder)
            }
        };
        let note = columns.note_in(place);
        match worst {
            Some((message, (_, style))) => text::put(buf, note, &message.to(theme.lang), style),
            None => text::put(buf, note, &note_of(row, focus, theme), theme.dim()),
        };
        drawn
    }
}

impl Editor {
    pub(crate) fn draw(
        &self,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
        focused: bool,
        placeholder: &str,
    ) -> Drawn {
        let choice = match self {
            Self::Text(field) | Self::Pick { field, .. } => {
                return Drawn::at(field.draw(area, buf, theme, focused, placeholder));
            }
            Self::Secret(field) => {
                return Drawn::at(field.draw(area, buf, theme, focused, placeholder));
            }
            Self::Pair { .. } | Self::Action => return Drawn::default(),
            Self::Choice(choice) => choice,
        };
        let (shown, style) = match choice.chosen() {
            Some(option) => (option.label.to(theme.lang), Style::new()),
            None if placeholder.is_empty() => {
                (label!("not set", "未设置").to(theme.lang), theme.dim())
            }
            None => (Cow::Borrowed(placeholder), theme.dim()),
        };
        let style = if focused {
            style.patch(theme.selected())
        } else {
            style
        };
        let used = text::put(buf, area, &shown, style);
        let mut pen = Pen::new(indent(area, used), buf);
        if focused && !choice.is_long() {
            pen.write("  ", theme.hint());
            let back = pen.write(theme.glyph("←", "<"), theme.hint());
            pen.write(" ", theme.hint());
            let on = pen.write(theme.glyph("→", ">"), theme.hint());
            let hits = [(back, "form.option-before"), (on, "form.option")];
            return Drawn::of(hits.map(|(area, id)| Hit::command(area, id)).into());
        }
        Drawn::default()
    }
}

fn draw_label<K>(row: &Row<K>, area: Rect, focused: bool, buf: &mut Buffer, theme: Theme) {
    let style = if focused {
        theme.strong()
    } else {
        Style::new()
    };
    let mark = if row.required { 2 } else { 0 };
    let room = Rect {
        width: area.width.saturating_sub(mark),
        ..area
    };
    let used = text::put(buf, room, &row.label.to(theme.lang), style);
    if row.required {
        text::put(buf, indent(area, used), " *", theme.hint());
    }
}

/// What stands at the right end of a field: the handle of a list, or the unit where nothing stands
/// beside the field.
fn suffix<K>(row: &Row<K>, has_notes: bool, theme: Theme) -> Cow<'_, str> {
    if row.can_pick() {
        Cow::Borrowed(theme.glyph("▾", "v"))
    } else if has_notes {
        Cow::Borrowed("")
    } else {
        row.unit.to(theme.lang)
    }
}

/// What is worth knowing about a row without problems.
fn note_of<K>(row: &Row<K>, focus: Option<Half>, theme: Theme) -> String {
    let mut parts = Vec::new();
    if !row.unit.is_empty() {
        parts.push(row.unit.clone());
    }
    if let Editor::Pick { hint, .. } = &row.editor
        && !hint.is_empty()
    {
        parts.push(hint.clone());
    }
    if row.required && row.is_empty() {
        parts.push(say!("required", "必需"));
    }
    if let (Some(limit), Some(Half::Value)) = (row.limit, focus) {
        let typed = row
            .editor
            .field(Half::Value)
            .map_or(0, |field| field.text().chars().count());
        parts.push(say!("{typed} of {limit}", "{typed}/{limit}"));
    }
    let parts: Vec<_> = parts.iter().map(|part| part.to(theme.lang)).collect();
    parts.join("   ")
}

/// The sign of a severity, and its look.
pub(crate) fn sign(severity: Severity, theme: Theme) -> (&'static str, Style) {
    match severity {
        Severity::Error => (theme.glyph("✗", "x"), theme.bad()),
        Severity::Warning => ("!", theme.doubt()),
    }
}
