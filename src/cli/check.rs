//! `enroll check`: checks a file without sending anything.

use std::path::Path;

use super::args::CheckArgs;
use super::exit::{Exit, Stop};
use super::opened::configured;
use super::verdict::Verdict;
use super::{input, models, reach, same, tell};
use crate::catalogue::Catalogue;
use crate::domain::Draft;
use crate::provision::Rules;
use crate::store::{Config, Paths, Store};

/// Runs the command.
pub(super) async fn run(state_dir: Option<&Path>, args: &CheckArgs) -> Result<Exit, Stop> {
    let request = input::read(&args.file)?;
    let (paths, config) = configured(state_dir)?;
    let (known, lenient) = if args.connection.given() {
        fetched(&paths, &config, args, &request.devices).await?
    } else {
        kept(&paths, &config, args, &request.devices)
    };
    if let Ok(target) = args.connection.target(&config) {
        if !args.connection.given() {
            reach::warn(&target, &paths);
        }
        same::look(&paths, &target.scope(), &request.devices, false);
    }
    let rules = Rules { lenient };
    let verdict = Verdict::on(&request.devices, &known, rules);
    verdict.print();
    let (errors, warnings) = (verdict.errors.len(), verdict.warnings.len());
    let devices = request.devices.len();
    tell::line(format_args!(
        "{devices} devices: {errors} errors, {warnings} warnings{}",
        models::age(&known, &request.devices)
    ));
    Ok(if errors == 0 {
        Exit::Done
    } else {
        Exit::BadInput
    })
}

/// The models as the gateway has them now, kept for later where the state folder is free.
async fn fetched(
    paths: &Paths,
    config: &Config,
    args: &CheckArgs,
    devices: &[Draft],
) -> Result<(Catalogue, bool), Stop> {
    let target = args.connection.target(config)?;
    let connection = reach::open(&args.connection, target, paths).await?;
    let known = models::fetched(&connection, devices).await?;
    models::keep_if_free(&known, paths, &connection.about.site.scope);
    Ok((known, args.rules.lenient || connection.about.lenient))
}

/// The models of the default profile as they were kept, or none.
fn kept(paths: &Paths, config: &Config, args: &CheckArgs, devices: &[Draft]) -> (Catalogue, bool) {
    let Ok(target) = args.connection.target(config) else {
        return (Catalogue::default(), args.rules.lenient);
    };
    let lenient = args.rules.lenient || target.lenient();
    let known = Store::open(&paths.state)
        .and_then(|store| models::kept(&store, &target.scope(), devices))
        .unwrap_or_else(|error| {
            tell::line(format_args!(
                "warning: the models kept from earlier cannot be read: {error}"
            ));
            Catalogue::default()
        });
    (known, lenient)
}
