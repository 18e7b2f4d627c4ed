//! The loop that carries a run from where it stands to its end.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::began::Began;
use super::error::{SubmitError, Trouble};
use super::journal::Journal;
use super::look::{Now, Terms, Wanted, look};
use super::reply::{self, Heard};
use crate::domain::{Bounds, Counts, Draft, Failure, RowState};
use crate::enos::{Api, Clock};
use crate::provision::existing::KEY_EXISTED;
use crate::provision::run::{
    Blame, Change, Doubt, End, Input, Progress, Run, StartRow, Step, Ticket, Wish,
};
use crate::store::{OpenRow, RunId, Store, StoreError};

/// What to submit: every row of the run that is not settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The journalled run.
    pub run: RunId,
    /// How far it may go.
    pub bounds: Bounds,
    /// Seeds the jitter of its pauses.
    pub seed: u64,
}

/// What happened, told after the journal knows it.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A batch leaves now.
    Sent {
        /// Its number within the run.
        batch: u32,
        /// Its rows.
        rows: Vec<u32>,
        /// Where the run stands.
        progress: Progress,
    },
    /// Rows changed: a batch came to its end, or unknown rows were looked up.
    Settled {
        /// The outcomes of rows, and the rows that are queued again.
        change: Change,
        /// Why the items of a reply could not be taken in the order they came, if so.
        doubt: Option<String>,
        /// Where the run stands.
        progress: Progress,
    },
    /// No row changed, but the pace did, or a pause began or ended.
    Turned {
        /// Where the run stands.
        progress: Progress,
    },
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Why.
    pub end: End,
    /// Where the rows of the job stand.
    pub counts: Counts,
}

/// Carries every row of the job's run that is not settled to its end, through `api`: until all are
/// settled or cannot be, the wish is [`Wish::Cancel`] (what is under way lands first), or going on would
/// do no good. A pause lasts until the next wish, or until nobody can wish any more.
///
/// Whether anybody listens to `events` does not matter to the run. Dropping the future while a batch
/// is in flight leaves its rows in flight in the journal, which makes them unknown when it is reopened,
/// and ends every task of the run.
///
/// # Errors
/// When the journal cannot be read or written; see [`Trouble`] for what that means. Nothing more is sent
/// then, and what is under way is waited for.
pub async fn drive(
    api: Arc<dyn Api>,
    store: Store,
    job: Job,
    clock: Clock,
    events: mpsc::UnboundedSender<Event>,
    mut wishes: watch::Receiver<Wish>,
) -> Result<Summary, SubmitError> {
    let journal = Journal::new(store, job.run, clock);
    let mut driver = Driver::open(api, journal, job, events).await?;
    match driver.go(&mut wishes).await {
        Ok(end) => driver.end(end).await,
        Err(error) => Err(driver.land(error).await),
    }
}

struct Driver {
    api: Arc<dyn Api>,
    journal: Journal,
    terms: Terms,
    when: Began,
    run: Run,
    /// The rows whose keys this program made.
    automatic: BTreeSet<u32>,
    calls: JoinSet<Heard>,
    events: mpsc::UnboundedSender<Event>,
    told: Progress,
    /// The clock at the beginning, Unix ms; from there on time is taken from a clock that nobody sets.
    began: i64,
    since: Instant,
    configured: u16,
}

impl Driver {
    async fn open(
        api: Arc<dyn Api>,
        mut journal: Journal,
        job: Job,
        events: mpsc::UnboundedSender<Event>,
    ) -> Result<Self, SubmitError> {
        let configured = job.bounds.batch_size;
        let opened = journal
            .open(configured)
            .await
            .map_err(|source| SubmitError {
                trouble: Trouble::NotSent,
                counts: Counts::default(),
                source: Box::new(source),
            })?;
        let mut products = BTreeMap::new();
        let start: Vec<StartRow> = opened
            .rows
            .iter()
            .map(|row| start_row(row, &mut products))
            .collect();
        let automatic = opened.rows.iter().filter(|row| row.automatic);
        let began = journal.now();
        Ok(Self {
            api,
            terms: opened.terms,
            when: opened.began,
            run: Run::new(start, job.bounds, opened.batch_size, began, job.seed)
                .with_assets(opened.assets),
            automatic: automatic.map(|row| row.index).collect(),
            calls: JoinSet::new(),
            events,
            told: Progress::default(),
            began,
            since: Instant::now(),
            configured,
            journal,
        })
    }

    /// Does what the rules say until there is nothing left to do.
    async fn go(&mut self, wishes: &mut watch::Receiver<Wish>) -> Result<End, SubmitError> {
        let mut wishable = true;
        self.wish(*wishes.borrow_and_update());
        loop {
            if wishes.has_changed().unwrap_or(false) {
                self.wish(*wishes.borrow_and_update());
            }
            let until = match self.run.next(self.now()) {
                Step::Send { batch, rows } => {
                    self.send(batch, rows).await?;
                    continue;
                }
                Step::Look { look, rows } => {
                    self.look(look, rows).await?;
                    continue;
                }
                Step::Wait { until } => until,
                Step::Done(end) => return Ok(end),
            };
            self.turned();
            if until.is_none() && self.calls.is_empty() && !wishable {
                // It pauses, and nobody is left to end that.
                self.wish(Wish::Cancel);
                continue;
            }
            let left = until.map(|until| self.left(until));
            tokio::select! {
                heard = self.calls.join_next(), if !self.calls.is_empty() => match heard {
                    Some(Ok(heard)) => self.hear(heard).await?,
                    Some(Err(failed)) => resume_unwind(failed.into_panic()),
                    None => {}
                },
                () = sleep(left.unwrap_or_default()), if left.is_some() => {}
                changed = wishes.changed(), if wishable => match changed {
                    // The same wish again means something too: `Go` ends a pause that the run took.
                    Ok(()) => self.wish(*wishes.borrow_and_update()),
                    Err(_) => wishable = false,
                },
            }
        }
    }

    /// The journal failed: what is under way lands all the same, and what it says is kept or handed back.
    async fn land(mut self, error: SubmitError) -> SubmitError {
        let mut lost = match error.trouble {
            Trouble::NotRecorded(change) => change,
            Trouble::NotSent | Trouble::NotEnded => Change::default(),
        };
        while let Some(Ok(Heard { input, .. })) = self.calls.join_next().await {
            let change = Arc::new(self.run.apply(self.now(), input));
            let recorded = self.journal.record_once(&change, self.configured).await;
            if recorded.is_err() {
                let change = Arc::unwrap_or_clone(change);
                lost.settled.extend(change.settled);
                lost.unsent.extend(change.unsent);
            }
        }
        let trouble = if lost.is_empty() {
            Trouble::NotSent
        } else {
            Trouble::NotRecorded(lost)
        };
        SubmitError {
            trouble,
            counts: self.run.counts(),
            ..error
        }
    }

    /// Unix ms.
    fn now(&self) -> i64 {
        let elapsed = i64::try_from(self.since.elapsed().as_millis()).unwrap_or(i64::MAX);
        self.began.saturating_add(elapsed)
    }

    fn left(&self, until: i64) -> Duration {
        Duration::from_millis(u64::try_from(until.saturating_sub(self.now())).unwrap_or(0))
    }

    fn wish(&mut self, wish: Wish) {
        let now = self.now();
        self.run.apply(now, Input::Wish(wish));
    }

    async fn send(&mut self, ticket: Ticket, rows: Vec<u32>) -> Result<(), SubmitError> {
        let journalled = match self.when.note(self.api.as_ref(), self.now()).await {
            Ok(()) => self.journal.send(rows.clone()).await,
            Err(source) => Err(source),
        };
        let (batch, drafts) = match journalled {
            Ok(sent) => sent,
            Err(source) => {
                let not_sent = Input::Refused {
                    batch: ticket,
                    failure: Failure::default(),
                    blame: Blame::Moment { retry_after: None },
                };
                self.run.apply(self.now(), not_sent);
                return Err(self.trouble(Trouble::NotSent, source));
            }
        };
        let progress = self.progress();
        self.tell(Event::Sent {
            batch,
            rows,
            progress,
        });
        let (api, require_secret) = (Arc::clone(&self.api), self.terms.require_secret);
        self.calls.spawn(async move {
            let devices: Vec<&Draft> = drafts.iter().map(|(_, draft)| draft).collect();
            let reply = api.batch_create(&devices, require_secret).await;
            reply::read(ticket, &drafts, reply)
        });
        self.journal.read_ahead(self.run.ahead());
        Ok(())
    }

    async fn look(&mut self, ticket: Ticket, rows: Vec<u32>) -> Result<(), SubmitError> {
        let drafts = self.journal.drafts(rows).await;
        let drafts = drafts.map_err(|source| self.trouble(Trouble::NotSent, source))?;
        let wanted = drafts.into_iter().map(|(row, draft)| Wanted {
            row,
            draft,
            automatic: self.automatic.contains(&row),
            doubted: self.run.is_doubted(row),
        });
        let wanted: Vec<Wanted> = wanted.collect();
        let (api, terms) = (Arc::clone(&self.api), self.terms);
        let now = Now {
            steady: self.now(),
            wall: self.journal.now(),
        };
        let when = (self.when.clone(), now);
        self.calls.spawn(async move {
            Heard {
                input: look(api, ticket, wanted, terms, when).await,
                doubt: None,
            }
        });
        Ok(())
    }

    async fn hear(&mut self, Heard { input, doubt }: Heard) -> Result<(), SubmitError> {
        let change = Arc::new(self.run.apply(self.now(), input));
        let recorded = self.journal.record(&change, self.configured).await;
        let change = Arc::unwrap_or_clone(change);
        if let Err(source) = recorded {
            return Err(self.trouble(Trouble::NotRecorded(change), source));
        }
        if !change.is_empty() || doubt.is_some() {
            let progress = self.progress();
            self.tell(Event::Settled {
                change,
                doubt,
                progress,
            });
        }
        Ok(())
    }

    async fn end(mut self, end: End) -> Result<Summary, SubmitError> {
        let ended = self.journal.ended(&end).await;
        let counts = self.run.counts();
        ended.map_err(|source| self.trouble(Trouble::NotEnded, source))?;
        Ok(Summary { end, counts })
    }

    fn progress(&mut self) -> Progress {
        self.told = self.run.progress(self.now());
        self.told.clone()
    }

    /// Tells where the run stands if that has not been told.
    fn turned(&mut self) {
        let told = std::mem::take(&mut self.told);
        let progress = self.progress();
        if progress != told {
            self.tell(Event::Turned { progress });
        }
    }

    fn tell(&self, event: Event) {
        // Nobody listening is no reason to stop.
        let _ = self.events.send(event);
    }

    fn trouble(&self, trouble: Trouble, source: StoreError) -> SubmitError {
        SubmitError {
            trouble,
            counts: self.run.counts(),
            source: Box::new(source),
        }
    }
}

fn start_row(row: &OpenRow, products: &mut BTreeMap<String, u32>) -> StartRow {
    let next = u32::try_from(products.len()).unwrap_or(u32::MAX);
    let product = match products.get(&row.product_key) {
        Some(product) => *product,
        None => *products.entry(row.product_key.clone()).or_insert(next),
    };
    StartRow {
        index: row.index,
        product,
        keyed: row.device_key.is_some(),
        sent: row.attempts > 0,
        doubt: (row.state != RowState::Queued).then_some(Doubt {
            sent_at: row.sent_at,
            existed: row.code == Some(KEY_EXISTED),
        }),
    }
}
