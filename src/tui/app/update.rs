//! What an input does: keys to the topmost thing that wants them, replies to whom they concern.

use crossterm::event::KeyEvent;

use super::{Model, layout, overlays, pointer, quit, registry, replies, requests, run, runs};
use crate::domain::Timestamp;
use crate::said::{Said, say};
use crate::tui::runtime::Input;
use crate::tui::shared::{Chord, Effect, Msg};

/// Changes the model and says what the performer has to do.
pub fn update(model: &mut Model, input: Input<Msg>, now: Timestamp) -> Vec<Effect> {
    model.shared.now = now;
    // What neither types nor changes a row leaves the form as others know it.
    let same = matches!(
        input,
        Input::Tick | Input::Resize(..) | Input::Reply(Msg::Progress(..) | Msg::Undoing(..))
    );
    match input {
        Input::Key(key) => on_key(model, key),
        Input::Paste(text) => on_paste(model, &text),
        Input::Resize(columns, rows) => model.shared.size = (columns, rows),
        Input::Tick => {}
        Input::Mouse(mouse) => pointer::act(model, mouse),
        Input::NotUtf8 => not_utf8(model),
        Input::Crashed(place) => model.warn(say!(
            "an internal error stopped a task ({place}); what was saved is safe",
            "内部错误中止了一项后台操作（{place}）；已保存的数据不受影响"
        )),
        Input::Signal(signal) => quit::told(model, signal.exit_code()),
        Input::Reply(msg) => replies::apply(model, msg),
    }
    if !same {
        model.shared.editing = model.screens.device.editing(&model.shared);
        runs::want_sent(model);
    }
    std::mem::take(&mut model.wanted)
}

fn not_utf8(model: &mut Model) {
    let locale = match &model.locale {
        Some(locale) => Said::data(locale),
        None => say!("not set (LANG)", "未设置（LANG）"),
    };
    model.warn(say!("A character was ignored: it is not UTF-8. Set the terminal to UTF-8; its locale is {locale}.", "有字符未被接收：不是 UTF-8。将终端设为 UTF-8；当前区域设置：{locale}。",
        locale
    ));
}

fn on_key(model: &mut Model, key: KeyEvent) {
    let chord = Chord::from(key);
    if layout::too_small(model.shared.size) {
        return on_key_unseen(model, chord);
    }
    model.notice = None;
    let found = registry::find(model, model.place(), chord);
    if let Some((which, spec)) = found
        && !spec.yields
    {
        return run::run(model, which);
    }
    if model.covered() {
        return overlays::key(model, key);
    }
    let screen = model.screens.get_mut(model.shared.screen);
    match (screen.key(&model.shared, key), found) {
        (Some(asked), _) => requests::carry_out(model, asked),
        // Of a key that a text had no use for, nothing is said.
        (None, Some((which, _))) if registry::against(model, which).is_none() => {
            run::run(model, which);
        }
        (None, _) => {}
    }
}

/// Nobody can see what is done: only leaving works, with the question before it.
fn on_key_unseen(model: &mut Model, chord: Chord) {
    let asked = quit::question(model).is_some();
    let place = if asked {
        model.place()
    } else {
        model.place_below()
    };
    let found = registry::find(model, place, chord);
    if let Some((which, _)) = found.filter(|(which, _)| asked || registry::leaves(*which)) {
        run::run(model, which);
    }
}

fn on_paste(model: &mut Model, text: &str) {
    if layout::too_small(model.shared.size) {
        return;
    }
    model.notice = None;
    if model.covered() {
        return overlays::paste(model, text);
    }
    let screen = model.screens.get_mut(model.shared.screen);
    match screen.paste(&model.shared, text) {
        Some(asked) => requests::carry_out(model, asked),
        None => model.warn(say!(
            "Pasting works in text fields; {key} adds a device.",
            "只能在文本字段中粘贴；按 {key} 添加设备。",
            key = model.shared.key("queue.add")
        )),
    }
}
