//! What an input does: keys to the topmost thing that wants them, replies to whom they concern.

use crossterm::event::KeyEvent;

use super::command::{COMMANDS, Command, spec};
use super::effect::Effect;
use super::keys::Chord;
use super::model::{Model, Screen};
use super::msg::Msg;
use super::overlay::Overlay;
use super::{overlay, replies, run, view};
use crate::domain::Timestamp;
use crate::tui::runtime::Input;
use crate::tui::screens::{connect, device, products, queue, results};

/// Changes the model and says what the performer has to do.
pub fn update(model: &mut Model, input: Input<Msg>, now: Timestamp) -> Vec<Effect> {
    model.now = now;
    match input {
        Input::Key(key) => on_key(model, key),
        Input::Paste(text) => on_paste(model, &text),
        Input::Resize(columns, rows) => model.size = (columns, rows),
        Input::Tick | Input::Mouse(_) => {}
        Input::NotUtf8 => model.warn(format!(
            "A character was not taken: it is not UTF-8. Set the terminal to UTF-8; its locale is {}.",
            model.locale.as_deref().unwrap_or("not set (LANG)")
        )),
        Input::Crashed(place) => model.warn(format!(
            "an internal error stopped a task ({place}); what is committed is safe"
        )),
        Input::Signal(signal) => model.leaving = Some((signal.exit_code(), None)),
        Input::Reply(msg) => replies::apply(model, msg),
    }
    std::mem::take(&mut model.wanted)
}

fn on_key(model: &mut Model, key: KeyEvent) {
    if view::too_small(model.size) {
        return on_key_unseen(model, key);
    }
    model.notice = None;
    if !model.overlays.is_empty() {
        return overlay::key(model, key);
    }
    let chord = Chord::from(key);
    if !model.typing() || chord.works_in_text() {
        let place = model.place();
        let spec = COMMANDS
            .iter()
            .find(|spec| spec.applies(place) && spec.chords().any(|other| other == chord));
        if let Some(spec) = spec {
            return run(spec.command, model);
        }
    }
    match model.screen {
        Screen::Products => products::key(model, key),
        Screen::Device => device::key(model, key),
        Screen::Queue => queue::key(model, key),
        Screen::Results => results::key(model, key),
        Screen::Connect => connect::key(model, key),
    }
}

/// Nobody can see what is done: only leaving works, with the question before it.
fn on_key_unseen(model: &mut Model, key: KeyEvent) {
    if matches!(model.overlays.last(), Some(Overlay::Ask(question)) if question.leaves()) {
        return overlay::key(model, key);
    }
    let chord = Chord::from(key);
    let leaves = spec(Command::Quit).is_some_and(|quit| quit.chords().any(|own| own == chord));
    if leaves {
        results::quit(model);
    }
}

fn on_paste(model: &mut Model, text: &str) {
    if view::too_small(model.size) {
        return;
    }
    model.notice = None;
    if !model.overlays.is_empty() {
        overlay::paste(model, text);
        return;
    }
    match model.screen {
        Screen::Device => device::paste(model, text),
        Screen::Products => products::paste(model, text),
        Screen::Connect => connect::paste(model, text),
        Screen::Queue | Screen::Results => {
            model.warn("Pasting works in text fields; a adds a device.");
        }
    }
}
