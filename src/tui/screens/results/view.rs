//! The results screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Position, Rect};
use ratatui::style::Style;

use super::{Filter, KEY_BY_ENOS, State, detail, head};
use crate::domain::{RowIndex, RowState, RunRow};
use crate::said::Lang;
use crate::tui::app::Model;
use crate::tui::screens::device;
use crate::tui::theme::Theme;
use crate::tui::widgets::split;
use crate::tui::widgets::table::{self, Cell, Column};
use crate::tui::widgets::write::Words;
use crate::words;

/// Draws the screen; it has no caret.
pub(crate) fn draw(model: &Model, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let Some(shown) = &model.results.shown else {
        draw_empty(model, area, buf);
        return None;
    };
    let detail = match area.height {
        0..=11 => 2,
        12..=17 => 5,
        _ => 7,
    };
    let [head, below] = split(area, head::height(model));
    let [list, low] = split(below, below.height.saturating_sub(detail));
    head::draw(model, shown.summary.id, head, buf);
    draw_rows(model, list, buf);
    if let Some(row) = model.results.selected_row() {
        detail::draw(model, row, low.inner(Margin::new(1, 0)), buf);
    }
    None
}

fn draw_rows(model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme;
    let columns = [
        Column::cells("#", 6).right().from(60),
        Column::cells("state", 9),
        Column::share("device key", 3),
        Column::share("name", 4).from(60),
        Column::cells("product", 15).from(110),
        Column::cells("asset id", 10).from(110),
        Column::share("reason", 5),
    ];
    let state = &model.results;
    let edited = state
        .run()
        .and_then(|run| device::unsaved_of_run(model, run));
    if state.listed() == 0 && state.filter == Filter::Troubled {
        let none = "  Nothing failed, nothing is unknown. f shows all rows.";
        Words::new(area, buf).wrapped(none, theme.dim());
        return;
    }
    let (rows, selected) = (state.listed(), Some(state.selected));
    table::draw(area, buf, theme, &columns, rows, selected, |place| {
        let row = state.row(place);
        row.map_or_else(Vec::new, |row| cells(theme, state, row, edited))
    });
}

fn cells(theme: Theme, state: &State, row: &RunRow, edited: Option<RowIndex>) -> Vec<Cell> {
    let (glyph, word, style) = face(theme, row.state);
    let why = if edited == Some(row.index) {
        "! changed, not saved".to_owned()
    } else if state.asked(row).is_some() {
        "asking EnOS".to_owned()
    } else {
        reason(row)
    };
    vec![
        (row.index.to_string(), theme.dim()),
        (format!("{glyph} {word}"), style),
        match &row.device_key {
            Some(key) if row.automatic => (key.clone(), theme.dim()),
            Some(key) => (key.clone(), Style::new()),
            None => (KEY_BY_ENOS.to_owned(), theme.dim()),
        },
        (row.name.clone(), Style::new()),
        (row.product_key.clone(), theme.dim()),
        (row.asset_id.clone().unwrap_or_default(), theme.dim()),
        (why, style),
    ]
}

/// Why a row is where it is, short.
pub(super) fn reason(row: &RunRow) -> String {
    match row.state {
        RowState::InFlight | RowState::Deleted => String::new(),
        RowState::Created if row.undo => "to be deleted".to_owned(),
        RowState::Queued if row.corrected => "corrected".to_owned(),
        RowState::Queued if row.attempts > 0 => "to be sent again".to_owned(),
        RowState::Queued => "not sent".to_owned(),
        RowState::Created | RowState::Skipped => words::row(row).to(Lang::En).into_owned(),
        RowState::Failed | RowState::Unknown => {
            let cause = row.cause.as_deref();
            cause.map_or_else(String::new, |cause| {
                words::coded(cause).to(Lang::En).into_owned()
            })
        }
    }
}

/// A row state's glyph, word and look.
#[must_use]
pub(crate) fn face(theme: Theme, state: RowState) -> (&'static str, &'static str, Style) {
    match state {
        RowState::Queued => (theme.glyph("·", "."), "queued", theme.dim()),
        RowState::InFlight => (theme.glyph("…", "~"), "sending", theme.hint()),
        RowState::Created => (theme.glyph("✓", "+"), "created", theme.ok()),
        RowState::Failed => (theme.glyph("✗", "x"), "failed", theme.bad()),
        RowState::Unknown => ("?", "unknown", theme.doubt()),
        RowState::Skipped => (theme.glyph("–", "-"), "skipped", theme.dim()),
        RowState::Deleted => (theme.glyph("×", "D"), "deleted", theme.dim()),
    }
}

fn draw_empty(model: &Model, area: Rect, buf: &mut Buffer) {
    let mut words = Words::new(area, buf);
    words.blank();
    let none = "  Nothing has been submitted yet. Fill the queue (3) and press s there.";
    words.wrapped(none, model.theme.dim());
}
