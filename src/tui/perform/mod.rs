//! Carries out what the screens ask for: journal, gateway, clipboard and files.

mod clerk;
mod connector;
mod contact;
mod eye;
mod gateway;
mod report;
mod run;
mod undo;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::sync::watch;

use crate::enos::{Api, Clock, PrivateKey, Verdict};
use crate::provision::run::Wish;
use crate::store::Paths;
use crate::tui::app::{About, Aim, Effect, Msg, Unopened};
use crate::tui::runtime::{Perform, Replies, suspend};

use clerk::Clerk;
pub use connector::Plug;

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
    fn private_key(&self) -> BoxFuture<'_, Result<PrivateKey, String>>;
    /// Tries everything that can be wrong with the connection.
    fn test(&self) -> BoxFuture<'_, Vec<Verdict>>;
}

/// Reaches gateways. The screens know no address and start no sandbox themselves.
pub trait Connector: Send + Sync {
    /// Makes a gateway ready to be asked; it has not necessarily been spoken with.
    fn connect(&self, aim: Aim) -> BoxFuture<'_, Result<Link, Unopened>>;
}

/// Where the program stands in the world.
pub struct World {
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
    world: World,
    clerk: Clerk,
    live: Mutex<Live>,
}

/// The gateway in use and the run under way.
#[derive(Default)]
struct Live {
    link: Option<(u64, Link)>,
    wishes: Option<watch::Sender<Wish>>,
}

impl Performer {
    /// A performer; it opens nothing until it is asked to.
    #[must_use]
    pub fn new(world: World) -> Self {
        Self(Arc::new(Shared {
            clerk: Clerk::start(),
            world,
            live: Mutex::default(),
        }))
    }
}

impl Performer {
    /// Closes the journal, to be called when the screens have ended.
    pub fn closing(&self) -> impl FnOnce() + use<> {
        let shared = Arc::clone(&self.0);
        move || shared.clerk.close(CLOSING)
    }
}

impl Shared {
    /// Held for a look or a change only, never over a wait.
    fn live(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn link(&self) -> Result<(u64, Link), String> {
        self.live()
            .link
            .clone()
            .ok_or_else(|| "no gateway is connected".to_owned())
    }

    /// What the wishes for the work under way are heard on. It is there before the task begins: a
    /// wish may follow at once.
    fn heeded(&self) -> watch::Receiver<Wish> {
        let (sender, wished) = watch::channel(Wish::Go);
        self.live().wishes = Some(sender);
        wished
    }

    fn now(&self) -> i64 {
        (self.world.clock)()
    }

    async fn connect(&self, generation: u64, aim: Aim, replies: &Replies<Msg>) {
        let patience = aim.target.patience();
        let opening = self.open(aim);
        let outcome = contact::opening(generation, patience, &replies.news(), opening).await;
        let mut live = self.live();
        let newest = live
            .link
            .as_ref()
            .is_none_or(|(known, _)| *known <= generation);
        if newest {
            live.link = outcome.as_ref().ok().map(|link| (generation, link.clone()));
        }
        drop(live);
        if let Some(heard) = outcome.as_ref().ok().and_then(|link| link.api.contact()) {
            tokio::spawn(contact::follow(generation, heard, replies.news()));
        }
        let about = outcome.map(|link| link.about);
        replies.send(Msg::Connected(generation, about));
    }

    /// The gateway, ready to be asked. There is one sandbox: the one in use is the one that is meant.
    async fn open(&self, aim: Aim) -> Result<Link, Unopened> {
        let in_use = self.live().link.clone().map(|(_, link)| link);
        match in_use
            .filter(|link| link.about.sandbox && link.about.site.scope == aim.target.scope())
        {
            Some(link) => Ok(link),
            None => self.world.connector.connect(aim).await,
        }
    }

    async fn test(&self, aim: Aim) -> Msg {
        let verdicts = match self.open(aim.clone()).await {
            Ok(link) => Ok(link.extras.test().await),
            Err(unopened) => Err(unopened),
        };
        Msg::Tested(Box::new(aim), verdicts)
    }
}

impl Perform<Effect, Msg> for Performer {
    fn perform(&self, effect: Effect, replies: Replies<Msg>) {
        let shared = Arc::clone(&self.0);
        match effect {
            Effect::Open => clerk::open(&shared, replies),
            Effect::SaveForm(scope, text) => clerk::save_form(&shared, scope, text, replies),
            Effect::Queue(change) => clerk::queue(&shared, change, replies),
            Effect::RememberGateway(label) => clerk::remember_gateway(&shared, label),
            Effect::LoadDesk(scope) => clerk::load_desk(&shared, scope, replies),
            Effect::LoadWaiting => clerk::load_waiting(&shared, replies),
            Effect::LoadToTake { from, into } => clerk::load_to_take(&shared, from, into, replies),
            Effect::LoadRun(id) => clerk::load_run(&shared, id, replies),
            Effect::LoadRow(id, index) => clerk::load_row(&shared, id, index, replies),
            Effect::Requeue(id, rows) => clerk::requeue(&shared, id, rows, replies),
            Effect::Submit(submission) => run::submit(&shared, submission, replies),
            Effect::GoOn(id) => run::go_on(&shared, id, replies),
            Effect::Undo(id, preview) => undo::undo(&shared, id, preview, replies),
            Effect::Wish(wish) => {
                if let Some(wishes) = &shared.live().wishes {
                    wishes.send_replace(wish);
                }
            }
            Effect::Judge(id, index, judgement) => {
                eye::judge(&shared, id, index, judgement, replies);
            }
            Effect::Reveal(id, index) => report::reveal(&shared, id, index, replies),
            Effect::Export(id, path) => report::export(&shared, id, path, replies),
            Effect::SaveConfig(config) => report::save_config(&shared, config, replies),
            Effect::Copy(text) => replies.copy(text),
            Effect::Suspend => suspend(),
            Effect::Connect(generation, aim) => {
                tokio::spawn(async move {
                    shared.connect(generation, aim, &replies).await;
                });
            }
            Effect::Test(aim) => {
                tokio::spawn(async move {
                    replies.send(shared.test(aim).await);
                });
            }
            Effect::LoadProducts
            | Effect::LoadProduct(_)
            | Effect::LoadModel(_)
            | Effect::CountDevices(_)
            | Effect::Examine
            | Effect::Plan { .. }
            | Effect::PlanGoingOn(_)
            | Effect::PreviewUndo(_)
            | Effect::FindCandidates(..) => {
                tokio::spawn(async move {
                    if let Some(msg) = gateway::ask(&shared, effect).await {
                        replies.send(msg);
                    }
                });
            }
        }
    }
}
