//! The queue screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::domain::{Draft, number};
use crate::provision::{Problem, Severity};
use crate::tui::app::Model;
use crate::tui::screens::device;
use crate::tui::theme::Theme;
use crate::tui::widgets::table::{self, Cell, Column};
use crate::tui::widgets::write::{Words, counted, grouped};

/// Draws the screen; it has no caret.
pub(crate) fn draw(model: &Model, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if model.queue.is_empty() {
        draw_empty(model, area, buf);
        return None;
    }
    let low = if area.height >= 14 { 4 } else { 2 };
    let list = Rect::new(area.x, area.y, area.width, area.height - low);
    draw_rows(model, list, buf);
    let foot = Rect::new(area.x + 1, list.bottom(), area.width - 1, low);
    draw_selected(model, foot, buf);
    None
}

fn draw_rows(model: &Model, area: Rect, buf: &mut Buffer) {
    let columns = [
        Column::cells("#", 6).right().from(60),
        Column::share("device key", 4),
        Column::share("name", 5).from(60),
        Column::share("中文", 4).from(100),
        Column::cells("product", 15).from(100),
        Column::share("timezone", 4).from(80),
        Column::share("state", 6),
    ];
    let state = &model.queue;
    let selected = Some(state.selected);
    let edited = device::unsaved_waiting(model);
    table::draw(
        area,
        buf,
        model.theme,
        &columns,
        state.len(),
        selected,
        |place| {
            state.row(place).map_or_else(Vec::new, |(id, draft)| {
                let problems = state.problems.get(place).map_or(&[][..], Vec::as_slice);
                let last = if state.saving.contains(&id) {
                    saving(model.theme)
                } else if edited == Some(id) {
                    changed(model.theme)
                } else {
                    state_of(model.theme, problems)
                };
                cells(model.theme, place, draft, last)
            })
        },
    );
}

fn cells(theme: Theme, place: usize, draft: &Draft, state: Cell) -> Vec<Cell> {
    let chinese = draft.device_name.i18n_value.get("zh_CN");
    vec![
        (number(place).to_string(), theme.dim()),
        match &draft.device_key {
            Some(key) => (key.clone(), Style::new()),
            None => ("(automatic)".to_owned(), theme.dim()),
        },
        (draft.device_name.default_value.clone(), Style::new()),
        (chinese.cloned().unwrap_or_default(), Style::new()),
        (draft.product_key.clone(), theme.dim()),
        (draft.timezone.clone(), Style::new()),
        state,
    ]
}

fn saving(theme: Theme) -> Cell {
    (format!("{} saving", theme.glyph("…", "~")), theme.hint())
}

/// The row is open on the form, and what is typed there is not saved.
fn changed(theme: Theme) -> Cell {
    ("! changed, not saved".to_owned(), theme.bad())
}

/// A row's state: glyph, word, and the first thing that is wrong.
fn state_of(theme: Theme, problems: &[Problem]) -> Cell {
    let errors = device::errors(problems);
    let first = problems
        .iter()
        .find(|problem| errors == 0 || problem.is_error());
    let Some(first) = first else {
        return (format!("{} ready", theme.glyph("·", ".")), Style::new());
    };
    let more = if problems.len() > 1 {
        format!(" (+{})", problems.len() - 1)
    } else {
        String::new()
    };
    let short = format!("{}{more}: {}", first.field, first.flaw);
    if errors > 0 {
        (format!("! {short}"), theme.bad())
    } else {
        (
            format!("{} ready, {short}", theme.glyph("·", ".")),
            theme.doubt(),
        )
    }
}

fn draw_selected(model: &Model, area: Rect, buf: &mut Buffer) {
    let (theme, state) = (model.theme, &model.queue);
    let ready = state.ready();
    let rest = state.len() - ready;
    let mut words = Words::new(area, buf);
    let not_ready = if rest == 0 {
        String::new()
    } else {
        format!("   {} not ready", grouped(rest))
    };
    let open = match device::unsaved_waiting(model).and_then(|id| super::place(model, id)) {
        Some(place) => format!("   row {} changed, not saved: 2", grouped(number(place))),
        None => String::new(),
    };
    let half = device::half_typed(model);
    let half = half.map_or("", |_| "   1 half typed, not queued: 2");
    words.line(&[
        (&counted(state.len(), "device"), theme.strong()),
        (&format!("   {} ready", grouped(ready)), theme.ok()),
        (&not_ready, theme.bad()),
        (&open, theme.bad()),
        (half, theme.doubt()),
    ]);
    let problems = state
        .problems
        .get(state.selected)
        .map_or(&[][..], Vec::as_slice);
    for problem in problems {
        let style = match problem.severity {
            Severity::Error => theme.bad(),
            Severity::Warning => theme.doubt(),
        };
        words.wrapped(&problem.to_string(), style);
    }
}

fn draw_empty(model: &Model, area: Rect, buf: &mut Buffer) {
    let inset = Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(4),
        ..area
    };
    let mut words = Words::new(inset, buf);
    words.blank();
    words.wrapped("The queue is empty.", model.theme.strong());
    let elsewhere: usize = model.waiting_elsewhere().map(|other| other.queued).sum();
    if elsewhere > 0 {
        let devices = counted(elsewhere, "device");
        words.wrapped(
            &format!("At other gateways: {devices} waiting (5). m takes them over."),
            model.theme.doubt(),
        );
    }
    words.blank();
    words.wrapped(
        "Choose a product (1), fill the form, and save it with Ctrl-S: the device waits here, safe on \
         the disk, until s submits the queue. d duplicates a device and counts its numbers up, D does \
         so as often as you say.",
        model.theme.dim(),
    );
}
