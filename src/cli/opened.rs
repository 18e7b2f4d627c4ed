//! What a command begins with: folders, configuration, target and journal.

use std::path::Path;

use super::exit::Stop;
use crate::connect::{ConnectArgs, Target};
use crate::domain::RunId;
use crate::said::{Said, say};
use crate::store::{Config, Paths, RunSummary, Store, StoreError};

/// Where things are kept, and the configuration.
pub(super) fn configured(state_dir: Option<&Path>) -> Result<(Paths, Config), Stop> {
    let paths = Paths::find(state_dir)?;
    let config = Config::load(&paths.config)?;
    Ok((paths, config))
}

/// What a command needs that works at a gateway and writes the journal.
pub(super) fn opened(
    state_dir: Option<&Path>,
    flags: &ConnectArgs,
) -> Result<(Paths, Target, Store), Stop> {
    let (paths, config) = configured(state_dir)?;
    let target = flags.target(&config)?;
    let store = Store::open(&paths.state)?;
    Ok((paths, target, store))
}

/// The run asked for, unless it is of another site than `scope`: its devices are not to be looked for here. Else the
/// newest of this connection that is `wanted`, else its newest; `none` says that there is not even that.
pub(super) fn choose(
    runs: Vec<RunSummary>,
    scope: &str,
    asked: Option<RunId>,
    wanted: impl Fn(&RunSummary) -> bool,
    none: Said,
) -> Result<RunSummary, Stop> {
    let Some(id) = asked else {
        let mut ours: Vec<RunSummary> = runs.into_iter().filter(|run| run.is_of(scope)).collect();
        let wanted = ours.iter().position(wanted).unwrap_or(0);
        ours.truncate(wanted.saturating_add(1));
        return ours.pop().ok_or_else(|| Stop::input(none));
    };
    let run = runs.into_iter().find(|run| run.id == id);
    let run = run.ok_or(StoreError::NoSuchRun(id))?;
    if run.is_of(scope) {
        return Ok(run);
    }
    Err(Stop::input(if run.is_of(&Target::SANDBOX.scope()) {
        say!(
            "run {id} belongs to the sandbox: use --sandbox",
            "任务 {id} 属于内置沙箱：加上 --sandbox"
        )
    } else {
        say!(
            "run {id} belongs to {gateway}, organisation {org}: use the connection it was started with",
            "任务 {id} 属于 {gateway}，组织 {org}：使用启动它时的连接",
            gateway = run.site.gateway,
            org = run.site.org_id
        )
    }))
}
