//! The arguments of `plan`.

use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::RuleArgs;
use crate::connect::ConnectArgs;
use crate::domain::Existing;

pub(super) const PLAN_HELP: &str = "\
Lookups EnOS which devices of FILE exist already and how full the products are, and prints what
`enroll apply` would make of every row. It only reads; others may write before you do. A
product is taken to hold 10,000 devices, EnOS's default; an administrator can raise that, and
rows that seem to have no room are sent all the same.

What was sent before is recognised as `enroll apply` does it, which see, where no other enroll
has the state folder: rows of runs that are not settled (goesOn), and rows without a deviceKey
that were created already (made), which are left out without --again.

Without a connection (no flags and no default profile), or when the gateway does not answer,
the plan says what it could not check.

As JSON it is one object: {\"existing\", \"devices\", \"create\", \"goesOn\", \"made\", \"identical\",
\"different\", \"repeated\", \"invalid\", \"noProduct\", \"noRoom\", \"unchecked\", \"wouldFail\",
\"calls\", \"products\": [{\"productKey\", \"used\", \"limit\", \"wanted\", \"tooMany\"}], \"notShown\":
[{\"productKey\", \"why\", \"rows\"}], \"repeats\": [{\"deviceKey\", \"productKeys\", \"rows\"}],
\"notChecked\", \"rows\": [{\"index\", \"plan\", \"outcome\", \"productKey\", \"deviceKey\", \"assetId\",
\"fields\": [{\"field\", \"wanted\", \"found\"}], \"reason\"}]}. `index`
and `rows` of a key count from 1, as # in the table does. `calls` counts Batch Create requests for
new rows; look-ups after lost replies come on top. `plan` is one of the ten from create to
unchecked, and `devices` is their sum; `outcome` is created, failed or skipped, as the policy
has it, or unchecked (`?` in the table). `wouldFail` does not count rows that are unchecked.

Examples:
  enroll plan --profile site-7 devices.json
  enroll plan --profile site-7 --existing skip --format json devices.json

Exit codes:
  0  every row would be created, or is dealt with as --existing says, as far as was checked
  1  some rows would fail: they exist, differ, or their product has no room
  2  some rows are invalid, or the file or the flags are: apply would send nothing
  3  the gateway is unreachable or refuses the credentials: the plan is incomplete
";

/// Arguments of `plan`.
#[derive(Debug, clap::Args)]
pub(crate) struct PlanArgs {
    /// The devices to create; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub rules: RuleArgs,
    /// What becomes of a row whose device exists already
    #[arg(long, value_name = "POLICY", default_value = Existing::default().name(), value_parser = policy())]
    pub existing: Existing,
    /// Plan as `apply --again` would go: create rows without a deviceKey once more
    #[arg(long)]
    pub again: bool,
    /// How the plan is printed
    #[arg(long, value_enum, default_value_t = PlanFormat::Table)]
    pub format: PlanFormat,
    #[command(flatten)]
    pub connection: ConnectArgs,
}

/// How plans and undos are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    /// For people
    Table,
    /// One object
    Json,
}

fn policy() -> impl TypedValueParser<Value = Existing> {
    PossibleValuesParser::new(Existing::ALL.map(Existing::name)).map(|name| {
        let mut policies = Existing::ALL.into_iter();
        policies
            .find(|policy| policy.name() == name)
            .unwrap_or_default()
    })
}
