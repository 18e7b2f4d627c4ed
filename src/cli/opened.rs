//! What a command begins with: folders, configuration, target and journal.

use std::path::Path;

use super::exit::Stop;
use crate::connect::{ConnectArgs, Target};
use crate::store::{Config, Paths, RunSummary, Store};

/// Where things are kept, and the configuration.
pub(super) fn configured(state_dir: Option<&Path>) -> Result<(Paths, Config), Stop> {
    let paths = Paths::find(state_dir).map_err(Stop::input)?;
    let config = Config::load(&paths.config).map_err(Stop::input)?;
    Ok((paths, config))
}

/// What a command needs that works at a gateway and writes the journal.
pub(super) struct Opened {
    pub paths: Paths,
    pub target: Target,
    pub store: Store,
}

impl Opened {
    /// Reads the configuration, and opens the journal for what the flags name.
    pub(super) fn open(state_dir: Option<&Path>, flags: &ConnectArgs) -> Result<Self, Stop> {
        let (paths, config) = configured(state_dir)?;
        let target = flags.target(&config).map_err(Stop::input)?;
        let store = Store::open(&paths.state).map_err(Stop::input)?;
        Ok(Self {
            paths,
            target,
            store,
        })
    }
}

/// Refuses a run of another site than `scope`: its devices are not to be looked for here.
pub(super) fn check_site(run: &RunSummary, scope: &str) -> Result<(), Stop> {
    let (id, site) = (run.id, &run.site);
    if site.scope == scope {
        return Ok(());
    }
    let (gateway, org_id) = (&site.gateway, &site.org_id);
    Err(Stop::input(if site.scope == Target::SANDBOX.scope() {
        format!("run {id} belongs to the sandbox: give --sandbox")
    } else {
        format!(
            "run {id} belongs to {gateway}, organisation {org_id}: give the connection it was begun with"
        )
    }))
}
