//! Where things are: the columns across, the lines down.

use ratatui::layout::Rect;

use super::super::row::{Editor, Row};
use super::super::sheet::Form;
use crate::provision::visits;
use crate::said::Said;
use crate::tui::widgets::indent;

/// Cells before the label: the focus, the problem, a blank.
pub(super) const GUTTER: u16 = 3;
/// Cells of the labels: the same for every form, so that nothing moves.
const LABEL: u16 = 16;
/// The same where there is less room than this.
const LABEL_NARROW: u16 = 12;
const NARROW: u16 = 60;
/// Cells of what stands behind the fields: a count, a unit, a type.
const TAIL: u16 = 10;
/// The least lines, and the most, of a field of many lines.
const LINES: (usize, usize) = (1, 8);

/// The widths of the columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// The label, or the name of a pair, with the blank behind it.
    pub(super) label: u16,
    /// What is left for the field and what stands behind it.
    rest: u16,
    /// The least cells for what stands behind it.
    tail: u16,
}

impl Columns {
    /// Shares out so many cells.
    pub(super) fn of(width: u16) -> Self {
        let (label, tail) = if width < NARROW {
            (LABEL_NARROW, 0)
        } else {
            (LABEL, TAIL)
        };
        let label = label.min(width / 2);
        // One cell stays free at the right, as one does at the left.
        let rest = width.saturating_sub(GUTTER + label + 1);
        Self { label, rest, tail }
    }

    /// Where on the line `row` the field is, with so many cells of text behind it, and where that is.
    pub(super) fn field_in(self, row: Rect, tail: usize) -> [Rect; 2] {
        let tail = u16::try_from(tail).unwrap_or(u16::MAX).max(self.tail);
        let gap = if self.tail > 0 { 2 } else { tail.min(1) };
        let least = (self.rest / 3).max(8).min(self.rest);
        let field = self
            .rest
            .saturating_sub(tail.saturating_add(gap))
            .max(least);
        let at = GUTTER + self.label;
        let left = self.rest.saturating_sub(field + gap);
        [
            column(row, at, field),
            column(row, at + field + gap, left.min(tail)),
        ]
    }

    /// The cells of a field with a short text, or none, behind it.
    pub(super) fn field(self) -> u16 {
        let [field, _] = self.field_in(Rect::new(0, 0, u16::MAX, 1), 0);
        field.width
    }
}

/// So many cells of `row`, behind those that are used.
pub(super) fn column(row: Rect, used: u16, cells: u16) -> Rect {
    let rest = indent(row, used);
    let width = cells.min(rest.width);
    Rect { width, ..rest }
}

/// One line, or several of one thing.
#[derive(Clone, Copy, Debug)]
pub(super) enum Line<'a> {
    /// A heading.
    Section(&'a Said),
    /// The row with this index.
    Row(usize),
    /// What is told of the row with the focus.
    Told,
}

/// What is in view.
pub(super) struct InView<'a> {
    /// From top to bottom: where each begins in the view, and its height.
    pub(super) shown: Vec<(Line<'a>, isize, usize)>,
    /// Whether there is more above.
    pub(super) above: bool,
    /// Whether there is more below.
    pub(super) below: bool,
}

/// Lays out the rows of `form` around the one with the focus, of which `told` lines are told, in `room` lines: that row
/// in the middle, as far as the ends allow.
pub(super) fn in_view<K>(form: &Form<K>, columns: Columns, told: usize, room: usize) -> InView<'_> {
    let lines_of = |index: usize| {
        visits::note(1);
        let row = form.rows.get(index)?;
        let before = index
            .checked_sub(1)
            .and_then(|before| form.rows.get(before));
        let section = Some(&row.section).filter(|section| {
            !section.is_empty() && before.is_none_or(|before| before.section != **section)
        });
        Some((section, height(row, columns.field())))
    };
    let focus = form.focus;
    let mut upwards = Vec::new();
    let mut before = 0;
    let focused = lines_of(focus);
    let own = focused.map_or(0, |(_, height)| height) + told;
    if let Some((Some(section), _)) = focused {
        before += 1;
        upwards.push((Line::Section(section), 1));
    }
    for index in (0..focus).rev() {
        let Some((section, height)) = lines_of(index).filter(|_| before < room) else {
            break;
        };
        upwards.push((Line::Row(index), height));
        upwards.extend(section.map(|section| (Line::Section(section), 1)));
        before += height + usize::from(section.is_some());
    }
    let mut downwards = vec![(Line::Row(focus), own - told), (Line::Told, told)];
    let mut after = 0;
    for index in focus + 1..form.rows.len() {
        let Some((section, height)) = lines_of(index).filter(|_| after < room) else {
            break;
        };
        downwards.extend(section.map(|section| (Line::Section(section), 1)));
        downwards.push((Line::Row(index), height));
        after += height + usize::from(section.is_some());
    }
    let total = before + own + after;
    let top = before.saturating_sub(room.saturating_sub(own) / 2);
    let top = top.min(total.saturating_sub(room));
    let mut at = 0_isize.saturating_sub_unsigned(top);
    let all = upwards.into_iter().rev().chain(downwards);
    let shown = all.map(|(line, height)| {
        let start = at;
        at = at.saturating_add_unsigned(height);
        (line, start, height)
    });
    InView {
        shown: shown.collect(),
        above: top > 0,
        below: top + room < total,
    }
}

fn height<K>(row: &Row<K>, field_cells: u16) -> usize {
    match &row.editor {
        Editor::Text(field) if field.is_multi_line() => {
            field.height(field_cells).clamp(LINES.0, LINES.1)
        }
        _ => 1,
    }
}
