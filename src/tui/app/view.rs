//! The frame round every screen: where one is writing, the work, what can be done now.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::command::{COMMANDS, Command, Spec, in_footer};
use super::enabled::objection;
use super::loading::Load;
use super::model::{LinkState, Model, Notice, Reach, Screen};
use super::msg::Waits;
use super::overlay::Overlay;
use super::overlay_view;
use crate::said::Lang;
use crate::tui::screens::{connect, device, products, queue, results};
use crate::tui::widgets::strip;
use crate::tui::widgets::text::width;
use crate::tui::widgets::write::{Pen, Words};
use crate::words::{ago, lasting};

/// The smallest terminal the screens work in.
pub(super) const LEAST: (u16, u16) = (40, 12);

/// Whether a terminal of this size is too small for the screens: nothing but its size is shown then.
#[must_use]
pub(super) fn too_small((columns, rows): (u16, u16)) -> bool {
    columns < LEAST.0 || rows < LEAST.1
}

/// What header, message and keys leave to the screens and to what lies over them.
pub(super) fn body(area: Rect) -> Rect {
    strip(area, 2, area.height.saturating_sub(5))
}

/// Draws everything and places the hardware cursor where text goes.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    if let Some(caret) = draw(model, area, frame.buffer_mut()) {
        frame.set_cursor_position(caret);
    }
}

/// Draws into a buffer; returns the caret.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if too_small((area.width, area.height)) {
        draw_too_small(model, area, buf);
        return None;
    }
    let line = |y: u16| Rect::new(area.x, y, area.width, 1);
    let rule = model.theme.glyph("─", "-").repeat(usize::from(area.width));
    draw_header(model, line(area.y), buf);
    Pen::new(line(area.y + 1), buf).write(&rule, model.theme.dim());
    let body = body(area);
    Pen::new(line(body.bottom()), buf).write(&rule, model.theme.dim());
    if let Some((text, style)) = notice(model) {
        Pen::new(line(body.bottom() + 1), buf).write(&format!(" {text}"), style);
    }
    draw_footer(model, line(body.bottom() + 2), buf);
    let caret = match model.screen {
        Screen::Products => products::draw(model, body, buf),
        Screen::Device => device::draw(model, body, buf),
        Screen::Queue => queue::draw(model, body, buf),
        Screen::Results => results::draw(model, body, buf),
        Screen::Connect => connect::draw(model, body, buf),
    };
    let mut top = caret.filter(|_| model.overlays.is_empty());
    for overlay in &model.overlays {
        top = overlay_view::draw(model, overlay, body, buf);
    }
    if !model.theme.unicode {
        plain_punctuation(buf);
    }
    top
}

/// Ellipses and middle dots stand inside texts, where no theme is at hand.
fn plain_punctuation(buf: &mut Buffer) {
    for cell in &mut buf.content {
        match cell.symbol() {
            "…" => _ = cell.set_symbol("~"),
            "·" => _ = cell.set_symbol("-"),
            _ => {}
        }
    }
}

fn draw_too_small(model: &Model, area: Rect, buf: &mut Buffer) {
    let mut words = Words::new(area, buf);
    words.wrapped(
        &format!(
            "enroll needs {}x{}; this is {}x{}.",
            LEAST.0, LEAST.1, area.width, area.height
        ),
        model.theme.strong(),
    );
    if let Some(running) = &model.results.running {
        let word = running.word();
        words.wrapped(&format!("Run {}: {word}.", running.run), Style::new());
    }
    if let Some(Overlay::Ask(question)) = model.overlays.last()
        && question.leaves()
    {
        let asked = format!("{}. Enter: {}; Esc: back.", question.title, question.yes);
        words.wrapped(&asked, model.theme.bad());
    }
}

/// What the tabs need when only the present one is written out.
const TABS_AT_LEAST: usize = 25;

fn draw_header(model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme;
    let mut pen = Pen::new(area, buf);
    pen.write(" enroll  ", theme.strong());
    let label = &model.link.label;
    match &model.link.reach {
        Reach::Up => {
            pen.write(&format!(" {label} "), theme.selected());
            let org_id = model.about().map_or("", |about| about.site.org_id.as_str());
            // Where all cannot be shown, the screens go first: Connect shows the organisation too.
            if usize::from(pen.room()) > width(org_id) + TABS_AT_LEAST {
                pen.write(&format!(" {org_id}  "), theme.dim());
            }
        }
        Reach::Trying => pen.write(&format!("{label}: connecting  "), theme.hint()),
        Reach::Down(_) => pen.write(&format!("{label}: not connected  "), theme.bad()),
    }
    let queue = match model.queue.len() {
        0 => "3 Queue".to_owned(),
        waiting => format!("3 Queue {waiting}"),
    };
    let results = match &model.results.running {
        None => "4 Results".to_owned(),
        Some(running) => format!("4 Results {}", running.word()),
    };
    let tabs = [
        (Screen::Products, "1 Products"),
        (Screen::Device, "2 Device"),
        (Screen::Queue, &queue),
        (Screen::Results, &results),
        (Screen::Connect, "5 Connect"),
    ];
    let long: usize = tabs.iter().map(|(_, tab)| width(tab) + 2).sum();
    let short = long > usize::from(pen.room());
    let shown = tabs.map(|(screen, tab)| match tab.get(..1) {
        Some(number) if short && screen != model.screen => number,
        _ => tab,
    });
    pen.skip_to_right(width(&shown.join("  ")));
    for (nth, ((screen, _), text)) in tabs.iter().zip(shown).enumerate() {
        if nth > 0 {
            pen.write("  ", Style::new());
        }
        let here = *screen == model.screen;
        pen.write(text, if here { theme.strong() } else { theme.dim() });
    }
}

/// What the message line says, the most urgent first.
fn notice(model: &Model) -> Option<(String, Style)> {
    let theme = model.theme;
    if let Some(Notice { text, bad }) = &model.notice {
        return Some(if *bad {
            (format!("! {text}"), theme.bad())
        } else {
            (text.clone(), theme.ok())
        });
    }
    if model.products.finding && model.screen == Screen::Products {
        let keys = "Enter begins a device of the selected product, Esc shows all.";
        return Some((keys.to_owned(), theme.dim()));
    }
    let LinkState {
        label,
        reach,
        waits,
        ..
    } = &model.link;
    if let Some(Waits {
        call,
        so_far,
        at_most,
    }) = waits
    {
        let [so_far, at_most] =
            [so_far, at_most].map(|time| lasting(*time).to(Lang::En).into_owned());
        let text = format!("Waiting for {label}: {call}, {so_far} so far, at most {at_most}.");
        return Some((text, theme.doubt()));
    }
    match (reach, &model.loading.products, model.catalogue.kept_at) {
        (Reach::Down(reason), ..) => Some((format!("! not connected: {reason}"), theme.bad())),
        (_, Load::Failed(reason), Some(kept_at)) => {
            let text = format!(
                "Products from {}: {reason}",
                ago(kept_at, model.now).to(Lang::En)
            );
            Some((text, theme.doubt()))
        }
        (Reach::Up, ..) if model.about().is_some_and(|about| about.sandbox) => {
            let text = "Built-in sandbox: nothing leaves this machine. 5 connects to a real EnOS.";
            Some((text.to_owned(), theme.dim()))
        }
        _ => None,
    }
}

fn draw_footer(model: &Model, area: Rect, buf: &mut Buffer) {
    let theme = model.theme;
    let mut pen = Pen::new(area, buf);
    pen.write(" ", Style::new());
    let hints = match model.overlays.last() {
        None => commands_here(model),
        Some(Overlay::Pick(_)) => [("Up/Down", "move"), ("Enter", "choose"), ("Esc", "back")]
            .map(|(key, title)| (key.to_owned(), title))
            .into(),
        Some(Overlay::Plan(_) | Overlay::Ask(_) | Overlay::Prompt(_) | Overlay::Text(_)) => {
            Vec::new()
        }
    };
    // The last one, help, has its place however many others there are.
    let kept = hints.last().map_or(0, hint_width);
    for (nth, hint) in hints.iter().enumerate() {
        let after = if nth + 1 == hints.len() { 0 } else { kept };
        if usize::from(pen.room()) < hint_width(hint) + after {
            continue;
        }
        pen.write(&hint.0, theme.hint());
        pen.write(&format!(" {}  ", hint.1), Style::new());
    }
}

/// A key and what it does.
type Hint = (String, &'static str);

fn hint_width((key, title): &Hint) -> usize {
    width(key) + width(title) + 3
}

/// The commands that are possible here and now: going on with an undo first, help last.
fn commands_here(model: &Model) -> Vec<Hint> {
    let (place, typing) = (model.place(), model.typing());
    let undo_open = model.results.tally().marked > 0;
    let shown = |spec: &Spec| in_footer(spec) || (undo_open && spec.command == Command::UndoRun);
    let possible = COMMANDS.iter().filter(|spec| {
        spec.applies(place) && shown(spec) && objection(spec.command, model).is_none()
    });
    let mut possible: Vec<&Spec> = possible.collect();
    possible.sort_by_key(|spec| match spec.command {
        Command::UndoRun => 0,
        Command::Help => 2,
        _ => 1,
    });
    let hint = |spec: &Spec| {
        let chord = spec
            .chords()
            .find(|chord| !typing || chord.works_in_text())?;
        let going_on = spec.command == Command::UndoRun;
        let title = if going_on {
            "go on deleting"
        } else {
            spec.title
        };
        Some((chord.to_string(), title))
    };
    possible.into_iter().filter_map(hint).collect()
}
