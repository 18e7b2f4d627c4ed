//! The whole state of the screens.

use std::collections::VecDeque;

use super::answer::Answer;
use super::finder::Finder;
use super::registry;
use crate::domain::RunId;
use crate::provision::run::Control;
use crate::said::Said;
use crate::tui::contract::{Notice, Overlay};
use crate::tui::screens::Screens;
use crate::tui::shared::{ConnectRequest, Effect, LinkState, Place, Shared};
use crate::tui::theme::Theme;

/// The state. Screens own theirs; what several need is shared.
#[derive(Debug, Default)]
pub struct Model {
    /// What the screens read.
    pub shared: Shared,
    /// The screens.
    pub screens: Screens,
    /// What lies over the screen in view, the topmost last.
    pub(super) overlays: Vec<Overlay<Answer>>,
    /// What is looked for in help or among all commands.
    pub(super) finder: Finder,
    /// The message line.
    pub notice: Option<Notice>,
    /// The last messages, the newest first.
    pub(super) told: VecDeque<Notice>,
    /// How often all was to be drawn anew.
    pub(super) redrawn: u64,
    /// What the environment says of the encoding of the terminal.
    pub locale: Option<String>,
    /// Whether the terminal is to tell of the mouse.
    pub mouse: bool,
    /// Whether the gateway was chosen from outside, by a flag or as the default.
    pub chosen: bool,
    /// Whether the program ends with the run under way.
    pub(super) leave_after: bool,
    /// What is done with a run once it is read.
    pub(super) then: Option<(RunId, &'static str)>,
    /// Set when the program is to end: the exit code and what to say after the screen is gone.
    pub leaving: Option<(u8, Option<Said>)>,
    /// What the performer is to do once this input is taken in.
    pub(super) wanted: Vec<Effect>,
}

impl Model {
    /// An empty program about to connect.
    #[must_use]
    pub fn new(theme: Theme, request: ConnectRequest) -> Self {
        let shared = Shared {
            theme,
            size: (80, 24),
            link: LinkState::to(request.label()),
            request,
            ..Shared::default()
        };
        let mut model = Self {
            shared,
            mouse: true,
            ..Self::default()
        };
        model.shared.keys = registry::keys(&model);
        model
    }

    /// Where keys go.
    #[must_use]
    pub(super) fn place(&self) -> Place {
        match self.overlays.last() {
            None => self.place_below(),
            Some(Overlay::Pick(_)) => Place::Picker,
            Some(Overlay::Ask(_)) => Place::Question,
            Some(Overlay::Prompt(_)) => Place::Prompt,
            Some(Overlay::Text(_)) => Place::Reading,
            Some(Overlay::Help) => Place::Help,
            Some(Overlay::Palette) => Place::Palette,
        }
    }

    /// Where keys would go if nothing lay over the screen.
    #[must_use]
    pub(super) fn place_below(&self) -> Place {
        self.screens.get(self.shared.screen).place()
    }

    /// Whether something lies over the screen.
    #[must_use]
    pub fn covered(&self) -> bool {
        !self.overlays.is_empty()
    }

    /// Has the performer do something, after all that was wanted before.
    pub(super) fn want(&mut self, effect: impl Into<Option<Effect>>) {
        self.wanted.extend(effect.into());
    }

    /// Tells what is under way how to go on.
    pub(super) fn control(&mut self, control: Control) {
        if let Some(running) = &mut self.shared.runs.running {
            running.control = control;
        }
        self.want(Effect::Control(control));
    }
}
