//! Carries out what the screens ask for: journal, gateway, clipboard and files.

mod candidates;
mod connector;
mod contact;
mod gateway;
mod journal_writer;
mod report;
mod run;
mod undo;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::sync::watch;

use crate::domain::Timestamp;
use crate::enos::{Api, Clock, PrivateKey};
use crate::provision::run::Control;
use crate::said::say;
use crate::store::{Paths, Store};
use crate::tui::runtime::{Perform, Replies, suspend};
use crate::tui::shared::{About, ConnectRequest, Effect, Msg, Reason, Unopened};
use crate::words::Verdict;

pub use connector::GatewayConnector;
use journal_writer::{JournalWriter, with, workspace};

/// How long closing the journal may take.
const CLOSING: Duration = Duration::from_secs(6);

/// A gateway that can be asked.
#[derive(Clone)]
pub struct Link {
    /// What the screens need to know of it.
    pub about: About,
    /// The way to ask.
    pub api: Arc<dyn Api>,
    /// What else can be asked of it.
    pub extras: Arc<dyn Extras>,
}

/// What an open gateway can do besides its calls.
pub trait Extras: Send + Sync {
    /// The private key that opens its secrets, or why there is none.
    fn private_key(&self) -> BoxFuture<'_, Result<PrivateKey, Reason>>;
    /// Tries everything that can be wrong with the connection.
    fn test(&self) -> BoxFuture<'_, Vec<Verdict>>;
}

/// Reaches gateways. The screens know no address and start no sandbox themselves.
pub trait Connector: Send + Sync {
    /// Makes a gateway ready to be asked; it has not necessarily been spoken with.
    fn connect(&self, request: ConnectRequest) -> BoxFuture<'_, Result<Link, Unopened>>;
}

/// What the performer works with.
pub struct Context {
    /// Where things are kept.
    pub paths: Paths,
    /// Reaches gateways.
    pub connector: Arc<dyn Connector>,
    /// Tells the time.
    pub clock: Clock,
}

/// Carries out effects in the background.
pub struct Performer(Arc<Shared>);

/// What the effects share.
pub(super) struct Shared {
    context: Context,
    journal: JournalWriter,
    live: Mutex<Live>,
}

/// The gateway in use and the run under way.
#[derive(Default)]
struct Live {
    link: Option<(u64, Link)>,
    controls: Option<watch::Sender<Control>>,
}

impl Performer {
    /// A performer; it opens nothing until it is asked to.
    #[must_use]
    pub fn new(context: Context) -> Self {
        Self(Arc::new(Shared {
            journal: JournalWriter::start(),
            context,
            live: Mutex::default(),
        }))
    }

    /// Closes the journal, to be called when the screens have ended.
    pub fn closing(&self) -> impl FnOnce() + use<> {
        let shared = Arc::clone(&self.0);
        move || shared.journal.close(CLOSING)
    }
}

impl Shared {
    /// Held for a look or a change only, never over a wait.
    fn live(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn link(&self) -> Result<(u64, Link), Reason> {
        self.live()
            .link
            .clone()
            .ok_or_else(|| say!("not connected to a gateway", "未连接 API 网关"))
    }

    /// What the controls of the work under way come on. It is there before the task begins: a
    /// control may follow at once.
    fn take_controls(&self) -> watch::Receiver<Control> {
        let (sender, controls) = watch::channel(Control::Go);
        self.live().controls = Some(sender);
        controls
    }

    fn now(&self) -> Timestamp {
        (self.context.clock)()
    }

    async fn connect(&self, generation: u64, request: ConnectRequest, replies: &Replies<Msg>) {
        let patience = request.target.patience();
        let opening = self.open(request);
        let outcome = contact::opening(generation, patience, &replies.news(), opening).await;
        let mut live = self.live();
        let known = live.link.as_ref().map(|(known, _)| *known);
        if known.is_none_or(|known| known <= generation) {
            live.link = outcome.as_ref().ok().map(|link| (generation, link.clone()));
        }
        drop(live);
        if let Some(contact) = outcome.as_ref().ok().and_then(|link| link.api.contact()) {
            tokio::spawn(contact::follow(generation, contact, replies.news()));
        }
        let about = outcome.map(|link| link.about);
        replies.send(Msg::Connected(generation, about));
    }

    /// The gateway, ready to be asked. There is one sandbox: the one in use is the one that is meant.
    async fn open(&self, request: ConnectRequest) -> Result<Link, Unopened> {
        let in_use = self.live().link.clone().map(|(_, link)| link);
        match in_use
            .filter(|link| link.about.sandbox && link.about.site.scope == request.target.scope())
        {
            Some(link) => Ok(link),
            None => self.context.connector.connect(request).await,
        }
    }

    async fn test(&self, request: ConnectRequest) -> Msg {
        let verdicts = async { Ok(self.open(request.clone()).await?.extras.test().await) };
        let verdicts = verdicts.await;
        Msg::Tested(Box::new(request), verdicts)
    }

    /// What comes of an effect that takes its time; none when nobody can be asked any more.
    async fn answer(&self, effect: Effect) -> Option<Msg> {
        Some(match effect {
            Effect::Test(request) => self.test(request).await,
            Effect::Reveal(run, index) => {
                Msg::Secret(run, index, report::reveal(self, run, index).await)
            }
            Effect::Export(run, path) => Msg::Exported(report::export(self, run, path).await),
            effect => return gateway::ask(self, effect).await,
        })
    }
}

impl Perform<Effect, Msg> for Performer {
    #[expect(clippy::too_many_lines, reason = "one arm an effect")]
    fn perform(&self, effect: Effect, replies: Replies<Msg>) {
        let shared = Arc::clone(&self.0);
        match effect {
            Effect::Open => journal_writer::open(&shared, replies),
            Effect::SaveForm(scope, text) => shared.journal.save_form(scope, text, replies),
            Effect::Queue(change) => shared.journal.ask(replies, move |store| {
                let done = with(store, |store| store.queue_change(&change));
                Msg::Queued(change.echo(), done)
            }),
            Effect::RememberGateway(label) => shared.journal.remember_gateway(label),
            Effect::LoadWorkspace(scope) => shared.journal.ask(replies, move |store| {
                let workspace = with(store, |store| workspace(store, &scope));
                Msg::Workspace(scope, workspace)
            }),
            Effect::LoadWaiting => shared
                .journal
                .ask(replies, |store| Msg::Waiting(with(store, Store::waiting))),
            Effect::LoadToTake { from, into } => shared.journal.ask(replies, move |store| {
                let rows = with(store, |store| store.queue(&from));
                Msg::ToTake { from, into, rows }
            }),
            Effect::LoadRun(run) => shared.journal.ask(replies, move |store| {
                Msg::Run(with(store, |store| store.run(run).map(Box::new)))
            }),
            Effect::LoadRow(run, index) => shared.journal.ask(replies, move |store| {
                let draft = with(store, |store| store.row_draft(run, index));
                Msg::Row(run, index, draft.map(Box::new))
            }),
            Effect::LoadSent(run, index) => shared.journal.ask(replies, move |store| {
                let draft = with(store, |store| store.row_draft(run, index));
                Msg::Sent(run, index, draft.map(Box::new))
            }),
            Effect::Requeue(id, rows) => journal_writer::requeue(&shared, id, rows, replies),
            Effect::Submit(submission) => run::submit(&shared, submission, replies),
            Effect::GoOn(id) => run::go_on(&shared, id, replies),
            Effect::Undo(id, preview) => undo::undo(&shared, id, preview, replies),
            Effect::Control(control) => {
                if let Some(controls) = &shared.live().controls {
                    controls.send_replace(control);
                }
            }
            Effect::Judge(id, index, judgement) => {
                candidates::judge(&shared, id, index, judgement, replies);
            }
            Effect::SaveConfig(config) => report::save_config(&shared, config, replies),
            Effect::Copy(text) => replies.copy(text),
            Effect::Suspend => suspend(),
            Effect::Connect(generation, request) => {
                tokio::spawn(async move {
                    shared.connect(generation, request, &replies).await;
                });
            }
            Effect::Test(_)
            | Effect::Reveal(..)
            | Effect::Export(..)
            | Effect::LoadProducts
            | Effect::LoadProduct(_)
            | Effect::LoadModel(_)
            | Effect::CountDevices(_)
            | Effect::Examine
            | Effect::Plan { .. }
            | Effect::PlanGoingOn(_)
            | Effect::PreviewUndo(_)
            | Effect::FindCandidates(..) => {
                tokio::spawn(async move {
                    if let Some(msg) = shared.answer(effect).await {
                        replies.send(msg);
                    }
                });
            }
        }
    }
}
