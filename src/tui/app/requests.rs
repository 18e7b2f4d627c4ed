//! What screens ask for, carried out in order.

use super::answer::{Answer, Asked};
use super::{Model, catalogue, connection, runs};
use crate::store::QueueChange;
use crate::tui::contract::{Awaited, Notice, Overlay, Request};
use crate::tui::screens;
use crate::tui::shared::{Effect, QueueStep, ScreenId};

/// Carries out what a screen asks for.
pub(super) fn carry_out(model: &mut Model, asked: Asked) {
    for request in asked {
        one(model, request);
    }
}

fn one(model: &mut Model, request: Request<screens::Answer>) {
    let shared = &model.shared;
    let asked = match request {
        Request::Do(effect) => return model.want(effect),
        Request::Say(notice) => return model.notify(notice),
        Request::Hush => return model.notice = None,
        Request::Go(screen) => return model.go(screen),
        Request::Open(overlay) => return model.overlays.push(overlay.map(Answer::Screen)),
        Request::Instead(awaited, other) => return instead(model, awaited, other),
        Request::Queue(step) => return queue(model, step, false, None),
        Request::Save(step, left) => return queue(model, step, true, left),
        Request::Product(key) => {
            let effect = model.shared.product_wanted(&key);
            return model.want(effect);
        }
        Request::Look(key) => return catalogue::look(model, &key),
        Request::Reload => catalogue::reload(model),
        Request::Connect(request) => return connection::connect(model, request),
        Request::GoOn(run) => return runs::go_on(model, run),
        Request::OnRun(run, command) => return runs::on_run(model, run, command),
        Request::Undo(run, preview) => return runs::undo(model, run, preview),
        Request::Control(control) => return model.control(control),
        Request::Plan => model.screens.plan.open(shared).widen(),
        Request::Use(key) => {
            let asked = model.screens.device.use_product(shared, &key);
            asked.widen()
        }
        Request::Add => model.screens.device.add(shared).widen(),
        Request::Edit(row) => {
            let (draft, origin) = *row;
            let asked = model.screens.device.edit(shared, &draft, origin);
            asked.widen()
        }
    };
    carry_out(model, asked);
}

impl Model {
    /// Goes to another screen. The form that was in view is put down.
    pub(super) fn go(&mut self, screen: ScreenId) {
        let left = self.shared.screen == ScreenId::Device && screen != ScreenId::Device;
        if self.shared.screen == ScreenId::Plan {
            self.screens.plan.close();
        }
        self.shared.screen = screen;
        self.shared.panes.scroll = 0;
        if left {
            let asked = self.screens.device.put_down(&self.shared);
            carry_out(self, asked.widen());
        }
    }
}

/// Puts something where its place is kept; it is scrolled as far as what was there.
fn instead(model: &mut Model, awaited: Awaited, other: Result<Overlay<screens::Answer>, Notice>) {
    let mut overlays = model.overlays.iter();
    let Some(place) = overlays.position(|overlay| overlay.awaits() == Some(awaited)) else {
        return;
    };
    let before = model.overlays.remove(place);
    match other {
        Ok(overlay) => {
            let mut overlay = overlay.map(Answer::Screen);
            if let (Overlay::Ask(now), Overlay::Ask(before)) = (&mut overlay, before) {
                now.scroll = before.scroll;
            }
            model.overlays.insert(place, overlay);
        }
        Err(notice) => model.notify(notice),
    }
}

/// Takes a step of the queue and has it committed; `form` is what is kept of the form, where the step comes from there.
fn queue(model: &mut Model, step: QueueStep, from_form: bool, form: Option<String>) {
    let added = matches!(step, QueueStep::Add(_));
    let scope = model.shared.scope();
    let Some((change, moved)) = model.shared.queue.step(scope, step) else {
        return;
    };
    model.want(Effect::Queue(QueueChange {
        from_form,
        form,
        ..change
    }));
    if moved {
        model.want(Effect::LoadWaiting);
    }
    catalogue::want_models(model);
    model.shared.check_changed();
    model.screens.queue.changed(&model.shared, added);
}
