//! What the program asks of its performer, as data.

use std::path::PathBuf;
use std::sync::Arc;

use crate::connect::Target;
use crate::domain::{Draft, FoundDevice, RowIndex, RunId, Terms};
use crate::enos::Secret;
use crate::provision::plan::Plan;
use crate::provision::run::Control;
use crate::store::{Config, QueueChange, QueueRow};
use crate::submit::undo::UndoPreview;

/// A gateway to work on, and the secret key where it was typed.
#[derive(Clone, Debug)]
pub struct ConnectRequest {
    /// The connection.
    pub target: Target,
    /// The answer to the prompt, for a profile that asks.
    pub secret: Option<Secret>,
}

impl Default for ConnectRequest {
    fn default() -> Self {
        Target::SANDBOX.into()
    }
}

impl From<Target> for ConnectRequest {
    fn from(target: Target) -> Self {
        Self {
            target,
            secret: None,
        }
    }
}

impl ConnectRequest {
    /// What the gateway is called on the screen.
    #[must_use]
    pub fn label(&self) -> &str {
        match &self.target {
            Target::Sandbox { .. } => "SANDBOX",
            Target::Profile { name, .. } => name,
            Target::Gateway(profile) => &profile.gateway,
        }
    }
}

/// Rows of the queue that are to become a run.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The rows, ready to be sent.
    pub rows: Arc<[QueueRow]>,
    /// What holds for all of them.
    pub terms: Terms,
    /// Whether rows without a key are created once more that were created already.
    pub again: bool,
    /// What is known of the rows already; none when that was not waited for.
    pub plan: Option<Box<Plan>>,
}

/// What a person says of a row that nothing proves anything about.
#[derive(Clone, Debug, PartialEq)]
pub enum Judgement {
    /// It became this device.
    Made(Box<FoundDevice>),
    /// It became none, and may be sent again.
    NotMade,
    /// This device, which has its key, is somebody else's.
    NotMine(Box<FoundDevice>),
}

/// One thing for the performer to do. Every reply comes back as a [`super::Msg`].
#[derive(Clone, Debug)]
pub enum Effect {
    /// Open the store and read what an earlier session left.
    Open,
    /// Reach a gateway; `generation` marks the replies that belong to it.
    Connect(u64, ConnectRequest),
    /// Remember what the gateway worked on is called.
    RememberGateway(String),
    /// All products.
    LoadProducts,
    /// One product by its key.
    LoadProduct(String),
    /// One thing model.
    LoadModel(String),
    /// How many devices a product has.
    CountDevices(String),
    /// Keep the half-typed form of a scope; the newest wins.
    SaveForm(String, Option<String>),
    /// Commit a change of the queue.
    Queue(QueueChange),
    /// Read what is worked on at a scope.
    LoadWorkspace(String),
    /// Read where something waits.
    LoadWaiting,
    /// Read the queue of one scope for another to take over.
    LoadToTake {
        /// Whose queue it is.
        from: String,
        /// Who takes it over.
        into: String,
    },
    /// Ask what would become of these rows.
    Plan {
        /// Marks the answer, of which only the newest counts.
        ticket: u64,
        /// The rows.
        rows: Arc<[QueueRow]>,
        /// Whether the secrets of devices that exist are asked for.
        require_secret: bool,
        /// Whether rows without a key are created once more that were created already.
        again: bool,
    },
    /// Take rows out of the queue into a run and send them.
    Submit(Submission),
    /// Go on with a run until every row is settled.
    GoOn(RunId),
    /// Ask what would become of the rows of a run that goes on.
    PlanGoingOn(RunId),
    /// Find out what can be deleted again of what a run created.
    PreviewUndo(RunId),
    /// Delete what the preview calls deletable; without one, what is marked from before.
    Undo(RunId, Option<Box<UndoPreview>>),
    /// What the run or the undoing under way shall do.
    Control(Control),
    /// Find the devices that a row without a key may have become.
    FindCandidates(RunId, RowIndex),
    /// Write down what a person says of a row.
    Judge(RunId, RowIndex, Judgement),
    /// Read a run.
    LoadRun(RunId),
    /// Read one row's device for correction.
    LoadRow(RunId, RowIndex),
    /// Read what one row says, to show it.
    LoadSent(RunId, RowIndex),
    /// Queue failed rows of a run again, corrected or as they were.
    Requeue(RunId, Vec<(RowIndex, Option<Draft>)>),
    /// Open a device's secret.
    Reveal(RunId, RowIndex),
    /// Send text to the terminal's clipboard.
    Copy(String),
    /// Give the terminal back to the shell and stop, until the shell says to go on.
    Suspend,
    /// Write a run's results to a file; the ending decides the format.
    Export(RunId, PathBuf),
    /// Write the configuration.
    SaveConfig(Config),
    /// Try a connection.
    Test(ConnectRequest),
    /// Try the connection in use.
    Examine,
}
