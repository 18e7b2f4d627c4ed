//! The arguments of `undo`.

use super::{PlanFormat, run_id};
use crate::connect::ConnectArgs;
use crate::domain::RunId;

pub(super) const UNDO_HELP: &str = "\
Deletes only devices that the run itself created, and only those that are still the same asset,
were never used (status, activeTime, lastOnlineTime, lastOfflineTime) and are what the run made
of them: equal to their rows in both directions, the model's defaults aside, and not updated
since they were made. The others are kept, and it says why. First it looks every device up and
prints what it would delete, and what EnOS does not show of it. Then it wants the number of
devices typed, or given with --confirm; without either it ends there, with nothing deleted.

Each device is looked at once more by its asset id, one round trip before it is deleted by that
id. What somebody else changes within that round trip, or what EnOS does not show yet, cannot be
seen; the longest one met is printed. A device made anew under the same key is never deleted.

Only EnOS's own word makes a device deleted. One that EnOS does not show is left open, or called
gone where EnOS says that there is no such asset and it was made ten minutes ago or longer, or a
deletion of it had been sent.

What is to be deleted is journalled before the first device is, every deletion before it leaves,
and what came of it, after each: an undo that was cut short goes on when it is run again.
--confirm may then also be the number that was confirmed before. Ctrl-C begins no further
deletion, lets those under way land, and reports.

The report goes to standard output. As JSON it is one object: {\"run\", \"deletable\", \"deleted\",
\"gone\", \"kept\", \"open\", \"rows\": [{\"index\", \"outcome\", \"productKey\", \"deviceKey\", \"assetId\", \"msg\",
\"cause\"}]}; `index` is the place in the run, from 1, as # in the table. `outcome` is deletable (nothing was confirmed), deleted (EnOS said so), gone, kept or open (not
dealt with). `cause` says the same as msg as data ({\"kind\", \"code\", \"field\", …}): connected, used, edited,
updated, other_asset, asset_unknown, not_deletable, not_deleted, gone, shown_no_more or never_shown. It tells of the run's whole undo, what earlier calls deleted or kept included.

Examples:
  enroll undo --profile site-7                    what did the newest run make?
  enroll undo --profile site-7 3 --confirm 40

Exit codes:
  0  every device that the run created is deleted, or gone
  1  some devices are kept or were not dealt with
  2  not confirmed, no such run, a run of another connection, or bad flags: nothing was deleted
  3  the gateway is unreachable or refuses the credentials, and nothing was deleted
";

/// Arguments of `undo`.
#[derive(Debug, clap::Args)]
pub(crate) struct UndoArgs {
    /// The run's number [default: the newest run of this connection]
    #[arg(value_name = "RUN", value_parser = run_id())]
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
