//! Connect: which gateway is worked on, and the profiles that describe gateways.

mod commands;
mod ladder;
mod link;
mod needs;
mod profile;
mod profiles;
mod view;

use std::collections::BTreeMap;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::enos::Secret;
use crate::said::{Said, say};
use crate::tui::contract::{Command, Screen};
use crate::tui::form::{FormEvent, Step};
use crate::tui::shared::{ConnectRequest, Place, Reason, Shared};
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::table::Move;

use link::Test;
pub use link::not_entered;
use profile::ProfileForm;
use profiles::lines;

type Requests = crate::tui::contract::Requests<Answer>;

/// What the connect screen remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The selected line: 0 is the sandbox, then the profiles by name.
    selected: usize,
    /// The profile being written.
    form: Option<ProfileForm>,
    /// Those that were left without saving, by what the profiles were called; opening one brings it back.
    left: BTreeMap<String, ProfileForm>,
    /// Secret keys that were typed, by profile, until the program ends.
    typed: BTreeMap<String, Secret>,
    /// The last connection tests, by profile, until that is changed.
    tests: BTreeMap<String, Test>,
    /// Whether the gateway that is being reached was chosen by hand.
    by_hand: bool,
}

/// What the screen asks for.
#[derive(Debug)]
pub enum Answer {
    /// A profile is forgotten.
    Remove(String),
    /// The secret key completes the request, which is connected to or tested.
    SecretKey {
        /// The profile it belongs to.
        request: Box<ConnectRequest>,
        /// Only tried, not used.
        test: bool,
    },
}

impl Screen for State {
    type Answer = Answer;
    const COMMANDS: &'static [Command<Self>] = commands::COMMANDS;

    fn place(&self) -> Place {
        if self.form.is_some() {
            Place::ProfileForm
        } else {
            Place::Profiles
        }
    }

    fn draw(&self, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
        view::draw(self, shared, area, buf)
    }

    fn selected(&self) -> Option<usize> {
        Some(self.selected)
    }

    fn select(&mut self, shared: &Shared, place: usize) -> Requests {
        self.selected = place.min(lines(shared) - 1);
        Requests::none()
    }

    fn moved(&mut self, shared: &Shared, to: Move) -> Requests {
        if let Some(form) = &mut self.form {
            form.moved(to);
            return Requests::none();
        }
        self.selected = to.from(self.selected, lines(shared), shared.page());
        Requests::none()
    }

    fn focus(&mut self, _: &Shared, place: usize) -> Requests {
        if let Some(form) = &mut self.form {
            form.click(place);
        }
        Requests::none()
    }

    /// Into the form.
    fn key(&mut self, _: &Shared, key: KeyEvent) -> Option<Requests> {
        let event = self.form.as_mut()?.key(key);
        (event != FormEvent::Unhandled).then(Requests::none)
    }

    fn can(&self, step: Step) -> bool {
        self.form.as_ref().is_some_and(|form| form.form.can(step))
    }

    fn step(&mut self, _: &Shared, step: Step) -> Requests {
        if let Some(form) = &mut self.form {
            form.step(step);
        }
        Requests::none()
    }

    fn paste(&mut self, _: &Shared, text: &str) -> Option<Requests> {
        let form = self.form.as_mut();
        let note = form.and_then(|form| form.paste(text));
        Some(note.map_or_else(Requests::none, Requests::say))
    }

    fn answered(&mut self, shared: &Shared, answer: Answer) -> Requests {
        match answer {
            Answer::Remove(name) => profiles::remove(shared, &name),
            Answer::SecretKey { .. } => Requests::none(),
        }
    }

    fn typed(&mut self, _: &Shared, answer: &Answer, line: &str) -> Result<Requests, Reason> {
        match answer {
            Answer::SecretKey { .. } if line.is_empty() => {
                Err(say!("a secret key is needed", "需要 SecretKey"))
            }
            Answer::SecretKey { request, test } => {
                let secret = Secret::from(line.to_owned());
                self.typed.insert(request.label().to_owned(), secret);
                Ok(self.reach(ConnectRequest::clone(request), *test))
            }
            Answer::Remove(_) => Ok(Requests::none()),
        }
    }

    fn focus_help(&self, shared: &Shared) -> Option<Said> {
        self.form.as_ref()?.form.focused_help(&shared.keys)
    }
}
