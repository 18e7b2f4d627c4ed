//! The row of keys: what can be done here and now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::said::{Label, label};
use crate::tui::app::answer::Which;
use crate::tui::app::{Model, registry};
use crate::tui::contract::{Overlay, Spec};
use crate::tui::widgets::hit::{Click, Hit};
use crate::tui::widgets::text::width;
use crate::tui::widgets::write::Pen;

/// Draws the row; gives where the keys stand.
pub(in crate::tui::app) fn draw(model: &Model, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let theme = model.shared.theme;
    let mut pen = Pen::new(area, buf);
    pen.write(" ", Style::new());
    let shared = &model.shared;
    let picker = |key: String, title: Label, id| Hint {
        key,
        title: title.to(theme.lang).into_owned(),
        id,
    };
    let own = |title, id| picker(shared.key(id).to_owned(), title, id);
    let hints = match model.overlays.last() {
        None => commands_here(model),
        Some(Overlay::Help) => vec![
            picker(
                shared.both("picker.up", "picker.down"),
                label!("move", "移动"),
                "picker.down",
            ),
            own(label!("choose", "选择"), "picker.choose"),
            own(label!("back", "返回"), "picker.back"),
        ],
        // A box has its own row of keys.
        Some(_) => Vec::new(),
    };
    let Some((last, hints)) = hints.split_last() else {
        return Vec::new();
    };
    let mut pressed = Vec::new();
    for (nth, hint) in hints.iter().enumerate() {
        if usize::from(pen.room()) < hint.width() + last.width() + 4 {
            continue;
        }
        // The main one is what most come for; one that writes to a real gateway looks like its badge.
        let title = if shared.is_live() && WRITES.contains(&hint.id) {
            theme.badge(theme.live())
        } else if nth == 0 {
            theme.strong()
        } else {
            Style::new()
        };
        pressed.push(hint.draw(&mut pen, theme.accent(), title));
        pen.write("   ", Style::new());
    }
    // The last one, help, has its place however many others there are.
    pen.skip_to_right(last.width() + 1);
    pressed.push(last.draw(&mut pen, theme.accent(), Style::new()));
    pressed
}

/// The commands that write to the gateway.
const WRITES: [&str; 1] = ["plan.submit"];

/// Commands whose keys are shown together: of the first, with that of the second before it.
const PAIRS: [(&str, &str); 1] = [("plan.down", "plan.up")];

/// A key and what it does.
struct Hint {
    key: String,
    title: String,
    id: &'static str,
}

impl Hint {
    fn width(&self) -> usize {
        width(&self.key) + width(&self.title) + 1
    }

    fn draw(&self, pen: &mut Pen<'_>, key: Style, title: Style) -> Hit {
        let key = pen.write(&self.key, key);
        let title = pen.write(&format!(" {}", self.title), title);
        let area = key.union(title);
        let click = Click::Command(self.id);
        Hit { area, click }
    }
}

/// The commands that are possible here and now: going on with an undo first, help last.
fn commands_here(model: &Model) -> Vec<Hint> {
    let place = model.place();
    let undo_open = model.shared.runs.tally().marked > 0;
    let going_on = |spec: &Spec| undo_open && spec.id == "results.undo";
    let possible = registry::rows(model).filter(|(which, spec)| {
        spec.applies(place)
            && (spec.in_footer || going_on(spec))
            && registry::against(model, *which).is_none()
    });
    let mut possible: Vec<_> = possible.collect();
    possible.sort_by_key(|(_, spec)| match spec.id {
        "results.undo" => 0,
        "help" => 2,
        _ => 1,
    });
    let hint = |(which, spec): (Which, &'static Spec)| {
        let title = registry::called(model, which);
        let pair = PAIRS.iter().find(|(id, _)| *id == spec.id);
        let key = match pair {
            Some((id, other)) => model.shared.both(other, id),
            None => spec.shown(place)?.to_string(),
        };
        Some(Hint {
            key,
            title: title.to(model.shared.theme.lang).into_owned(),
            id: spec.id,
        })
    };
    possible.into_iter().filter_map(hint).collect()
}
