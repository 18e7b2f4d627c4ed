//! A command run, after asking whether it may.

use super::answer::Which;
use super::commands::{self, Act};
use super::{Model, accept, finding, messages, overlays, quit, registry, requests};
use crate::said::say;
use crate::tui::contract::Overlay;
use crate::tui::shared::Effect;

/// Runs a command, or says why it cannot be run now.
pub(super) fn run(model: &mut Model, which: Which) {
    if let Some(reason) = registry::against(model, which) {
        let title = registry::called(model, which);
        return model.warn(say!(
            "{title}: {reason}",
            "{title}：{reason}",
            title,
            reason
        ));
    }
    let Some(id) = which.owner else {
        return own(model, which.nth);
    };
    let screen = model.screens.get_mut(id);
    let asked = screen.run(which.nth, &model.shared);
    requests::carry_out(model, asked);
}

fn own(model: &mut Model, nth: usize) {
    let Some(own) = commands::nth(nth) else {
        return;
    };
    match own.act {
        Act::Go(screen) => model.go(screen),
        Act::Suspend => model.want(Effect::Suspend),
        Act::Help => finding::open(model, Overlay::Help),
        Act::Palette => finding::open(model, Overlay::Palette),
        Act::Here => model.finder.here(),
        Act::Mouse => pointer_switched(model),
        Act::Language => model.shared.theme.lang = model.shared.theme.lang.other(),
        Act::Theme => {
            let colors = &mut model.shared.theme.colors;
            *colors = colors.next();
            let now = colors.label();
            model.say(now);
        }
        Act::Redraw => model.redrawn += 1,
        Act::Messages => messages::open(model),
        Act::Pane => model.shared.panes.next(),
        Act::Zoom => model.shared.panes.zoomed = !model.shared.panes.zoomed,
        Act::Quit => quit::quit(model),
        Act::Move(to) => overlays::moved(model, to),
        Act::Form(step) => {
            let screen = model.screens.get_mut(model.shared.screen);
            let asked = screen.step(&model.shared, step);
            requests::carry_out(model, asked);
        }
        Act::Close => overlays::close(model),
        Act::Accept => {
            if let Some(next) = accept::accept(model) {
                run(model, next);
            }
        }
    }
}

fn pointer_switched(model: &mut Model) {
    model.mouse = !model.mouse;
    model.say(if model.mouse {
        say!(
            "The mouse works in enroll; hold Shift to select text in the terminal.",
            "鼠标现在用于点击；按住 Shift 可选择终端文本。"
        )
    } else {
        say!(
            "The mouse now selects text in the terminal. {key} takes it back.",
            "鼠标已交给终端，用于选择文本。按 {key} 收回。",
            key = model.shared.key("mouse")
        )
    });
}
