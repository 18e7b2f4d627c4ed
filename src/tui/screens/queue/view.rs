//! The queue screen, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;

use super::State;
use crate::domain::{Draft, number};
use crate::provision::Problem;
use crate::said::Lang;
use crate::tui::form::sign;
use crate::tui::shared::{Shared, errors};
use crate::tui::theme::Theme;
use crate::tui::widgets::hit::{Drawn, Hit};
use crate::tui::widgets::table::{self, Cell, Column};
use crate::tui::widgets::write::{Words, counted, grouped};
use crate::tui::widgets::{indent, split};
use crate::words;

/// Draws the screen.
pub(super) fn draw(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
    if shared.queue.is_empty() {
        draw_empty(shared, area, buf);
        return Drawn::default();
    }
    let low = if area.height >= 14 { 4 } else { 2 };
    let [list, foot] = split(area, area.height - low);
    let hits = draw_rows(state, shared, list, buf);
    draw_selected(state, shared, indent(foot, 1), buf);
    Drawn::of(hits)
}

fn draw_rows(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let columns = [
        Column::cells("#", 6).right().from(60),
        Column::share("device key", 4),
        Column::share("name", 5).from(60),
        Column::share("中文", 4).from(100),
        Column::cells("product", 15).from(100),
        Column::share("timezone", 4).from(80),
        Column::share("state", 6),
    ];
    let queue = &shared.queue;
    let selected = Some(state.selected);
    let edited = shared.unsaved_waiting();
    let theme = shared.theme;
    table::draw(area, buf, theme, &columns, queue.len(), selected, |place| {
        let Some((id, draft)) = queue.open_at(place) else {
            return Vec::new();
        };
        let last = if queue.is_saving(id) {
            (format!("{} saving", theme.glyph("…", "~")), theme.hint())
        } else if edited == Some(id) {
            // The row is open on the form, and what is typed there is not saved.
            ("! changed, not saved".to_owned(), theme.bad())
        } else {
            state_of(theme, &queue.problems(place))
        };
        cells(theme, place, &draft, last)
    })
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

/// A row's state: glyph, word, and the first thing that is wrong.
fn state_of(theme: Theme, problems: &[Problem]) -> Cell {
    let errors = errors(problems);
    let mut listed = problems.iter();
    let first = listed.find(|problem| errors == 0 || problem.is_error());
    let ready = format!("{} ready", theme.glyph("·", "."));
    let Some(first) = first else {
        return (ready, Style::new());
    };
    let more = match problems.len() {
        1 => String::new(),
        all => format!(" (+{})", all - 1),
    };
    let flaw = words::flaw(&first.flaw);
    let short = format!("{}{more}: {}", first.field, flaw.to(Lang::En));
    if errors > 0 {
        (format!("! {short}"), theme.bad())
    } else {
        (format!("{ready}, {short}"), theme.doubt())
    }
}

fn draw_selected(state: &State, shared: &Shared, area: Rect, buf: &mut Buffer) {
    let (theme, queue) = (shared.theme, &shared.queue);
    let ready = queue.ready();
    let rest = queue.len() - ready;
    let mut words = Words::new(area, buf);
    let not_ready = match rest {
        0 => String::new(),
        rest => format!("   {} not ready", grouped(rest)),
    };
    let open = match shared.unsaved_waiting().and_then(|id| queue.place(id)) {
        Some(place) => format!("   row {} changed, not saved: 2", grouped(number(place))),
        None => String::new(),
    };
    let half = shared.editing.half_typed.as_ref();
    let half = half.map_or("", |_| "   1 half typed, not queued: 2");
    words.line(&[
        (&counted(queue.len(), "device"), theme.strong()),
        (&format!("   {} ready", grouped(ready)), theme.ok()),
        (&not_ready, theme.bad()),
        (&open, theme.bad()),
        (half, theme.doubt()),
    ]);
    for problem in queue.problems(state.selected) {
        let (_, style) = sign(problem.severity, theme);
        words.wrapped(&words::problem(&problem).to(Lang::En), style);
    }
}

fn draw_empty(shared: &Shared, area: Rect, buf: &mut Buffer) {
    let mut words = Words::new(area.inner(Margin::new(2, 0)), buf);
    words.blank();
    words.wrapped("The queue is empty.", shared.theme.strong());
    let elsewhere: usize = shared.waiting_elsewhere().map(|other| other.queued).sum();
    if elsewhere > 0 {
        let devices = counted(elsewhere, "device");
        let line = format!("At other gateways: {devices} waiting (5). m takes them over.");
        words.wrapped(&line, shared.theme.doubt());
    }
    words.blank();
    words.wrapped(
        "Choose a product (1), fill the form, and save it with Ctrl-S: the device waits here, safe on \
         the disk, until s submits the queue. d duplicates a device and counts its numbers up, D does \
         so as often as you say.",
        shared.theme.dim(),
    );
}
