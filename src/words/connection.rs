//! Why there is no connection, with the way out.

use std::fmt;

use super::{call, journal, unsealing};
use crate::connect::{ACCESS_KEY, ConnectError, Distrust, SECRET_KEY};
use crate::domain::Site;
use crate::enos::{BadProxy, BadProxyUrl};
use crate::said::{Said, pair, say};

/// The sentence.
#[must_use]
pub fn connection(of: &ConnectError) -> Said {
    match of {
        ConnectError::NoneChosen { profiles } => say!(
            "no connection is chosen. Choose one of three: --sandbox; --profile NAME{known}; \
             or --gateway URL --org-id ID with {ACCESS_KEY} and {SECRET_KEY} in the environment", =,
            known = known(profiles)
        ),
        ConnectError::NoSuchProfile { name, profiles } => {
            say!("there is no profile `{name}`{known}", =, known = known(profiles))
        }
        ConnectError::Gateway(problem) => say!("--gateway {problem}", =, problem),
        ConnectError::Profile { name, key, problem } => {
            say!("profile `{name}`: {key} {problem}", =, problem)
        }
        ConnectError::NoCredential(variable) => say!(
            "the environment variable {variable} is not set, or is empty: --gateway takes the credentials from \
             {ACCESS_KEY} and {SECRET_KEY}", =
        ),
        ConnectError::SecretWanted { profile } => say!(
            "profile `{profile}` asks for its secret key: set {SECRET_KEY}, or let the profile take it from a variable or \
             a command", =
        ),
        ConnectError::Secret { profile, source } => {
            say!("profile `{profile}`: {why}", =, why = source.said())
        }
        ConnectError::KeyUnusable { path, source } => {
            say!("{path}: {why}", =, path = path.display(), why = unsealing(source))
        }
        ConnectError::PrivateKey(error) => {
            say!("the private key: {why}", =, why = journal(error))
        }
        ConnectError::Folder(error) => journal(error),
        ConnectError::Settings(error) => call(error),
        ConnectError::Proxy(BadProxy { variable, why }) => say!(
            "the environment variable {variable} names a proxy and cannot be read: {why}; it should look like \
             http://user:password@proxy.example:3128", =,
            why = proxy_url(*why)
        ),
        ConnectError::Trust {
            place,
            path,
            problem,
        } => {
            say!("{place} names {path}, {problem}", =, path = path.display(), problem = distrust(problem))
        }
        ConnectError::Trace(error) => say!("--trace: {why}", =, why = journal(error)),
        ConnectError::Sandbox(error) => {
            say!("the sandbox did not start: {why}", =, why = error.said())
        }
        ConnectError::Scenario(error) => say!("--scenario: {why}", =, why = error.said()),
    }
}

fn distrust(of: &Distrust) -> Said {
    match of {
        Distrust::Unfit(error) => say!("which is of no use: {why}", =, why = journal(error)),
        Distrust::NoPem => {
            say!("and it holds no certificate that can be read; it takes PEM", =)
        }
        Distrust::Unread(why) => say!(
            "which cannot be read ({why}), so no certificate would be trusted; correct or unset it, or use ca_file", =
        ),
    }
}

const fn proxy_url(of: BadProxyUrl) -> Said {
    match of {
        BadProxyUrl::OtherKind => pair!("only http and https proxies are supported", =),
        BadProxyUrl::NoHost => pair!("what follows the user is not a host and a port", =),
        BadProxyUrl::Unencoded => pair!(
            "its user and password must be percent-encoded (\\ is %5C, @ is %40, # is %23, / is %2F, \
             : in one of them is %3A, % itself is %25)", =
        ),
    }
}

fn known(profiles: &[String]) -> Said {
    if profiles.is_empty() {
        say!(" (none is configured)", =)
    } else {
        let names = Said::list(profiles.iter().map(Said::data));
        say!(" ({names})", =, names)
    }
}

impl fmt::Display for ConnectError {
    /// For developers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(connection(self).en())
    }
}

impl std::error::Error for ConnectError {}

/// Where devices go, on a line of its own.
#[must_use]
pub fn site(of: &Site) -> Said {
    let Site {
        gateway, org_id, ..
    } = of;
    say!("{gateway}   organisation {org_id}", =)
}

#[cfg(test)]
mod tests;
