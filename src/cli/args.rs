//! The arguments: which commands there are, and what several of them take.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Parser, Subcommand, ValueEnum};

use super::{apply, backup, check, codes, plan, prune, report, resume, sandbox, undo, value};
use crate::connect::ConnectArgs;
use crate::domain::Existing;
use crate::said::Lang;

/// Provisions IoT devices on EnOS: nothing lost, nothing made twice.
#[derive(Debug, Parser)]
#[command(version)]
pub(super) struct Args {
    /// Keep journal, cache, configuration and sandbox in this folder
    #[arg(long, global = true, value_name = "DIR")]
    pub state_dir: Option<PathBuf>,
    /// Language of screens, messages and help [default: the configuration's, else the locale's]
    #[arg(long, global = true, value_name = "LANG", value_parser = value::lang)]
    pub lang: Option<Lang>,
    /// Leave the mouse to the terminal in the screens, like `mouse = false` in the configuration
    #[arg(long)]
    pub no_mouse: bool,
    #[command(flatten)]
    pub connection: ConnectArgs,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Create the devices in a file
    Apply(apply::ApplyArgs),
    /// Resume an interrupted run until every row is settled
    Resume(resume::ResumeArgs),
    /// Show what would happen to each device in a file, without sending anything
    Plan(plan::PlanArgs),
    /// Delete the devices that a run created and nobody has touched since
    Undo(undo::UndoArgs),
    /// Check a file without sending anything
    Check(check::CheckArgs),
    /// Run the built-in gateway on its own
    Sandbox(sandbox::SandboxArgs),
    /// Copy the journal into one file, even while it is in use
    Backup(backup::BackupArgs),
    /// Remove finished runs from the journal
    Prune(prune::PruneArgs),
    /// Write a report on a run that is safe to mail: the shape of EnOS's replies and secrets, not their contents
    Report(report::ReportArgs),
    /// Explain EnOS's codes: what each means and what to do about it
    Codes(codes::CodesArgs),
}

/// How strictly to judge.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct RuleArgs {
    /// Only warn about what EnOS may accept although its documents do not say so
    #[arg(long)]
    pub lenient: bool,
}

/// How plans and undos are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PlanFormat {
    /// For people
    Table,
    /// One JSON object
    Json,
}

impl ValueEnum for Existing {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(match self {
            Self::Fail => "The row fails and says whose device it is and since when",
            Self::Skip => "The row is left alone",
            Self::Adopt => "The row counts as created if the device is what it says, else it fails",
        }))
    }
}
