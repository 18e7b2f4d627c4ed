//! Device: the form in which one device is filled, edited or corrected.

mod begin;
mod commands;
mod edited;
mod failure;
mod keep;
mod leave;
mod pick;
mod save;
mod sent;
mod side;
mod standing;
mod view;

use std::collections::HashMap;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::Draft;
use crate::provision::{self, Problem, timezone};
use crate::said::{Said, pair};
use crate::tui::contract::{Body, Command, Overlay, Screen};
use crate::tui::form::{DeviceKey, FormEvent, Step};
use crate::tui::shared::{Effect, Origin, Place, Reason, Shared};
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::pane::BESIDE;
use crate::tui::widgets::table::Move;

use edited::EditedDevice;
use save::Saving;
use side::Side;

type Requests = crate::tui::contract::Requests<Answer>;

/// What the device screen remembers.
#[derive(Debug, Default)]
pub struct State {
    edited: Option<EditedDevice>,
    /// The new device that was being typed when a row was opened; it comes back when that is left.
    stashed: Option<EditedDevice>,
    /// What "empty the form" took away last.
    binned: Option<EditedDevice>,
    /// What was emptied at gateways that were worked on before, by scope.
    bins: HashMap<String, EditedDevice>,
    /// Whether a save is being committed; the form stays until it is.
    saving: Option<Saving>,
    /// The time zone of the device saved last, offered for the next one.
    timezone: String,
    /// Why the form as it is could not be kept, if so.
    unkept: Option<Reason>,
    /// What stands beside the form, where there is room.
    side: Side,
}

/// What the screen asks for.
#[derive(Debug)]
pub enum Answer {
    /// The edit under way is left and a device of this product begun.
    LeaveEdit(String),
    /// The edit under way is left and this row opened.
    Open(Box<(Draft, Origin)>),
    /// The form, whose row has gone on, is queued as a new device.
    SaveAsNew,
    /// The form takes the place of its row, which was changed meanwhile.
    SaveOver,
    /// A value for a field of the form.
    Field(DeviceKey, String),
    /// The product, by key, of the device on the form.
    Product(String),
}

impl Screen for State {
    type Answer = Answer;
    const COMMANDS: &'static [Command<Self>] = commands::COMMANDS;

    /// Where there is no device to be typed, keys are no text.
    fn place(&self) -> Place {
        if self.open() {
            Place::Device
        } else {
            Place::NoDevice
        }
    }

    fn draw(&self, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
        view::draw(self, shared, area, buf)
    }

    /// Into the form.
    fn key(&mut self, shared: &Shared, key: KeyEvent) -> Option<Requests> {
        let event = self.edited.as_mut()?.form.key(key);
        (event != FormEvent::Unhandled).then(|| self.follow(shared, event))
    }

    fn can(&self, step: Step) -> bool {
        let edited = self.edited.as_ref();
        edited.is_some_and(|edited| edited.form.form.can(step))
    }

    fn step(&mut self, shared: &Shared, step: Step) -> Requests {
        let event = self.edited.as_mut().map(|edited| edited.form.step(step));
        event.map_or_else(Requests::none, |event| self.follow(shared, event))
    }

    fn focus(&mut self, shared: &Shared, place: usize) -> Requests {
        let edited = self.edited.as_mut();
        let event = edited.map(|edited| edited.form.click(place));
        event.map_or_else(Requests::none, |event| self.follow(shared, event))
    }

    fn moved(&mut self, shared: &Shared, to: Move) -> Requests {
        let edited = self.edited.as_mut();
        let event = edited.map(|edited| edited.form.form.moved(to));
        event.map_or_else(Requests::none, |event| self.follow(shared, event))
    }

    fn paste(&mut self, shared: &Shared, text: &str) -> Option<Requests> {
        let Some(edited) = &mut self.edited else {
            return Some(Requests::none());
        };
        let (_, note) = edited.form.paste(text);
        let said = note.message().map_or_else(Requests::none, Requests::say);
        Some(said.then(self.changed(shared)))
    }

    fn answered(&mut self, shared: &Shared, answer: Answer) -> Requests {
        match answer {
            Answer::LeaveEdit(product_key) => self.begin(shared, &product_key),
            Answer::Open(row) => self.open_row(shared, &row.0, row.1),
            Answer::SaveAsNew => self.save_as_new(shared),
            Answer::SaveOver => self.save_over(shared),
            Answer::Field(key, value) => self.picked(shared, &key, &value),
            Answer::Product(key) => self.product_picked(shared, &key),
        }
    }

    fn called(&self, shared: &Shared, id: &str) -> Option<Said> {
        let beside = id == "device.json" && shared.size.0 >= BESIDE;
        beside.then(|| side::next(self.side))
    }

    fn focus_help(&self, shared: &Shared) -> Option<Said> {
        self.edited.as_ref()?.form.form.focused_help(&shared.keys)
    }
}

impl State {
    /// Does what follows from an event of the form.
    fn follow(&mut self, shared: &Shared, event: FormEvent<DeviceKey>) -> Requests {
        match event {
            FormEvent::None | FormEvent::Unhandled => Requests::none(),
            FormEvent::Pick(key) => self.offer(shared, &key),
            FormEvent::Changed(_)
            | FormEvent::Left(_)
            | FormEvent::Add(_)
            | FormEvent::Removed(_) => self.changed(shared),
        }
    }

    /// Whether there is a device on the form.
    #[must_use]
    pub fn open(&self) -> bool {
        self.edited.is_some()
    }

    /// Whether it is a new one.
    fn adding(&self) -> bool {
        self.edited.as_ref().is_some_and(EditedDevice::is_new)
    }

    /// The product of the device on the form.
    #[must_use]
    pub fn product_key(&self) -> Option<String> {
        Some(self.edited.as_ref()?.form.product_key().to_owned())
    }

    /// Gives the form the thing model of its product, if that is known by now; until then the form
    /// keeps the one it has, which may be from an earlier session.
    pub fn model_arrived(&mut self, shared: &Shared) {
        if let Some(edited) = &mut self.edited
            && let Some(thing) = shared.catalogue.model_of(edited.form.product_key())
        {
            edited.form.set_model(Some(thing));
        }
        self.check(shared);
    }

    /// Checks the whole device; the form shows what belongs to fields that were left.
    pub fn check(&mut self, shared: &Shared) {
        let Some(edited) = &mut self.edited else {
            return;
        };
        let draft = edited.form.draft();
        let zone = timezone::describe(&draft.timezone, shared.now);
        let offset = zone.as_ref().map(|zone| Said::data(&zone.offset_now));
        let full = zone.as_ref().map(pick::zone_hint).unwrap_or_default();
        let form = &mut edited.form.form;
        if let Some(key) = form.row_mut(&DeviceKey::DeviceKey) {
            key.placeholder = pick::made_key(shared);
        }
        form.set_hint(&DeviceKey::Timezone, offset.unwrap_or_default(), full);
        let thing = shared.catalogue.model_of(&draft.product_key);
        let mut problems = provision::check(&draft, thing, shared.rules());
        let hidden = shared.catalogue.hidden(&draft.product_key);
        problems.extend(hidden.map(Problem::not_shown));
        problems.extend(failure::as_problem(edited));
        edited.homeless = edited.form.set_problems(&problems);
        edited.sent = sent::lines(&edited.form, &draft);
    }

    /// Checks and keeps the form as it is now.
    fn changed(&mut self, shared: &Shared) -> Requests {
        self.check(shared);
        self.kept(shared)
    }

    /// What is typed and saved nowhere, to be kept.
    fn kept(&self, shared: &Shared) -> Requests {
        Effect::SaveForm(shared.scope(), self.text_to_keep(shared)).into()
    }

    /// Shows the exact JSON of the device: over the form, or beside it in turn with the problems.
    fn preview(&mut self, shared: &Shared) -> Requests {
        let Some(edited) = &self.edited else {
            return Requests::none();
        };
        if shared.size.0 >= BESIDE {
            self.side = self.side.turned();
            return Requests::none();
        }
        let lines = side::to_read(edited, shared.theme);
        let title = pair!("What is sent for this device", "此设备的发送内容");
        Overlay::text(title, Body::Lines(lines)).into()
    }

    /// Jumps to the next field with a problem.
    fn next_problem(&mut self, shared: &Shared) -> Requests {
        self.check(shared);
        let Some(edited) = &mut self.edited else {
            return Requests::none();
        };
        let form = &mut edited.form.form;
        form.touch_all();
        match form.next_problem() {
            Some(_) => Requests::none(),
            None => Requests::say(pair!("No field has a problem.", "所有字段均无问题。")),
        }
    }
}
