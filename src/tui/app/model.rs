//! The whole state of the screens.

use crate::catalogue::Catalogue;
use crate::domain::Timestamp;
use crate::store::{Config, Waiting};
use crate::tui::screens::{connect, device, products, queue, results};
use crate::tui::theme::Theme;

use super::effect::{ConnectRequest, Effect};
use super::loading::{Load, Loading};
use super::msg::{Reason, Waits};
use super::overlay::Overlay;
use crate::connect::About;

/// The five screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// Products of the gateway.
    #[default]
    Products,
    /// The form.
    Device,
    /// Devices waiting to be submitted.
    Queue,
    /// What became of them.
    Results,
    /// Gateways and profiles.
    Connect,
}

/// Where keys go: a screen, or the part of it that has its own commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::VariantArray)]
#[expect(missing_docs, reason = "the screens' own names")]
pub enum Place {
    Products,
    Device,
    Queue,
    Results,
    Profiles,
    ProfileForm,
}

/// The gateway worked on, and how it is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkState {
    /// What it is called.
    pub label: String,
    /// What is known of it, once it can be asked at all.
    pub about: Option<About>,
    /// Whether it answers.
    pub reach: Reach,
    /// The call that takes long, if one does.
    pub waits: Option<Waits>,
}

/// Whether a gateway answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// It has not answered yet.
    #[default]
    Trying,
    /// It does, and knows this application.
    Up,
    /// Not when it was asked last, for this reason.
    Down(Reason),
}

impl LinkState {
    /// A gateway of which nothing is known yet.
    #[must_use]
    pub fn to(label: &str) -> Self {
        Self {
            label: label.to_owned(),
            ..Self::default()
        }
    }
}

/// A message in the line above the footer. Never the only record of anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub text: String,
    /// Whether it is bad news.
    pub bad: bool,
}

/// The state. Screens own theirs; what several need stands here.
#[derive(Debug, Default)]
pub struct Model {
    /// What the terminal can show.
    pub theme: Theme,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Unix ms of the last input; the only clock the screens know.
    pub now: Timestamp,
    /// The screen in view.
    pub screen: Screen,
    /// What lies over it, the topmost last.
    pub overlays: Vec<Overlay>,
    /// The gateway.
    pub link: LinkState,
    /// Which connection replies must belong to.
    pub generation: u64,
    /// What was last connected to, to try it again.
    pub request: ConnectRequest,
    /// Products and models.
    pub catalogue: Catalogue,
    /// What of them is under way.
    pub loading: Loading,
    /// What the environment says of the encoding of the terminal.
    pub locale: Option<String>,
    /// Whether the terminal is to tell of the mouse.
    pub mouse: bool,
    /// Whether the gateway was chosen from outside, by a flag or as the default.
    pub chosen: bool,
    /// Profiles.
    pub config: Config,
    /// Whether queue and form are here; until then neither is changed.
    pub workspace: Load<()>,
    /// Where something waits, the gateway worked on included.
    pub waiting: Vec<Waiting>,
    /// See [`products`].
    pub products: products::State,
    /// See [`device`].
    pub device: device::State,
    /// See [`queue`].
    pub queue: queue::State,
    /// See [`results`].
    pub results: results::State,
    /// See [`connect`].
    pub connect: connect::State,
    /// The message line.
    pub notice: Option<Notice>,
    /// Whether the store is open; until then nothing can be kept.
    pub opened: bool,
    /// Set when the program is to end: the exit code and what to say after the screen is gone.
    pub leaving: Option<(u8, Option<String>)>,
    /// What the performer is to do once this input is taken in.
    pub wanted: Vec<Effect>,
}

impl Model {
    /// An empty program about to connect.
    #[must_use]
    pub fn new(theme: Theme, request: ConnectRequest) -> Self {
        Self {
            theme,
            size: (80, 24),
            mouse: true,
            link: LinkState::to(request.label()),
            request,
            ..Self::default()
        }
    }

    /// Where keys go.
    #[must_use]
    pub fn place(&self) -> Place {
        match self.screen {
            Screen::Products => Place::Products,
            Screen::Device => Place::Device,
            Screen::Queue => Place::Queue,
            Screen::Results => Place::Results,
            Screen::Connect if self.connect.editing() => Place::ProfileForm,
            Screen::Connect => Place::Profiles,
        }
    }

    /// Whether a text field has the focus, so that letters are text.
    #[must_use]
    pub fn typing(&self) -> bool {
        match self.place() {
            Place::Device => self.device.open(),
            Place::ProfileForm => true,
            Place::Products => self.products.finding,
            Place::Queue | Place::Results | Place::Profiles => false,
        }
    }

    /// The gateway and organisation worked on, reached or not: whose queue and form are in view.
    #[must_use]
    pub fn scope(&self) -> String {
        self.request.target.scope()
    }

    /// Where else devices wait in a queue, or a form half-typed.
    pub fn waiting_elsewhere(&self) -> impl Iterator<Item = &Waiting> {
        let here = self.scope();
        self.waiting.iter().filter(move |other| other.scope != here)
    }

    /// The gateway, once it can be asked; whether it answers is another matter.
    #[must_use]
    pub fn about(&self) -> Option<&About> {
        self.link.about.as_ref()
    }

    /// Has the performer do something, after all that was wanted before.
    pub fn want(&mut self, effect: Effect) {
        self.wanted.push(effect);
    }

    /// Says something in the message line.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notify(text.into(), false);
    }

    /// Says something bad in the message line.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.notify(text.into(), true);
    }

    fn notify(&mut self, text: String, bad: bool) {
        self.notice = Some(Notice { text, bad });
    }

    /// Rows of a list in view, for paging.
    #[must_use]
    pub fn page(&self) -> usize {
        usize::from(self.size.1.saturating_sub(10)).max(1)
    }
}
