//! Whom a gateway's certificate may be signed by: what flags, profile and environment say of it.

use std::fs;
use std::path::Path;

use super::error::Distrust;
use super::{ConnectError, Env};
use crate::enos::{Authorities, NoCertificate};
use crate::store::guard;

/// What the TLS library reads its authorities from in place of the system's, and says nothing where it cannot.
const FILE: &str = "SSL_CERT_FILE";
/// The same for folders, as `PATH` lists them.
const FOLDERS: &str = "SSL_CERT_DIR";

/// The authorities in `ca_file`; for an https gateway, those of the environment have to be there too.
pub(super) fn authorities(
    ca_file: Option<&Path>,
    gateway: &str,
    env: Env<'_>,
) -> Result<Option<Authorities>, ConnectError> {
    if gateway.starts_with("https:") {
        environment(env)?;
    }
    let Some(path) = ca_file else {
        return Ok(None);
    };
    let wrong = |problem| ConnectError::Trust {
        place: "ca_file",
        path: path.to_path_buf(),
        problem: Box::new(problem),
    };
    let text = guard::certificates(path);
    let text = text.map_err(|error| wrong(Distrust::Unfit(error)))?;
    let authorities = Authorities::read(&path.display().to_string(), &text);
    authorities
        .map(Some)
        .map_err(|_: NoCertificate| wrong(Distrust::NoPem))
}

fn environment(env: Env<'_>) -> Result<(), ConnectError> {
    let set = |name| env(name).filter(|value| !value.is_empty());
    let missing = |place, path: &Path, why| ConnectError::Trust {
        place,
        path: path.to_path_buf(),
        problem: Box::new(Distrust::Unread(why)),
    };
    if let Some(file) = set(FILE)
        && let Err(error) = fs::File::open(&file)
    {
        return Err(missing(FILE, Path::new(&file), error));
    }
    if let Some(list) = set(FOLDERS) {
        let found: Vec<_> = std::env::split_paths(&list).map(fs::read_dir).collect();
        let none = !found.iter().any(Result::is_ok);
        if let (true, Some(Err(error))) = (none, found.into_iter().next()) {
            return Err(missing(FOLDERS, Path::new(&list), error));
        }
    }
    Ok(())
}
