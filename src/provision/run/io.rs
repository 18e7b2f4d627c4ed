//! What goes into the state machine of a run and what comes out of it.

use std::time::Duration;

use crate::domain::{
    Again, Cause, Counts, Disorder, Failure, Follows, Outcome, RowIndex, Timestamp, Whose,
};
use crate::provision::step::Ticket;

/// Something that happened to a run. What is said of a ticket that is not under way is not heard.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A batch was answered item by item.
    Answered {
        /// The batch.
        batch: Ticket,
        /// What the reply says of its rows; a row without an answer becomes unknown.
        answers: Vec<(RowIndex, Answer)>,
        /// Why its items could not be taken in the order they came, if so.
        disorder: Option<Disorder>,
    },
    /// A batch was refused whole and surely not acted upon.
    Refused {
        /// The batch.
        batch: Ticket,
        /// The gateway's words.
        failure: Failure,
        /// Whom the refusal concerns.
        scope: RefusalScope,
    },
    /// A batch was perhaps acted upon, and no reply will say so.
    Lost {
        /// The batch.
        batch: Ticket,
        /// Why.
        failure: Failure,
        /// Whether `EnOS` said no without saying how far it got: one of the rows may be why.
        refused: bool,
        /// What the gateway asks for.
        retry_after: Option<Duration>,
    },
    /// A search was answered.
    Seen {
        /// The search.
        look: Ticket,
        /// What the devices found mean for their rows; a row that is not named has no device.
        found: Vec<(RowIndex, Outcome)>,
    },
    /// A search was not answered.
    Unseen {
        /// The search.
        look: Ticket,
        /// Why.
        failure: Failure,
        /// Whom the refusal concerns.
        scope: RefusalScope,
    },
    /// The user controls the run.
    Control(Control),
}

/// What a reply says of one row.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// This became of it.
    Became(Outcome),
    /// Its key existed (11702): by whom it was made is to be looked up.
    Existed(Failure),
    /// EnOS refused it with a code that nobody knows: whether it was made all the same is to be looked up.
    Odd(Failure),
    /// It was not made and may be in a moment (11714).
    Again(Failure),
    /// It was not made, and nothing will be: the connection or its rights are at fault.
    Stopped(Failure),
}

/// Whom the refusal of a whole request concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalScope {
    /// Its size, for sure (413).
    Size,
    /// Its size or one of its rows (99400).
    SizeOrRow,
    /// One of its rows.
    Row,
    /// One of its products: what is true of one row is true of all rows of its product (11739, 99404).
    Product,
    /// Nobody: the gateway is busy or out of reach, or the token was lost.
    Moment {
        /// What the gateway asks for.
        retry_after: Option<Duration>,
    },
    /// The connection or its rights: every request would be refused.
    Connection,
}

impl RefusalScope {
    /// Whom a call concerns that ended without an answer, by what follows from its end.
    #[must_use]
    pub const fn of(follows: Follows, retry_after: Option<Duration>) -> Self {
        match (follows.again, follows.whose) {
            (Again::Never, Whose::Row) => Self::Row,
            (Again::Never, Whose::RowOrSize) => Self::SizeOrRow,
            (Again::Never, Whose::Size) => Self::Size,
            (Again::Never, Whose::Product) => Self::Product,
            (Again::Never, _) => Self::Connection,
            (Again::Now | Again::Later | Again::SignedIn, _) => Self::Moment { retry_after },
        }
    }
}

/// What an input changed, to be recorded in this order and told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Rows that have another outcome now.
    pub settled: Vec<(RowIndex, Outcome)>,
    /// Rows that are queued again: surely not acted upon.
    pub put_back: Vec<RowIndex>,
    /// A batch size that has proved to be what the gateway takes, where it is smaller than was thought.
    pub learned: Option<usize>,
    /// Why the items of the reply could not be taken in the order they came, if so; told alone.
    pub disorder: Option<Disorder>,
}

impl Change {
    /// Whether no row changed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.settled.is_empty() && self.put_back.is_empty()
    }
}

/// What the user wants of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Control {
    /// To go on; ends a pause, also one that the run took by itself.
    #[default]
    Go,
    /// To send nothing for now.
    Pause,
    /// To send nothing more: what is under way lands, the rest stays as it is.
    Cancel,
    /// The same, because nobody is there who could end a pause that the run took by itself: its reason is the end's.
    GiveUp,
}

/// A request that a run wants made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Journal these rows as sent and send them as one batch, between one and a batch full. They count as in flight
    /// from now on.
    Send(Vec<RowIndex>),
    /// Search for the devices of these rows, of one product, at most [`KEYS_A_LOOK`](crate::provision::KEYS_A_LOOK).
    Look(Vec<RowIndex>),
}

/// How fast a run goes, and why not faster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// Requests under way.
    pub under_way: usize,
    /// How many requests may be under way at present.
    pub at_once: usize,
    /// Devices in one batch at present.
    pub batch_size: usize,
    /// Rows whose outcome is being looked up in `EnOS`.
    pub asking: usize,
    /// When the next request leaves, Unix ms, where the run waits for a time.
    pub resting_until: Option<Timestamp>,
    /// Why it slowed down, if it has not sped up again since.
    pub slowed: Option<Cause>,
}

/// Why a run pauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paused {
    /// The user wished it.
    Asked,
    /// By itself, for this reason: [`Cause::TooManyFailed`], or [`Cause::AskedToWait`], which going on does.
    Because(Cause),
}

/// Where a run stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Where the rows of the run stand that were open when it set out.
    pub counts: Counts,
    /// How fast it goes.
    pub pace: Pace,
    /// Whether it pauses; requests may be under way all the same.
    pub paused: Option<Paused>,
}
