//! The results screen, drawn.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Filter, Running, explanation};
use crate::domain::{Counts, RowState};
use crate::store::RunRow;
use crate::tui::app::Model;
use crate::tui::theme::Theme;
use crate::tui::widgets::table::{self, Cell, Column};
use crate::tui::widgets::write::{Pen, Words, grouped};

/// Draws the screen; it has no caret.
pub(crate) fn draw(model: &Model, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let Some(shown) = &model.results.shown else {
        draw_empty(model, area, buf);
        return None;
    };
    let head = if model.results.live().is_some() { 3 } else { 2 };
    let detail = match area.height {
        0..=11 => 2,
        12..=17 => 5,
        _ => 7,
    };
    let top = Rect::new(area.x, area.y, area.width, head.min(area.height));
    let list_height = area.height.saturating_sub(head + detail);
    let list = Rect::new(area.x, area.y + top.height, area.width, list_height);
    let low = Rect::new(
        area.x + 1,
        list.bottom(),
        area.width.saturating_sub(2),
        area.bottom().saturating_sub(list.bottom()),
    );
    draw_head(model, shown.summary.id, top, buf);
    draw_rows(model, list, buf);
    if let Some(row) = model.results.selected_row() {
        draw_detail(model, row, low, buf);
    }
    None
}

fn draw_head(model: &Model, run: i64, area: Rect, buf: &mut Buffer) {
    let (theme, state) = (model.theme, &model.results);
    let counts = state.counts();
    let mut pen = Pen::new(area, buf);
    pen.write(&format!(" Run {run}   "), theme.strong());
    for row_state in [RowState::Created, RowState::Failed, RowState::Unknown] {
        let count = of(&counts, row_state);
        let (glyph, word, style) = face(theme, row_state);
        let style = if count == 0 { theme.dim() } else { style };
        pen.write(&format!("{} {glyph} {word}   ", grouped(count)), style);
    }
    for row_state in [RowState::InFlight, RowState::Queued] {
        let count = of(&counts, row_state);
        if count > 0 {
            let (glyph, word, style) = face(theme, row_state);
            pen.write(&format!("{} {glyph} {word}   ", grouped(count)), style);
        }
    }
    pen.write(&format!("of {}", grouped(counts.total())), theme.dim());
    let below = Rect::new(area.x + 1, area.y + 1, area.width.saturating_sub(2), 1);
    if let Some(running) = state.live() {
        draw_progress(model, running, &counts, below, buf);
    } else if let Some(reason) = &state.halted {
        Words::new(below, buf).line(&[("stopped: ", theme.bad()), (reason, Style::new())]);
    } else if state.filter == Filter::Troubled {
        Words::new(below, buf).line(&[(
            "Only failed and unknown rows are listed; f lists all.",
            theme.hint(),
        )]);
    }
}

fn draw_progress(model: &Model, running: &Running, counts: &Counts, area: Rect, buf: &mut Buffer) {
    let theme = model.theme;
    let open = counts.queued + counts.in_flight;
    let done = running.rows.saturating_sub(open);
    let ms = model.now.saturating_sub(running.since).max(0);
    let seconds = ms / 1000;
    let rate = if ms > 0 {
        i64::try_from(done).unwrap_or(i64::MAX).saturating_mul(1000) / ms
    } else {
        0
    };
    let mut text = format!(" {seconds} s  {rate}/s");
    if rate > 0 && open > 0 {
        let left = i64::try_from(open).unwrap_or(i64::MAX) / rate;
        let _ = write!(text, "  {left} s left");
    }
    if running.stopping {
        text.push_str("  stopping: the reply under way is awaited");
    }
    let wide = usize::from(area.width)
        .saturating_sub(text.len() + 1)
        .min(60);
    let filled = wide * done / running.rows.max(1);
    let mut pen = Pen::new(area, buf);
    pen.write(&theme.glyph("█", "#").repeat(filled), theme.ok());
    pen.write(&theme.glyph("░", ".").repeat(wide - filled), theme.dim());
    pen.write(&text, Style::new());
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
    if state.listed() == 0 && state.filter == Filter::Troubled {
        Words::new(area, buf).wrapped(
            "  Nothing failed, nothing is unknown. f shows all rows.",
            theme.dim(),
        );
        return;
    }
    table::draw(
        area,
        buf,
        theme,
        &columns,
        state.listed(),
        Some(state.selected),
        |place| {
            state
                .row(place)
                .map_or_else(Vec::new, |row| cells(theme, row))
        },
    );
}

fn cells(theme: Theme, row: &RunRow) -> Vec<Cell> {
    let (glyph, word, style) = face(theme, row.state);
    vec![
        ((row.index + 1).to_string(), theme.dim()),
        (format!("{glyph} {word}"), style),
        match &row.device_key {
            Some(key) => (key.clone(), Style::new()),
            None => ("(automatic)".to_owned(), theme.dim()),
        },
        (row.name.clone(), Style::new()),
        (row.product_key.clone(), theme.dim()),
        (row.asset_id.clone().unwrap_or_default(), theme.dim()),
        (reason(row), style),
    ]
}

/// Why a row is where it is, short.
fn reason(row: &RunRow) -> String {
    match row.state {
        RowState::Created | RowState::InFlight => String::new(),
        RowState::Queued if row.corrected => "corrected".to_owned(),
        RowState::Queued => "not sent".to_owned(),
        RowState::Skipped | RowState::Deleted => row.msg.clone(),
        RowState::Failed | RowState::Unknown => match row.code {
            Some(code) => format!("{} ({code})", row.msg),
            None => row.msg.clone(),
        },
    }
}

fn draw_detail(model: &Model, row: &RunRow, area: Rect, buf: &mut Buffer) {
    let theme = model.theme;
    let mut words = Words::new(area, buf);
    let rule = theme.glyph("─", "-").repeat(usize::from(area.width));
    words.line(&[(&rule, theme.dim())]);
    let (glyph, word, style) = face(theme, row.state);
    let heading = format!("{glyph} {word}  ");
    let key = row.device_key.as_deref().unwrap_or("(automatic key)");
    let explanation = super::troubled(row.state).then(|| explanation(row));
    let title = explanation
        .as_ref()
        .map_or("", |explanation| explanation.title.as_ref());
    words.line(&[
        (&heading, style),
        (key, theme.strong()),
        ("  ", Style::new()),
        (title, style),
    ]);
    if let Some(explanation) = &explanation {
        words.wrapped(&explanation.remedy, Style::new());
        words.wrapped(&explanation.meaning, theme.dim());
        if row.code.is_some() {
            words.wrapped(&format!("EnOS said: {}", reason(row)), theme.dim());
        }
    }
    if let Some(asset) = &row.asset_id {
        let secret = if row.has_secret {
            "   secret sealed, v opens it"
        } else {
            ""
        };
        words.line(&[
            ("asset id ", theme.dim()),
            (asset, Style::new()),
            (secret, theme.hint()),
        ]);
    }
    if let Some(request) = &row.request_id {
        words.line(&[("request ", theme.dim()), (request, theme.dim())]);
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

fn of(counts: &Counts, state: RowState) -> usize {
    match state {
        RowState::Queued => counts.queued,
        RowState::InFlight => counts.in_flight,
        RowState::Created => counts.created,
        RowState::Failed => counts.failed,
        RowState::Unknown => counts.unknown,
        RowState::Skipped => counts.skipped,
        RowState::Deleted => counts.deleted,
    }
}

fn draw_empty(model: &Model, area: Rect, buf: &mut Buffer) {
    let mut words = Words::new(area, buf);
    words.blank();
    words.wrapped(
        "  Nothing has been submitted yet. Fill the queue (3) and press s there.",
        model.theme.dim(),
    );
}
