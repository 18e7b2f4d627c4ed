//! The arguments: which commands there are, and what several of them take.

use std::path::PathBuf;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};

use super::{apply, backup, check, codes, plan, prune, report, resume, sandbox, undo};
use crate::connect::ConnectArgs;
use crate::domain::{Existing, RunId};
use crate::sandbox::{Scenario, Switches};

/// A run's number.
pub(super) fn run_id() -> impl TypedValueParser<Value = RunId> {
    clap::value_parser!(i64).range(1..).map(RunId)
}

const ENVIRONMENT: &str = "\
Environment:
  ENROLL_ACCESS_KEY  the application's access key, with --gateway
  ENROLL_SECRET_KEY  its secret key, with --gateway; also answers for a profile
                     that asks for the secret on the terminal";

const TOP_HELP: &str = "\
Without a command the screens open. In a script use the commands.

Examples:
  enroll --sandbox                         try everything against the built-in gateway
  enroll --profile site-7                  the screens, on a configured gateway
  enroll check devices.json                is the file right?
  enroll apply --profile site-7 devices.json
  enroll resume --profile site-7           go on where a run was cut short
  enroll resume 12 --profile site-7 --reveal-secrets --format json
                                           the device secrets of run 12
  enroll codes 11702                       what does this code mean?

Exit codes:
  0  done    1  some rows failed    2  bad input, nothing sent
  3  gateway unreachable or credentials refused    4  some outcome unknown
  130  left at once by a second Ctrl-C; `enroll resume` goes on
";

/// Provisions IoT devices on EnOS: nothing lost, nothing made twice.
#[derive(Debug, Parser)]
#[command(version, after_help = TOP_HELP, after_long_help = TOP_HELP)]
pub(super) struct Args {
    /// Keep journal, cache, configuration and sandbox in this folder
    #[arg(long, global = true, value_name = "DIR")]
    pub state_dir: Option<PathBuf>,
    /// In the screens, leave the mouse to the terminal, as `mouse = false` in the configuration does
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
    /// Create the devices of a file
    #[command(after_help = format!("{}\n{ENVIRONMENT}", apply::HELP))]
    Apply(apply::ApplyArgs),
    /// Go on with a run that was cut short, until every row is settled
    #[command(after_help = format!("{}\n{ENVIRONMENT}", resume::HELP))]
    Resume(resume::ResumeArgs),
    /// Tell what would become of each device of a file, and send nothing
    #[command(after_help = format!("{}\n{ENVIRONMENT}", plan::HELP))]
    Plan(plan::PlanArgs),
    /// Delete the devices that a run created, where nobody touched them since
    #[command(after_help = format!("{}\n{ENVIRONMENT}", undo::HELP))]
    Undo(undo::UndoArgs),
    /// Check a file without sending anything
    #[command(after_help = format!("{}\n{ENVIRONMENT}", check::HELP))]
    Check(check::CheckArgs),
    /// Run the built-in gateway by itself
    #[command(
        after_help = sandbox::HELP,
        after_long_help = format!("{}\nSwitches:\n{}\nScenarios:\n{}", sandbox::HELP, Switches::help(), Scenario::help())
    )]
    Sandbox(sandbox::SandboxArgs),
    /// Copy the journal into one file, also while it is in use
    #[command(after_help = backup::HELP)]
    Backup(backup::BackupArgs),
    /// Remove runs that are over from the journal
    #[command(after_help = prune::HELP)]
    Prune(prune::PruneArgs),
    /// Write what may be mailed of a run: how EnOS's replies and secrets look, without what they say
    #[command(after_help = report::HELP)]
    Report(report::ReportArgs),
    /// Tell EnOS's codes: what each means and what to do about it
    #[command(after_help = codes::HELP)]
    Codes(codes::CodesArgs),
}

/// How strictly to judge.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct RuleArgs {
    /// Let through with a warning what EnOS may accept although its documents do not say so
    #[arg(long)]
    pub lenient: bool,
}

/// How plans and undos are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PlanFormat {
    /// For people
    Table,
    /// One object
    Json,
}

impl ValueEnum for Existing {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(match self {
            Self::Fail => "The row fails, saying whose the device is and since when",
            Self::Skip => "The row is left alone",
            Self::Adopt => {
                "The row counts as created where the device is what it says, else it fails"
            }
        }))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;
    use strum::VariantNames as _;

    use super::*;
    use crate::domain::Cause;
    use crate::provision::Flaw;

    #[test]
    fn the_arguments_hang_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_kind_of_cause_is_listed() {
        let help = [apply::HELP, undo::HELP].concat();
        let words: Vec<&str> = help
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .collect();
        for kind in Cause::VARIANTS {
            assert!(words.contains(kind), "{kind}");
        }
    }

    #[test]
    fn every_kind_of_flaw_that_a_file_may_have_is_listed() {
        let (_, kinds) = apply::HELP.split_once("else null. The kinds: ").unwrap();
        let (kinds, _) = kinds.split_once('.').unwrap();
        let kinds: Vec<&str> = kinds.split(',').map(str::trim).collect();
        // What EnOS said of a row that was sent is told on the form alone.
        let sent = Flaw::VARIANTS.len() - 1;
        assert_eq!(
            (kinds.as_slice(), "sent"),
            (&Flaw::VARIANTS[..sent], Flaw::VARIANTS[sent])
        );
    }
}
