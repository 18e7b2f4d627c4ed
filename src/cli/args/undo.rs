//! The arguments of `undo`.

use super::PlanFormat;
use crate::connect::ConnectArgs;
use crate::store::RunId;

pub const UNDO_HELP: &str = "\
Deletes only devices that the run itself created, and only those that are still the same asset,
never connected (status inactive) and are unchanged since; the others are kept, and it says
why. First it looks every device up and prints what it would delete. Then it wants the number
of devices typed, or given with --confirm; without either it ends there, with nothing deleted.

What is to be deleted is journalled before the first device is, and what was, after each: an
undo that was cut short goes on when it is run again. --confirm may then also be the number
that was confirmed before. Ctrl-C begins no further deletion, lets those under way land, and
reports.

The report goes to standard output. As JSON it is one object: {\"run\", \"deletable\", \"deleted\",
\"kept\", \"open\", \"rows\": [{\"index\", \"outcome\", \"productKey\", \"deviceKey\", \"assetId\", \"msg\"}]};
`outcome` is deletable (nothing was confirmed), deleted, kept or open (not dealt with). It tells
of the run's whole undo, what earlier calls deleted or kept included.

Examples:
  enroll undo --profile site-7                    what did the newest run make?
  enroll undo --profile site-7 3 --confirm 40

Exit codes:
  0  every device that the run created is deleted
  1  some devices are kept or were not dealt with
  2  not confirmed, no such run, a run of another connection, or bad flags: nothing was deleted
  3  the gateway is unreachable or refuses the credentials, and nothing was deleted
";

/// Arguments of `undo`.
#[derive(Debug, clap::Args)]
pub struct UndoArgs {
    /// The run's number [default: the newest run of this connection]
    #[arg(value_name = "RUN")]
    pub run: Option<RunId>,
    /// The number of devices to delete, as told before
    #[arg(long, value_name = "NUMBER")]
    pub confirm: Option<usize>,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t = PlanFormat::Table)]
    pub format: PlanFormat,
    #[command(flatten)]
    pub connection: ConnectArgs,
}
