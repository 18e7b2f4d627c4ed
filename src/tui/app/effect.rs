//! What the program asks of the world, as data.

use std::path::PathBuf;

use crate::connect::Target;
use crate::domain::Draft;
use crate::enos::Secret;
use crate::store::{Config, QueueRow, RunId};

/// A gateway to work on, and the secret key where it was typed.
#[derive(Clone, Debug)]
pub struct Aim {
    /// The connection.
    pub target: Target,
    /// The answer to the prompt, for a profile that asks.
    pub secret: Option<Secret>,
}

impl From<Target> for Aim {
    fn from(target: Target) -> Self {
        Self {
            target,
            secret: None,
        }
    }
}

impl Aim {
    /// What the gateway is called on the screen.
    #[must_use]
    pub fn label(&self) -> &str {
        match &self.target {
            Target::Sandbox => "SANDBOX",
            Target::Profile { name, .. } => name,
            Target::Gateway { url, .. } => url,
        }
    }
}

/// A change of the queue, to be committed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueueChange {
    /// Rows to insert or replace.
    pub put: Vec<QueueRow>,
    /// Rows to take out.
    pub remove: Vec<i64>,
    /// Whether this saves the device on the form, which is emptied once it is committed.
    pub from_form: bool,
}

/// One thing for the world to do. Every reply comes back as a [`super::Msg`].
#[derive(Clone, Debug)]
pub enum Effect {
    /// Open the store and read what an earlier session left.
    Open,
    /// Reach a gateway; `generation` marks the replies that belong to it.
    Connect(u64, Aim),
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
    /// Keep the half-typed form; the newest wins.
    SaveForm(Option<String>),
    /// Commit a change of the queue.
    Queue(QueueChange),
    /// Read the queue again, after a change could not be committed.
    LoadQueue,
    /// Take rows out of the queue into a run and send them.
    Submit {
        /// The rows, validated.
        rows: Vec<QueueRow>,
        /// Whether EnOS is asked for their secrets.
        require_secret: bool,
    },
    /// Send what is queued in a run.
    Resubmit(RunId),
    /// Let the replies under way arrive and send nothing more.
    StopRun,
    /// Read a run.
    LoadRun(RunId),
    /// Read one row's device for correction.
    LoadRow(RunId, u32),
    /// Queue failed rows of a run again, corrected or as they were.
    Requeue(RunId, Vec<(u32, Option<Draft>)>),
    /// Open a device's secret.
    Reveal(RunId, u32),
    /// Send text to the terminal's clipboard.
    Copy(String),
    /// Write a run's results to a file; the ending decides the format.
    Export(RunId, PathBuf),
    /// Write the configuration.
    SaveConfig(Config),
    /// Try a connection.
    Test(Aim),
}
