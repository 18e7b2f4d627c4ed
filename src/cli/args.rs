//! The arguments: what can be asked of the program, and the help texts.

mod codes;
mod keeping;
mod plan;
mod report;
mod sending;
mod undo;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::TypedValueParser;
use clap::{Parser, Subcommand, ValueEnum};
use jiff::fmt::friendly::SpanParser;

use crate::connect::ConnectArgs;
use crate::domain::RunId;
use crate::sandbox::{Scenario, Switches};
pub(super) use codes::CodesArgs;
pub(super) use keeping::{BackupArgs, PruneArgs};
pub(super) use plan::{PlanArgs, PlanFormat};
pub(super) use report::ReportArgs;
pub(super) use sending::{Again, ApplyArgs, Format, Named, ResumeArgs, RunArgs};
pub(super) use undo::UndoArgs;

use codes::CODES_HELP;
use keeping::{BACKUP_HELP, PRUNE_HELP};
use plan::PLAN_HELP;
use report::REPORT_HELP;
use sending::{APPLY_HELP, RESUME_HELP};
use undo::UNDO_HELP;

/// A run's number.
fn run_id() -> impl TypedValueParser<Value = RunId> {
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

const CHECK_HELP: &str = "\
With a connection the products and thing models are fetched first. Without one the models
kept from earlier are used, for the default profile; what cannot be checked is named. Rows that
were sent before are told of, as `enroll apply` recognises them.

Examples:
  enroll check devices.json
  enroll check --profile site-7 devices.json
  generate-devices | enroll check --sandbox -

Exit codes:
  0  valid (perhaps with warnings)
  2  problems, or the file cannot be read
  3  a connection was asked for and the gateway is unreachable or refuses the credentials
";

const SANDBOX_HELP: &str = "\
The same gateway that --sandbox starts for itself, kept running for scripts and for other
programs. It listens on this machine only and makes no real device. Stop it with Ctrl-C.

Examples:
  enroll sandbox
  enroll sandbox --listen 127.0.0.1:8080 --fresh --lag 0s
  enroll sandbox --switch item-code=real
  enroll sandbox --scenario flaky       everything that can go wrong, by chance
  enroll sandbox --truth                what was really made, once it is stopped

Exit codes:
  0  stopped by Ctrl-C or a termination signal, or the truth is told
  2  it could not start, or the truth cannot be read
";

/// Provisions IoT devices on EnOS: nothing lost, nothing made twice.
#[derive(Debug, Parser)]
#[command(version, after_help = TOP_HELP, after_long_help = TOP_HELP)]
pub(super) struct Args {
    /// Keep journal, cache, configuration and sandbox in this folder
    #[arg(long, global = true, value_name = "DIR")]
    pub state_dir: Option<PathBuf>,
    #[command(flatten)]
    pub connection: ConnectArgs,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Create the devices of a file
    #[command(after_help = format!("{APPLY_HELP}\n{ENVIRONMENT}"))]
    Apply(ApplyArgs),
    /// Go on with a run that was cut short, until every row is settled
    #[command(after_help = format!("{RESUME_HELP}\n{ENVIRONMENT}"))]
    Resume(ResumeArgs),
    /// Tell what would become of each device of a file, and send nothing
    #[command(after_help = format!("{PLAN_HELP}\n{ENVIRONMENT}"))]
    Plan(PlanArgs),
    /// Delete the devices that a run created, where nobody touched them since
    #[command(after_help = format!("{UNDO_HELP}\n{ENVIRONMENT}"))]
    Undo(UndoArgs),
    /// Check a file without sending anything
    #[command(after_help = format!("{CHECK_HELP}\n{ENVIRONMENT}"))]
    Check(CheckArgs),
    /// Run the built-in gateway by itself
    #[command(
        after_help = SANDBOX_HELP,
        after_long_help = format!("{SANDBOX_HELP}\nSwitches:\n{}\nScenarios:\n{}", Switches::help(), Scenario::help())
    )]
    Sandbox(SandboxArgs),
    /// Copy the journal into one file, also while it is in use
    #[command(after_help = BACKUP_HELP)]
    Backup(BackupArgs),
    /// Remove runs that are over from the journal
    #[command(after_help = PRUNE_HELP)]
    Prune(PruneArgs),
    /// Write what may be mailed of a run: how EnOS's replies and secrets look, without what they say
    #[command(after_help = REPORT_HELP)]
    Report(ReportArgs),
    /// Tell EnOS's codes: what each means and what to do about it
    #[command(after_help = CODES_HELP)]
    Codes(CodesArgs),
}

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// The devices to check; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub rules: RuleArgs,
    #[command(flatten)]
    pub connection: ConnectArgs,
}

/// How strictly to judge.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct RuleArgs {
    /// Let through with a warning what EnOS may accept although its documents do not say so
    #[arg(long)]
    pub lenient: bool,
}

/// Arguments of `sandbox`.
#[derive(Debug, clap::Args)]
pub(super) struct SandboxArgs {
    /// Where to listen, on this machine only [default: a free port of 127.0.0.1]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    /// Forget the devices of earlier starts
    #[arg(long)]
    pub fresh: bool,
    /// How long a new device stays invisible to searches: 2s, 500ms
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub lag: Option<Duration>,
    /// Choose how the gateway behaves where EnOS's documents leave it open; repeatable
    #[arg(long = "switch", value_name = "KEY=VALUE")]
    pub switches: Vec<String>,
    /// Let things go wrong: a built-in scenario, or a file; --help lists them
    #[arg(long, value_name = "NAME|FILE")]
    pub scenario: Option<String>,
    /// Print every device ever made, how often and by which requests, instead of running
    #[arg(
        long,
        value_enum,
        value_name = "FORMAT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "table",
        conflicts_with_all = ["listen", "fresh", "lag", "switches", "scenario"]
    )]
    pub truth: Option<TruthFormat>,
}

/// How the ground truth is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TruthFormat {
    /// For people
    Table,
    /// One object a line
    Jsonl,
}

/// `2s`, `500ms` or `0`.
fn duration(text: &str) -> Result<Duration, String> {
    if text == "0" {
        return Ok(Duration::ZERO);
    }
    SpanParser::new()
        .parse_unsigned_duration(text)
        .map_err(|_| format!("`{text}` is no time: write 2s or 500ms"))
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
        let help = [sending::APPLY_HELP, undo::UNDO_HELP].concat();
        let words: Vec<&str> = help
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .collect();
        for kind in Cause::VARIANTS {
            assert!(words.contains(kind), "{kind}");
        }
    }

    #[test]
    fn every_kind_of_flaw_that_a_file_may_have_is_listed() {
        let (_, kinds) = sending::APPLY_HELP
            .split_once("else null. The kinds: ")
            .unwrap();
        let (kinds, _) = kinds.split_once('.').unwrap();
        let kinds: Vec<&str> = kinds.split(',').map(str::trim).collect();
        // What EnOS said of a row that was sent is told on the form alone.
        let sent = Flaw::VARIANTS.len() - 1;
        assert_eq!(
            (kinds.as_slice(), "sent"),
            (&Flaw::VARIANTS[..sent], Flaw::VARIANTS[sent])
        );
    }

    #[test]
    fn times_have_a_unit() {
        assert_eq!(duration("2s"), Ok(Duration::from_secs(2)));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("0"), Ok(Duration::ZERO));
        for wrong in ["", "2", "s", "-1s", "99999999999999999999s"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }
}
