//! Where things are: the columns across, the lines down.

use ratatui::layout::Rect;

use super::super::row::{Editor, Row};
use super::super::sheet::Form;
use crate::said::{Lang, Said};
use crate::tui::widgets::{indent, text};

/// Cells before the label: the focus, the problem, a blank.
pub(super) const GUTTER: u16 = 3;
/// Cells between columns.
const GAP: u16 = 2;
/// The least width of the labels: the name of a pair is typed there, and must not move the fields.
const NAME: u16 = 14;
/// The most width of the labels, however wide the form is.
const LONGEST: u16 = 28;
/// The least lines, and the most, of a field of many lines.
const LINES: (usize, usize) = (3, 8);

/// The widths of the columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// The label, or the name of a pair.
    pub(super) label: u16,
    /// The field.
    pub(super) field: u16,
    /// The note; 0 where there is no room for notes.
    pub(super) note: u16,
}

impl Columns {
    /// Shares out the width of `area` among the rows' labels, fields and notes.
    pub(super) fn of<K>(form: &Form<K>, area: Rect, lang: Lang) -> Self {
        let labels = form.rows.iter().map(|row| label_cells(row, lang));
        let longest = labels.max().unwrap_or(0);
        let most = (area.width / 4).clamp(NAME.min(area.width / 3), LONGEST);
        let label = u16::try_from(longest).unwrap_or(most).max(NAME).min(most);
        let rest = area.width.saturating_sub(GUTTER + label + GAP);
        let (field, note) = if rest < 44 {
            (rest, 0)
        } else {
            let field = (rest * 9 / 20).clamp(24, 60);
            (field, rest - field - GAP)
        };
        Self { label, field, note }
    }

    /// Where the field is on the line `row`.
    pub(super) fn field_in(self, row: Rect) -> Rect {
        column(row, GUTTER + self.label + GAP, self.field)
    }

    /// Where the note is on the line `row`.
    pub(super) fn note_in(self, row: Rect) -> Rect {
        let used = GUTTER + self.label + GAP + self.field + GAP;
        column(row, used, self.note)
    }
}

/// So many cells of `row`, behind those that are used.
pub(super) fn column(row: Rect, used: u16, cells: u16) -> Rect {
    let rest = indent(row, used);
    let width = cells.min(rest.width);
    Rect { width, ..rest }
}

fn label_cells<K>(row: &Row<K>, lang: Lang) -> usize {
    match row.editor {
        Editor::Pair { .. } | Editor::Action => 0,
        _ => text::width(&row.label.to(lang)) + usize::from(row.required) * 2,
    }
}

/// One line, or a field's several.
#[derive(Clone, Copy, Debug)]
pub(super) enum Line<'a> {
    /// Space before a heading.
    Blank,
    /// A heading.
    Section(&'a Said),
    /// The row with this index.
    Row(usize),
}

/// All that is to be drawn, from top to bottom: where each begins, and its height.
pub(super) type Lines<'a> = Vec<(Line<'a>, usize, usize)>;

/// Lays out the rows of `form` one below the other.
pub(super) fn lines<K>(form: &Form<K>, columns: Columns) -> Lines<'_> {
    let mut lines = Vec::with_capacity(form.rows.len() + 8);
    let mut at = 0;
    let mut push = |line, height| {
        lines.push((line, at, height));
        at += height;
    };
    let mut before = None;
    for (index, row) in form.rows.iter().enumerate() {
        let section = Some(&row.section).filter(|section| !section.is_empty());
        if section != before {
            before = section;
            if index > 0 {
                push(Line::Blank, 1);
            }
            if let Some(section) = section {
                push(Line::Section(section), 1);
            }
        }
        push(Line::Row(index), height(row, columns.field));
    }
    lines
}

/// How many lines there are.
pub(super) fn total(lines: &Lines<'_>) -> usize {
    let last = lines.last();
    last.map_or(0, |(_, start, height)| start + height)
}

/// The first line to show so that the row `focus` is in the middle of `room` lines, as far as
/// the ends allow.
pub(super) fn top(lines: &Lines<'_>, focus: usize, room: usize) -> usize {
    let is_focused = |line: &Line<'_>| matches!(line, Line::Row(index) if *index == focus);
    let focused = lines.iter().find(|(line, ..)| is_focused(line));
    let Some((_, start, height)) = focused else {
        return 0;
    };
    let above = room.saturating_sub(*height) / 2;
    let last = total(lines).saturating_sub(room);
    start.saturating_sub(above).min(last)
}

fn height<K>(row: &Row<K>, field_cells: u16) -> usize {
    match &row.editor {
        Editor::Text(field) if field.is_multi_line() => {
            field.height(field_cells).clamp(LINES.0, LINES.1)
        }
        _ => 1,
    }
}
