//! `enroll plan`: what would become of each device of a file; it sends nothing.

use std::path::{Path, PathBuf};

use clap::ValueEnum as _;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::args::{PlanFormat, RuleArgs};
use super::exit::{Exit, Stop};
use super::opened::configured;
use super::tell::LANG;
use super::{input, models, print, reach, same, tell};
use crate::catalogue::Catalogue;
use crate::connect::{ConnectArgs, ConnectError, Target};
use crate::domain::{Bounds, Draft, Existing};
use crate::exchange::json_line;
use crate::exchange::plan::PlanReport;
use crate::provision::plan::{Plan, Survey};
use crate::provision::same::Same;
use crate::provision::{Problem, Rules};
use crate::said::say;
use crate::store::Paths;
use crate::submit::plan::survey;
use crate::words;

pub(super) const HELP: &str = "\
Asks EnOS which devices of FILE exist already and how full the products are, and prints what
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
pub(super) struct PlanArgs {
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

fn policy() -> impl TypedValueParser<Value = Existing> {
    PossibleValuesParser::new(Existing::ALL.map(Existing::name))
        .try_map(|name| Existing::from_str(&name, false))
}

/// Runs the command.
pub(super) async fn run(state_dir: Option<&Path>, args: &PlanArgs) -> Result<Exit, Stop> {
    let request = input::read(&args.file)?;
    let devices = &request.devices;
    let (paths, config) = configured(state_dir)?;
    let known = match args.connection.target(&config) {
        Ok(target) => Known::ask(args, target, &paths, devices).await?,
        Err(ConnectError::NoneChosen { .. }) => {
            let lenient = args.rules.lenient;
            Known {
                problems: models::check(&Catalogue::default(), devices, Rules { lenient }),
                survey: Survey::silent(say!("no connection is chosen", =)),
                ..Known::default()
            }
        }
        Err(error) => return Err(error.into()),
    };
    for (product, why) in models::unchecked(&known.catalogue, devices) {
        tell::line(&say!(
            "warning: product {product}: attributes not checked: {why}", =, why
        ));
    }
    let (survey, bounds) = (&known.survey, &known.bounds);
    let plan = Plan::new(devices, known.problems, known.same, survey, bounds);
    let report = PlanReport::new(devices, &plan, args.existing);
    print::results(|out| match args.format {
        PlanFormat::Table => report.table(out, LANG),
        PlanFormat::Json => json_line::write(out, &report),
    })?;
    Ok(if report.is_wrong() {
        Exit::BadInput
    } else if known.unreachable {
        Exit::NoGateway
    } else if report.would_fail() > 0 {
        Exit::SomeFailed
    } else {
        Exit::Done
    })
}

/// What a plan is made of.
#[derive(Default)]
struct Known {
    /// By row.
    problems: Vec<Vec<Problem>>,
    /// By row; empty where it could not be looked up.
    same: Vec<Same>,
    /// What is known of the products.
    catalogue: Catalogue,
    survey: Survey,
    bounds: Bounds,
    /// Whether a gateway was asked and did not answer everything.
    unreachable: bool,
}

impl Known {
    /// Asks the gateway. Where it does not answer, what was kept of the products from earlier has to do.
    async fn ask(
        args: &PlanArgs,
        target: Target,
        paths: &Paths,
        devices: &[Draft],
    ) -> Result<Self, Stop> {
        let same = same::look(paths, &target.scope(), devices, args.again);
        let connection = reach::open(&args.connection, target, paths).await?;
        let about = &connection.about;
        let scope = &about.site.scope;
        let (catalogue, mut survey) = match models::fetch(&connection, devices).await {
            Ok(fetched) => {
                models::keep_if_free(&fetched, paths, scope);
                (fetched, Survey::default())
            }
            Err(error) => {
                let kept = models::kept(paths, scope, devices);
                let survey = Survey::silent(words::call(&error));
                (kept.unwrap_or_default(), survey)
            }
        };
        let lenient = args.rules.lenient || about.lenient;
        let problems = models::check(&catalogue, devices, Rules { lenient });
        if survey.silence().is_none() {
            let mut sent = same.iter().map(|same| *same != Same::New);
            let rows = devices.iter().zip(&problems);
            let new = rows.filter(|_| !sent.next().unwrap_or_default());
            let valid = new.filter(|(_, problems)| !problems.iter().any(Problem::is_error));
            let valid = valid.map(|(device, _)| device);
            survey = self::survey(connection.api.as_ref(), valid, false, &about.bounds).await;
            for product in models::product_keys(devices) {
                if let Some(why) = catalogue.hidden(product) {
                    survey.hides(product, why.clone());
                }
            }
        }
        if let Some(why) = survey.silence() {
            let age = models::age(&catalogue, devices);
            let label = &about.label;
            tell::line(&say!("enroll: {label}: {why}{age}", =, why, age));
        }
        Ok(Self {
            problems,
            same,
            unreachable: survey.silence().is_some(),
            catalogue,
            survey,
            bounds: about.bounds.clone(),
        })
    }
}
