//! The arguments of the commands that send: `apply` and `resume`.

use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;
use clap::builder::PossibleValue;

use super::{RuleArgs, run_id};
use crate::connect::ConnectArgs;
use crate::domain::{Bounds, Existing, RowIndex, RunId};

pub(super) const APPLY_HELP: &str = "\
FILE is the body of Batch Create Devices V2.4: {\"deviceList\": [...], \"requireSecret\": false}.
Every device is checked against its product's thing model before the first one is sent; one
error anywhere and nothing is sent. A blank deviceKey gets one made here, marked as automatic,
so that its device can be looked up when a reply is lost. What happens is journalled in the
state folder first: a lost connection, a kill or a power cut leaves no doubt about which rows
left, and `enroll resume` settles them.

So does the same command once more. Every row is looked up first in what the journal knows of
this gateway and organisation: what the row says, a blank deviceKey being blank; equal rows are
counted. A row that is in a run which broke off or was cut short is gone on with there, as that
run was begun (--existing, requireSecret), and is told of as what it becomes there; rows of that
run which FILE has not are left as they are. A row without a deviceKey that was created already
is left out and reported as skipped; --again creates it once more. A row with a deviceKey needs
nothing: EnOS makes no second, and --existing decides. What FILE says of a row that was corrected
in the screens still means that row. A run is begun for what is new, if anything is.

Results go to standard output, progress and messages to standard error. As JSON they are one
object: {\"run\", \"created\", \"failed\", \"unknown\", \"skipped\", \"deleted\", \"unsent\", \"rows\":
[{\"index\", \"row\", \"outcome\", \"productKey\", \"deviceKey\", \"assetId\", \"code\", \"msg\", \"cause\",
\"requestId\", \"automatic\", \"adopted\", \"run\"}]}, rows in the order of the file, whichever `run` each is in;
the first `run` is the newest of them, null where all were left out. `row` is the
place in the file and `index` that in the run, both from 1: `index` is # in tables, which show
both where they differ, and what `enroll resume` calls ROW. `outcome` is created,
failed, unknown, skipped, deleted, or unsent: the row never left, and msg says why. `cause` says
the same as data, null where there is nothing to say: {\"kind\", \"code\", \"field\", …}, and as CSV the
columns cause (its kind) and field. The kinds:
  refused        EnOS says no, in its words       product_full   the product takes no more devices
  key_taken      by whom, since when, and in      key_disputed   the run may have made that device:
                 what the device differs                         you say
  key_exists     EnOS says no more than that      key_hidden     and does not show the device
  no_reply       it left; how its call ended      not_accepted   it did not get through
  not_found      sent, and not shown              cut_short      the program stopped meanwhile
  no_item        no item of the reply is          no_asset_id    made or shown without one
                 surely this row's
  asset_taken    its asset is another row's       under_way      the reply is waited for
  not_sent       how the run ended                made_already   by which row of which run
  asked_to_wait  longer than longest_asked_pause
When the file
is refused the object is {\"problems\": [{\"row\", \"place\", \"severity\", \"message\", \"flaw\"}]}: the row
of the file, from 1, where that is in it, and what is wrong; of a device's field as data, too:
{\"kind\", …}, else null. The kinds: missing, size, outer_space, invisible, foreign, full_width,
unknown, zone, respell, misfit, time_of_day, same_name, same_key, product_not_shown.

--format jsonl writes one JSON object a line while the run goes; `event` says which:
  begun    run, gateway, rows
  sent     run, batch, rows (each as `row`), progress
  row      a row with a new outcome, its fields as above; the last line about a row counts
  settled  settled (how many), unsent (queued again, each as `row`), doubt, progress
  turned   progress: the pace changed, or a pause began or ended
  end      run, end, created, failed, unknown, skipped, deleted, unsent: always the last line
  refused  problems: instead of all these, when the file is refused
progress has the counts of all rows, and underWay, atOnce, batchSize, asking (rows being
looked up), restingUntil (Unix ms), slowed (why), paused.

With \"requireSecret\": true EnOS sends each device's secret along, sealed for the RSA key pair of
the application, and it is kept sealed. --reveal-secrets, with --format json or csv, opens what
this run got and adds deviceSecret to its rows; `enroll resume RUN --reveal-secrets` does so at any
later time.

Ctrl-C or SIGTERM sends nothing more, lets what is under way land, and reports. A second one
leaves at once; nothing is lost, `enroll resume` settles what was under way. A run of which
more rows fail than the profile's failed_percent ends in the same good order.

Examples:
  enroll apply --sandbox devices.json
  enroll apply --sandbox --scenario flaky devices.json
  enroll apply --profile site-7 --format json devices.json > results.json
  generate-devices | enroll apply --gateway https://apim.example.com --org-id o123 -

Exit codes:
  0    every device was created, skipped or adopted as --existing says, or left out
  1    some rows failed or were not sent, or a secret that was to be printed did not open
  2    bad input or flags, or the state folder is in use: nothing was sent
  3    the gateway is unreachable or refuses the credentials, and nothing was created
  4    what became of some rows is unknown: `enroll resume` asks EnOS
  130  left at once by a second Ctrl-C
";

pub(super) const RESUME_HELP: &str = "\
Goes on with RUN: asks EnOS what became of rows whose reply was lost, and sends what was not
sent. Without RUN it is the newest run of this connection that has such rows, else the newest
of all, whose results are printed. The results are those of the whole run, in the forms of
`enroll apply`, which see. It can be cut short and resumed as often as you like.

The secrets of a run that is over are had in the same way: --reveal-secrets, with --format json or
csv and the private key (--private-key FILE, or the profile's), adds deviceSecret to every created
row. They are kept sealed, so this can be done at any time, and as often as you like.

A row that left without a deviceKey (a profile with keys_by_server) cannot be looked up. For
each the devices are listed that may be its own: same product, same name, made since it left.
Only your word settles it: --take ROW=DEVICEKEY, where one of them is the row's, or
--send-again ROW, where none is listed; with some listed, --send-again ROW=DEVICEKEY,… says that
those are not it. What was sent just now is waited for before it counts as missing. A row with a deviceKey needs your word where EnOS has a device
of that key and nothing proves who made it: --take, or --not-mine ROW=DEVICEKEY, and the row
fails. ROW is what stands under # in the results of the run, from 1, which need not be the row of
your file: hence the key beside it.

Examples:
  enroll resume --profile site-7
  enroll resume 12 --profile site-7 --format json > results.json
  enroll resume 12 --profile site-7 --reveal-secrets --format csv > secrets.csv
  enroll resume 12 --profile site-7 --take 3=aB3dE5gH7j --send-again 4

Exit codes:
  0    every row is settled, and none failed
  1    some rows failed or were not sent, or a secret that was to be printed did not open
  2    no such run, bad flags, or the state folder is in use: nothing was sent
  3    the gateway is unreachable or refuses the credentials, and nothing was created
  4    what became of some rows is still unknown
  130  left at once by a second Ctrl-C
";

/// Arguments of `apply`.
#[derive(Debug, clap::Args)]
pub(crate) struct ApplyArgs {
    /// The devices to create; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub rules: RuleArgs,
    /// What becomes of a row whose device exists already
    #[arg(long, value_name = "POLICY", value_enum, default_value = "fail")]
    pub existing: Existing,
    /// Create rows without a deviceKey once more that earlier runs created already
    #[arg(long)]
    pub again: bool,
    #[command(flatten)]
    pub run: RunArgs,
    #[command(flatten)]
    pub connection: ConnectArgs,
}

/// Arguments of `resume`.
#[derive(Debug, clap::Args)]
pub(crate) struct ResumeArgs {
    /// The run to go on with, by its number [default: the newest that is not settled]
    #[arg(value_name = "RUN", value_parser = run_id())]
    pub run_id: Option<RunId>,
    /// This device is the one of that row, whose reply was lost; repeatable
    #[arg(long, value_name = "ROW=DEVICEKEY")]
    pub take: Vec<Named>,
    /// No device was made of that row, which left without a key: send it again. Devices that EnOS shows and that may be
    /// the row's are named behind it: they are not; repeatable
    #[arg(long, value_name = "ROW[=DEVICEKEY,…]")]
    pub send_again: Vec<Again>,
    /// The device of that row's key is somebody else's: the row fails; repeatable
    #[arg(long, value_name = "ROW=DEVICEKEY")]
    pub not_mine: Vec<Named>,
    #[command(flatten)]
    pub run: RunArgs,
    #[command(flatten)]
    pub connection: ConnectArgs,
}

/// How a run is sent and its results are printed.
#[derive(Debug, clap::Args)]
pub(crate) struct RunArgs {
    /// Devices in one request [default: the profile's, else 1000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=i64::from(Bounds::MAX_BATCH_SIZE)))]
    pub batch_size: Option<u16>,
    /// Go on however many rows fail
    #[arg(long)]
    pub keep_going: bool,
    /// How the results are printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Print the opened secrets of created devices; needs the private key, and --format json or csv
    #[arg(long)]
    pub reveal_secrets: bool,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// One object
    Json,
    /// With a header line
    Csv,
    /// One object a line, while the run goes
    Jsonl,
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

/// A row of a run, given by its number.
fn row(number: &str) -> Result<RowIndex, String> {
    let index = number.parse().ok().and_then(RowIndex::numbered);
    index.ok_or_else(|| format!("`{number}` is no row: rows count from 1"))
}

/// A row that is to be sent again, and the keys of the devices that are not its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Again {
    pub row: RowIndex,
    pub others: Vec<String>,
}

impl FromStr for Again {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (number, keys) = text.split_once('=').unwrap_or((text, ""));
        let keys = keys.split(',').filter(|key| !key.is_empty());
        Ok(Self {
            row: row(number)?,
            others: keys.map(str::to_owned).collect(),
        })
    }
}

/// A row and the key of the device that is its own, or is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub row: RowIndex,
    pub device_key: String,
}

impl FromStr for Named {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (number, key) = text
            .split_once('=')
            .filter(|(_, key)| !key.is_empty())
            .ok_or_else(|| format!("`{text}` is no ROW=DEVICEKEY, such as 3=aB3dE5gH7j"))?;
        Ok(Self {
            row: row(number)?,
            device_key: key.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_count_from_one() {
        assert_eq!(row("1"), Ok(RowIndex(0)));
        for wrong in ["0", "", "-1", "x", "4294967296"] {
            assert!(row(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_key_may_hold_an_equals_sign() {
        let named = Named {
            row: RowIndex(2),
            device_key: "a=b".to_owned(),
        };
        assert_eq!("3=a=b".parse(), Ok(named));
        for wrong in ["3", "3=", "=a", "0=a"] {
            assert!(wrong.parse::<Named>().is_err(), "{wrong}");
        }
    }
}
