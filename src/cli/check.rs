//! `enroll check`: checks a file without sending anything.

use std::path::{Path, PathBuf};

use super::args::RuleArgs;
use super::exit::{Exit, Stop};
use super::opened::configured;
use super::problems::FileProblems;
use super::{input, models, reach, same, tell};
use crate::catalogue::Catalogue;
use crate::connect::ConnectArgs;
use crate::domain::Draft;
use crate::provision::Rules;
use crate::said::say;
use crate::store::Paths;
use crate::words;

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

/// Runs the command.
pub(super) async fn run(state_dir: Option<&Path>, args: &CheckArgs) -> Result<Exit, Stop> {
    let request = input::read(&args.file)?;
    let devices = &request.devices;
    let (paths, config) = configured(state_dir)?;
    let flags = &args.connection;
    let target = match flags.target(&config) {
        Err(error) if flags.given() => return Err(error.into()),
        target => target.ok(),
    };
    let mut lenient = args.rules.lenient;
    let known = match &target {
        None => Catalogue::default(),
        Some(target) if flags.given() => {
            let connection = reach::open(flags, target.clone(), &paths).await?;
            lenient |= connection.about.lenient;
            let known = models::fetched(&connection, devices).await?;
            models::keep_if_free(&known, &paths, &connection.about.site.scope);
            known
        }
        Some(target) => {
            lenient |= target.lenient();
            kept(&paths, &target.scope(), devices)
        }
    };
    if let Some(target) = target {
        if !flags.given() {
            reach::warn(&target, &paths);
        }
        same::look(&paths, &target.scope(), devices, false);
    }
    let rules = Rules { lenient };
    let problems = FileProblems::on(devices, &known, rules);
    problems.print();
    let errors = problems.errors.len();
    let age = models::age(&known, devices);
    tell::line(&say!(
        "{devices}: {errors}, {warnings}{age}",
        "{devices}：{errors}，{warnings}{age}",
        devices = words::DEVICES.count(devices.len()),
        errors = words::ERRORS.count(errors),
        warnings = words::WARNINGS.count(problems.warnings.len()),
        age
    ));
    Ok(if errors == 0 {
        Exit::Done
    } else {
        Exit::BadInput
    })
}

/// The models as they were kept, or none.
fn kept(paths: &Paths, scope: &str, devices: &[Draft]) -> Catalogue {
    models::kept(paths, scope, devices).unwrap_or_else(|error| {
        tell::line(&say!(
            "warning: the models saved earlier cannot be read: {error}",
            "警告：无法读取之前保存的模型：{error}",
            error = words::journal(&error)
        ));
        Catalogue::default()
    })
}
