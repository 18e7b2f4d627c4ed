//! `enroll plan`: what would become of each device of a file; it sends nothing.

use std::path::{Path, PathBuf};

use clap::ValueEnum as _;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::args::{PlanFormat, RuleArgs};
use super::exit::{Exit, Stop};
use super::opened::configured;
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

/// Arguments of `plan`.
#[derive(Debug, clap::Args)]
pub(super) struct PlanArgs {
    /// The devices to create; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub rules: RuleArgs,
    /// What to do with a row whose device already exists
    #[arg(long, value_name = "POLICY", default_value = Existing::default().name(), value_parser = policy())]
    pub existing: Existing,
    /// Plan for `apply --again`: create rows without a deviceKey again
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
                survey: Survey::silent(say!("no connection is chosen", "未选择连接")),
                ..Known::default()
            }
        }
        Err(error) => return Err(error.into()),
    };
    for (product, why) in models::unchecked(&known.catalogue, devices) {
        tell::line(&say!(
            "warning: product {product}: attributes not checked: {why}",
            "警告：产品 {product}：未检查属性：{why}",
            why
        ));
    }
    let (survey, bounds) = (&known.survey, &known.bounds);
    let plan = Plan::new(devices, known.problems, known.same, survey, bounds);
    let report = PlanReport::new(devices, &plan, args.existing);
    print::results(|out| match args.format {
        PlanFormat::Table => report.table(out, tell::reader()),
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
            tell::line(&say!(
                "enroll: {label}: {why}{age}",
                "enroll：{label}：{why}{age}",
                why,
                age
            ));
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
