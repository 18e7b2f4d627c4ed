//! What every screen reads and none changes: terminal, time, link, catalogue, configuration, queue, runs, and what
//! of the form others go by; and what the program and its performer say to each other.

mod chord;
mod editing;
mod effect;
mod link;
mod loading;
mod msg;
mod place;
mod queue;
mod runs;

use jiff::tz::TimeZone;

use crate::catalogue::Catalogue;
use crate::connect::Target;
use crate::domain::{QueueId, Timestamp};
use crate::provision::Rules;
use crate::said::{Said, say};
use crate::store::{Config, Profile, RunSummary, Waiting};
use crate::tui::keys::Keys;
use crate::tui::theme::Theme;
use crate::tui::widgets::pane::Panes;
use crate::words;

pub use crate::connect::About;
pub use chord::Chord;
pub use editing::{Editing, Origin};
pub use effect::{ConnectRequest, Effect, Judgement, Submission};
pub use link::{LinkState, Reach};
pub use loading::{Load, Loading};
pub use msg::{
    Candidate, Candidates, GatewayReply, Halt, Msg, NoProducts, Reason, Session, Unopened, Waits,
    Workspace,
};
pub use place::{Place, ScreenId};
pub use queue::{QueueRows, QueueStep, errors};
pub use runs::{
    Causes, Group, Happened, Mood, Running, Runs, Sent, Shown, Sum, Tally, Told, Tone, Work,
};

/// What is shared. Only `app` has it to change.
#[derive(Debug, Default)]
pub struct Shared {
    /// What the terminal can show.
    pub theme: Theme,
    /// The keys of the commands.
    pub keys: Keys,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Unix ms of the last input; the only clock the screens know.
    pub now: Timestamp,
    /// Whose clock times are told by; none is UTC.
    pub zone: Option<TimeZone>,
    /// How the panes of the screens are looked at.
    pub panes: Panes,
    /// The screen in view.
    pub screen: ScreenId,
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
    /// Profiles.
    pub config: Config,
    /// Whether queue and form are here; until then neither is changed.
    pub workspace: Load<()>,
    /// Where something waits, the gateway worked on included.
    pub waiting: Vec<Waiting>,
    /// The queue of the gateway worked on.
    pub queue: QueueRows,
    /// The runs of the journal.
    pub runs: Runs,
    /// What of the form others go by.
    pub editing: Editing,
}

impl Shared {
    /// The key of the command called `id`, for a sentence that names it.
    #[must_use]
    pub fn key(&self, id: &str) -> &str {
        self.keys.of(id)
    }

    /// The keys of two commands that go together: `Up/Down`.
    #[must_use]
    pub fn both(&self, one: &str, other: &str) -> String {
        format!("{}/{}", self.key(one), self.key(other))
    }

    /// The keys by which what is changed on the form is saved, `back` having led out of what lies over the screen.
    #[must_use]
    pub fn to_save_first(&self, back: &str) -> String {
        [back, "go.device", "device.save"]
            .map(|id| self.key(id))
            .join(", ")
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

    /// When a time was, by the clock of the person.
    #[must_use]
    pub fn when(&self, at: Timestamp) -> Said {
        let zone = self.zone.clone().unwrap_or(TimeZone::UTC);
        words::when(at, self.now, &zone)
    }

    /// What people call a product, as far as it is known.
    #[must_use]
    pub fn product_name<'a>(&'a self, key: &'a str) -> &'a str {
        let product = self.catalogue.product(key);
        let locale = self.theme.lang.locale();
        product.map_or(key, |product| product.product_name.in_locale(locale))
    }

    /// The product of a run, and how many others are known of.
    #[must_use]
    pub fn product_of(&self, run: &RunSummary) -> Option<Said> {
        let name = self.product_name(run.product_key.as_deref()?);
        Some(match run.products.saturating_sub(1) {
            0 => Said::data(name),
            more => say!("{name}, +{more}", "{name}，+{more}"),
        })
    }

    /// Whether a real gateway is worked on.
    #[must_use]
    pub fn is_live(&self) -> bool {
        !matches!(self.request.target, Target::Sandbox { .. })
    }

    /// What the gateway worked on is called where something is written to it: `LIVE site-7`.
    #[must_use]
    pub fn written_to(&self) -> Said {
        let name = &self.link.label;
        if self.is_live() {
            say!("LIVE {name}", "正式 {name}")
        } else {
            Said::data(name)
        }
    }

    /// The rules in force at the gateway worked on.
    #[must_use]
    pub fn rules(&self) -> Rules {
        Rules {
            lenient: self.about().is_some_and(|about| about.lenient),
        }
    }

    /// Rows of a list in view, for paging.
    #[must_use]
    pub fn page(&self) -> usize {
        usize::from(self.size.1.saturating_sub(10)).max(1)
    }

    /// What people call a gateway and organisation: the sandbox, a profile, else both.
    #[must_use]
    pub fn name_of(&self, scope: &str) -> Said {
        if scope == Target::SANDBOX.scope() {
            return Said::data("SANDBOX");
        }
        let mut profiles = self.config.profiles.iter();
        let known = profiles.find(|(name, profile)| target(name, profile).scope() == scope);
        match (known, scope.rsplit_once('|')) {
            (Some((name, _)), _) => Said::data(name),
            (None, Some((gateway, org_id))) => {
                say!("{gateway} organisation {org_id}", "{gateway} 组织 {org_id}")
            }
            (None, None) => Said::data(scope),
        }
    }

    /// The row of the queue that is open on the form and changed there.
    #[must_use]
    pub fn unsaved_waiting(&self) -> Option<QueueId> {
        match self.editing.unsaved {
            Some(Origin::Queue(id)) => Some(id).filter(|id| self.queue.place(*id).is_some()),
            _ => None,
        }
    }

    /// Checks the rows of the queue that have changed.
    pub fn check_changed(&mut self) {
        let rules = self.rules();
        self.queue.check(&self.catalogue, rules);
    }

    /// Checks the queue again, after models or rules have changed, or all of it.
    pub fn check_queue(&mut self) {
        let rules = self.rules();
        self.queue.check_products(&self.catalogue, rules);
    }

    /// What asks for a product's thing model, and for the product itself where it is not known.
    #[must_use]
    pub fn product_wanted(&mut self, product_key: &str) -> Option<Effect> {
        let hidden = self.catalogue.hidden(product_key).is_some();
        if self.about().is_none() || product_key.is_empty() || hidden {
            return None;
        }
        match self.catalogue.product(product_key) {
            Some(product) => {
                let model_id = product.model_id.clone();
                self.model_wanted(&model_id)
            }
            None => Some(Effect::LoadProduct(product_key.to_owned())),
        }
    }

    /// What asks for a thing model unless it is here or under way.
    #[must_use]
    pub fn model_wanted(&mut self, model_id: &str) -> Option<Effect> {
        self.about()?;
        let known = self.catalogue.models.get(model_id);
        if known.is_some_and(Result::is_ok) || !self.loading.models.insert(model_id.to_owned()) {
            return None;
        }
        Some(Effect::LoadModel(model_id.to_owned()))
    }

    /// What asks how many devices a product has, unless that is known or asked.
    #[must_use]
    pub fn count_wanted(&mut self, product_key: &str) -> Option<Effect> {
        let count = self.loading.counts.entry(product_key.to_owned());
        let count = count.or_default();
        (*count == Load::Idle).then(|| {
            *count = Load::Loading;
            Effect::CountDevices(product_key.to_owned())
        })
    }
}

/// The profile called `name`, to be connected to.
#[must_use]
pub fn target(name: &str, profile: &Profile) -> Target {
    Target::Profile {
        name: name.to_owned(),
        profile: Box::new(profile.clone()),
    }
}
