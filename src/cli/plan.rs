//! `enroll plan`: what would become of each device of a file; it sends nothing.

use std::path::Path;

use super::args::{PlanArgs, PlanFormat};
use super::exit::{Exit, Stop};
use super::opened::configured;
use super::{input, models, print, reach, same, tell};
use crate::catalogue::Catalogue;
use crate::connect::{ConnectArgs, ConnectError, Target};
use crate::domain::{Bounds, Draft};
use crate::exchange::plan::PlanReport;
use crate::provision::plan::{Plan, Survey};
use crate::provision::same::Same;
use crate::provision::{Problem, Rules};
use crate::store::{Paths, Store};
use crate::submit::plan::survey;

/// Runs the command.
pub(super) async fn run(state_dir: Option<&Path>, args: &PlanArgs) -> Result<Exit, Stop> {
    let request = input::read(&args.file)?;
    let devices = &request.devices;
    let (paths, config) = configured(state_dir)?;
    let lenient = args.rules.lenient;
    let known = match args.connection.target(&config) {
        Ok(target) => {
            let same = same::look(&paths, &target.scope(), devices, args.again);
            Known::ask((&args.connection, target), &paths, lenient, devices, same).await?
        }
        Err(ConnectError::NoneChosen { .. }) => {
            let survey = Survey::silent("no connection is chosen");
            let bounds = Bounds::default();
            Known::new(devices, Catalogue::default(), lenient, survey, bounds)
        }
        Err(error) => return Err(error.into()),
    };
    for (product, why) in models::unchecked(&known.catalogue, devices) {
        tell::line(format_args!(
            "warning: product {product}: attributes not checked: {why}"
        ));
    }
    let Known {
        problems,
        same,
        survey,
        bounds,
        unreachable,
        ..
    } = known;
    let plan = Plan::knowing(devices, problems, same, &survey, &bounds);
    let report = PlanReport::new(devices, &plan, args.existing);
    print::results(|out| match args.format {
        PlanFormat::Table => report.table(out),
        PlanFormat::Json => report.json(out),
    })?;
    Ok(if report.is_wrong() {
        Exit::BadInput
    } else if unreachable {
        Exit::NoGateway
    } else if report.would_fail() > 0 {
        Exit::SomeFailed
    } else {
        Exit::Done
    })
}

/// What a plan is made of.
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
    fn new(
        devices: &[Draft],
        catalogue: Catalogue,
        lenient: bool,
        survey: Survey,
        bounds: Bounds,
    ) -> Self {
        Self {
            problems: models::check(&catalogue, devices, Rules { lenient }),
            same: Vec::new(),
            catalogue,
            survey,
            bounds,
            unreachable: false,
        }
    }

    /// Asks the gateway. Where it does not answer, what was kept of the products from earlier has to do.
    async fn ask(
        (flags, target): (&ConnectArgs, Target),
        paths: &Paths,
        lenient: bool,
        devices: &[Draft],
        same: Vec<Same>,
    ) -> Result<Self, Stop> {
        let connection = reach::open(flags, target, paths).await?;
        let (api, bounds) = (connection.api.as_ref(), connection.about.bounds.clone());
        let lenient = lenient || connection.about.lenient;
        let mut known = match models::fetch(&connection, devices).await {
            Ok(fetched) => {
                models::keep_if_free(&fetched, paths, &connection.about.site.scope);
                Self::new(devices, fetched, lenient, Survey::default(), bounds)
            }
            Err(error) => {
                let kept = Store::open(&paths.state)
                    .and_then(|store| models::kept(&store, &connection.about.site.scope, devices))
                    .unwrap_or_else(|_| Catalogue::default());
                let survey = Survey::silent(error.to_string());
                Self::new(devices, kept, lenient, survey, bounds)
            }
        };
        known.same = same;
        if known.survey.silence().is_none() {
            let mut sent = known.same.iter().map(|same| *same != Same::New);
            let rows = devices.iter().zip(&known.problems);
            let new = rows.filter(|_| !sent.next().unwrap_or_default());
            let valid = new.filter(|(_, problems)| !problems.iter().any(Problem::is_error));
            let valid = valid.map(|(device, _)| device);
            known.survey = survey(api, valid, false, &known.bounds).await;
            for product in models::product_keys(devices) {
                if let Some(why) = known.catalogue.hidden(product) {
                    known.survey.hides(product, why.to_owned());
                }
            }
        }
        if let Some(why) = known.survey.silence() {
            known.unreachable = true;
            let age = models::age(&known.catalogue, devices);
            tell::line(format_args!(
                "enroll: {}: {why}{age}",
                connection.about.label
            ));
        }
        Ok(known)
    }
}
