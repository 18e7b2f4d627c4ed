//! The one thread that writes the journal for the screens, in the order they asked.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Shared;
use crate::domain::{Draft, RowIndex, RunId, RunRow};
use crate::said::say;
use crate::store::{Config, NewRow, Store, StoreError};
use crate::submit;
use crate::tui::runtime::Replies;
use crate::tui::shared::{Msg, Reason, Session, Workspace};
use crate::words;

const SCREENS: &str = "screens";
const GATEWAY: &str = "gateway";

type Job = Box<dyn FnOnce(&mut Option<Store>) + Send>;

/// The newest forms that are not written yet, or that there is none any more, by scope.
type Unwritten = BTreeMap<String, Option<String>>;

/// A queue of jobs for the journal. Two changes made one after the other are committed in that order.
pub(super) struct JournalWriter {
    jobs: Sender<Job>,
    /// Writing a form serves all that asked before.
    forms: Arc<Mutex<Unwritten>>,
}

impl JournalWriter {
    /// Starts the thread; it ends with the last handle.
    pub(super) fn start() -> Self {
        let (jobs, inbox): (Sender<Job>, Receiver<Job>) = channel();
        std::thread::spawn(move || {
            let mut store = None;
            for job in inbox {
                job(&mut store);
            }
        });
        Self {
            jobs,
            forms: Arc::default(),
        }
    }

    fn give(&self, job: impl FnOnce(&mut Option<Store>) + Send + 'static) {
        // The thread lives as long as this sender does.
        let _ = self.jobs.send(Box::new(job));
    }

    /// Closes the journal, after all that it was asked to do before; gives up after `limit`.
    pub(super) fn close(&self, limit: Duration) {
        let (done, closed) = channel();
        self.give(move |store| {
            *store = None;
            // Whoever waited has given up.
            let _ = done.send(());
        });
        // Without it the next start looks through the whole journal.
        let _ = closed.recv_timeout(limit);
    }

    /// Sends what `answer` makes of the store, if that is open; the program does not end before.
    pub(super) fn ask(
        &self,
        replies: Replies<Msg>,
        answer: impl FnOnce(Option<&Store>) -> Msg + Send + 'static,
    ) {
        let hold = replies.hold_exit();
        self.give(move |store| {
            replies.send(answer(store.as_ref()));
            drop(hold);
        });
    }

    /// Does `job` with the open store, for a task that waits for what comes of it.
    pub(super) async fn fetch<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Reason> {
        let (sender, answer) = tokio::sync::oneshot::channel();
        self.give(move |store| {
            // Nobody waits any more: the task was dropped with the program.
            let _ = sender.send(with(store.as_ref(), job));
        });
        answer
            .await
            .unwrap_or_else(|_| Err(say!("the journal is closed", "日志已关闭")))
    }

    /// Remembers the gateway for the next start. If that fails, the next start asks for nothing worse
    /// than choosing again.
    pub(super) fn remember_gateway(&self, label: String) {
        let put = move |store: &Store| store.setting_put(SCREENS, GATEWAY, &label);
        self.give(move |store| _ = with(store.as_ref(), put));
    }

    /// Keeps the half-typed form of a scope.
    pub(super) fn save_form(&self, scope: String, text: Option<String>, replies: Replies<Msg>) {
        let forms = Arc::clone(&self.forms);
        locked(&forms).insert(scope.clone(), text);
        self.ask(replies, move |store| {
            Msg::FormSaved(with(store, |store| match locked(&forms).remove(&scope) {
                None => Ok(()),
                Some(text) => store.form_save(&scope, text.as_deref()),
            }))
        });
    }
}

fn locked(forms: &Mutex<Unwritten>) -> MutexGuard<'_, Unwritten> {
    forms.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does `job` with the store, if it is open.
pub(super) fn with<T>(
    store: Option<&Store>,
    job: impl FnOnce(&Store) -> Result<T, StoreError>,
) -> Result<T, Reason> {
    let store = store.ok_or_else(|| say!("the journal is not open", "日志未打开"))?;
    job(store).map_err(|error| words::journal(&error))
}

/// Opens the store and reads what an earlier session left.
pub(super) fn open(shared: &Shared, replies: Replies<Msg>) {
    let paths = shared.context.paths.clone();
    shared.journal.give(move |slot| {
        let session = Store::open(&paths.state).and_then(|store| {
            let session = session(&store, &paths.config)?;
            *slot = Some(store);
            Ok(Box::new(session))
        });
        replies.send(Msg::Opened(session.map_err(|error| words::journal(&error))));
    });
}

fn session(store: &Store, config: &std::path::Path) -> Result<Session, StoreError> {
    Ok(Session {
        next_row: store.queue_next()?,
        runs: store.runs()?,
        config: Config::load(config)?,
        last: store.setting(SCREENS, GATEWAY)?,
    })
}

/// What is worked on at a scope.
pub(super) fn workspace(store: &Store, scope: &str) -> Result<Box<Workspace>, StoreError> {
    let runs = store.runs()?;
    let mut here = runs.iter().filter(|run| run.is_of(scope));
    let newest = here.clone().next().map(|run| store.run(run.id));
    let newest = newest.transpose()?;
    let settled = newest.as_ref().is_some_and(|newest| {
        let marked = newest.rows.iter().any(RunRow::is_to_be_deleted);
        newest.summary.counts.open() == 0 && !marked
    });
    // What is not settled is not to be forgotten behind what came after it.
    let other = here.find(|run| settled && run.counts.open() > 0);
    let other = other.map(|run| store.run(run.id)).transpose()?;
    Ok(Box::new(Workspace {
        queue: store.queue(scope)?,
        form: store.form(scope)?,
        run: other.or(newest),
    }))
}

/// Queues rows of a run again.
pub(super) fn requeue(
    shared: &Shared,
    run: RunId,
    rows: Vec<(RowIndex, Option<Draft>)>,
    replies: Replies<Msg>,
) {
    let indexes = rows.iter().map(|(index, _)| *index).collect();
    let by_server = shared
        .link()
        .is_ok_and(|(_, link)| link.about.keys_by_server);
    let keyed = |draft| {
        if by_server {
            let automatic = false;
            return NewRow { draft, automatic };
        }
        submit::keyed(draft, &mut rand::rng())
    };
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(row, draft)| (row, draft.map(keyed)))
        .collect();
    shared.journal.ask(replies, move |store| {
        let done = with(store, |store| store.row_requeue(run, &rows));
        Msg::Requeued(run, indexes, done)
    });
}
