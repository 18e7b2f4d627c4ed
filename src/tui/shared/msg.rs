//! What the performer answers.

use std::path::PathBuf;
use std::time::Duration;

use crate::catalogue::ReadModel;
use crate::connect::About;
use crate::domain::{Draft, End, FoundDevice, Product, QueueId, RowIndex, RunId, Whose};
use crate::enos::{Opened, ProductList};
use crate::provision::plan::{Parts, Plan};
use crate::provision::run::Change;
use crate::said::Said;
use crate::store::{Config, Fetched, QueueRow, Queued, RunRecord, RunSummary, Waiting};
use crate::submit::Event;
use crate::submit::undo::{UndoEvent, UndoPreview, UndoSummary};
use crate::words::Verdict;

use super::effect::{ConnectRequest, Judgement};

/// Text for people: where an error ends up on the screen.
pub type Reason = Said;

/// What an earlier session left.
#[derive(Debug, Default)]
pub struct Session {
    /// An id above every one that a row of any queue ever had.
    pub next_row: QueueId,
    /// All runs, newest first.
    pub runs: Vec<RunSummary>,
    /// The profiles.
    pub config: Config,
    /// What the gateway worked on last is called.
    pub last: Option<String>,
}

/// What is worked on at one gateway and organisation.
#[derive(Debug, Default)]
pub struct Workspace {
    /// Its queue.
    pub queue: Vec<QueueRow>,
    /// Its half-typed form.
    pub form: Option<String>,
    /// Its newest run, or, where that is settled, the newest that is not.
    pub run: Option<RunRecord>,
}

/// Why a gateway cannot even be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unopened {
    /// Its secret key is to be typed.
    SecretWanted,
    /// For this reason.
    Because(Reason),
}

/// A call that takes long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waits {
    /// What it is called.
    pub call: Said,
    /// How long it has been waited for.
    pub so_far: Duration,
    /// How long it will be at most.
    pub at_most: Duration,
}

/// Why the products could not be read, and what is known of them from earlier.
#[derive(Debug)]
pub struct NoProducts {
    /// Why.
    pub reason: Reason,
    /// Whose fault that is.
    pub whose: Whose,
    /// What was kept of them.
    pub kept: Vec<Fetched<Product>>,
}

/// A reply.
#[derive(Debug)]
pub enum Msg {
    /// The store is open, or cannot be.
    Opened(Result<Box<Session>, Reason>),
    /// The gateway of this generation is ready to be asked, or cannot be.
    Connected(u64, Result<About, Unopened>),
    /// From the gateway of this generation.
    Gateway(u64, GatewayReply),
    /// The form is kept, or could not be.
    FormSaved(Result<(), Reason>),
    /// The queue is committed, or could not be.
    Queued(Queued, Result<(), Reason>),
    /// What is worked on at a scope, as the store has it.
    Workspace(String, Result<Box<Workspace>, Reason>),
    /// Where something waits.
    Waiting(Result<Vec<Waiting>, Reason>),
    /// The queue of one scope, for another to take over.
    ToTake {
        /// Whose queue it is.
        from: String,
        /// Who takes it over.
        into: String,
        /// The rows.
        rows: Result<Vec<QueueRow>, Reason>,
    },
    /// A run is journalled and about to send; the rows named have left the queue.
    RunBegun(Vec<QueueId>, Result<Box<RunRecord>, Reason>),
    /// All that was to be submitted was created already; it stays in the queue.
    AllCreated(Vec<QueueId>),
    /// So many rows were left in the queue, because they were created already.
    LeftOut(usize),
    /// How a run gets on; told after the journal knows it.
    Progress(RunId, Event),
    /// The run is over; it was carried to an end, or broke off for this reason.
    RunOver(RunId, Result<Halt, Reason>),
    /// A run broke off, and what the gateway said last is in no journal.
    RunLost(RunId, Box<Change>, Reason),
    /// How the undoing of a run gets on; told after the journal knows it.
    Undoing(RunId, UndoEvent),
    /// The undoing is over.
    UndoOver(RunId, Result<UndoSummary, Reason>),
    /// What a person said of a row is in the journal.
    Judged(RunId, RowIndex, Result<Judgement, Reason>),
    /// A run was read.
    Run(Result<Box<RunRecord>, Reason>),
    /// One row's device.
    Row(RunId, RowIndex, Result<Box<Draft>, Reason>),
    /// What one row says, to be shown.
    Sent(RunId, RowIndex, Result<Box<Draft>, Reason>),
    /// Rows of a run are queued again.
    Requeued(RunId, Vec<RowIndex>, Result<(), Reason>),
    /// A secret.
    Secret(RunId, RowIndex, Result<Opened, Reason>),
    /// A file was written.
    Exported(Result<PathBuf, Reason>),
    /// The configuration is written.
    ConfigSaved(Result<Box<Config>, Reason>),
    /// The verdicts of a test of this connection.
    Tested(Box<ConnectRequest>, Result<Vec<Verdict>, Unopened>),
}

/// A device that a row without a key may have become.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The device.
    pub device: FoundDevice,
    /// How long after the row left it was made, ms, where both times are known.
    pub after_ms: Option<i64>,
}

/// The devices that a row may have become.
#[derive(Debug)]
pub struct Candidates {
    /// They.
    pub devices: Vec<Candidate>,
    /// Whether EnOS lists more devices than were looked at.
    pub cut: bool,
}

/// A reply of the gateway.
#[derive(Debug)]
pub enum GatewayReply {
    /// The products; on failure what was kept of them.
    Products(Result<ProductList, NoProducts>),
    /// Whether it answers, where that is known, and what takes long.
    Contact(Option<Result<(), Reason>>, Option<Waits>),
    /// The verdicts of a test of the connection in use.
    Examined(Vec<Verdict>),
    /// One product.
    Product(String, Result<Box<Product>, Reason>),
    /// A product that EnOS does not show, and its words.
    NoProduct(String, Said),
    /// One thing model, by id.
    Model(String, Box<ReadModel>),
    /// How many devices a product has.
    Count(String, Result<u64, Reason>),
    /// What would become of the rows asked about with this ticket.
    Planned(u64, Box<Plan>),
    /// What would become of the rows of a run that goes on: the plan of the open ones, and all rows by part.
    GoingOn(RunId, Result<Box<(Plan, Parts)>, Reason>),
    /// What can be deleted again of what a run created.
    UndoPreview(RunId, Result<UndoPreview, Reason>),
    /// The devices that a row of a run may have become.
    Candidates(RunId, RowIndex, Result<Candidates, Reason>),
}

/// How a run ended.
#[derive(Clone, Debug)]
pub struct Halt {
    /// Why.
    pub end: End,
    /// The run after it, where that waits for it.
    pub next: Option<RunId>,
}

impl From<End> for Halt {
    /// Nothing waits for it.
    fn from(end: End) -> Self {
        Self { end, next: None }
    }
}
