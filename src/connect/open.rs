//! Opens a connection: finds the credentials, starts the sandbox where it is meant.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{ACCESS_KEY, About, ConnectError, Env, SECRET_KEY, Target, sandbox_dir, trust};
use crate::clock;
use crate::domain::Site;
use crate::enos::{Client, PrivateKey, Proxy, Secret, Settings, Timeouts, Trace};
use crate::sandbox::{self, Sandbox, Scenario};
use crate::store::{Paths, Profile, SecretSource, guard};

/// An open connection. It has not necessarily spoken with the gateway yet.
pub struct Connection {
    /// The gateway.
    pub api: Arc<Client>,
    /// What is to be known of it.
    pub about: About,
    private_key: Option<PathBuf>,
    /// The built-in gateway, which lives as long as this does.
    pub sandbox: Option<Sandbox>,
}

impl Target {
    /// Opens the connection; starts the sandbox where it is meant. `trace` takes note of its exchanges.
    ///
    /// # Errors
    /// See [`ConnectError`]. [`ConnectError::SecretWanted`] can be answered by an `env` that knows
    /// [`SECRET_KEY`].
    pub async fn open(
        self,
        paths: &Paths,
        env: Env<'_>,
        trace: Option<Arc<dyn Trace>>,
    ) -> Result<Connection, ConnectError> {
        let scope = self.scope();
        match self {
            Self::Sandbox { scenario } => sandboxed(paths, scope, scenario.as_deref(), trace).await,
            Self::Profile { name, profile } => {
                if let Some((key, problem)) = profile.check().into_iter().next() {
                    return Err(ConnectError::Profile { name, key, problem });
                }
                let secret = profile_secret(&name, &profile.secret_key, env).await?;
                connection((name, scope), *profile, secret, env, trace)
            }
            Self::Gateway(mut profile) => {
                profile.access_key = from(env, ACCESS_KEY)?;
                let secret = Secret::from(from(env, SECRET_KEY)?);
                let label = profile.gateway.clone();
                connection((label, scope), *profile, secret, env, trace)
            }
        }
    }

    /// The private key that opens what its runs brought, without opening the connection.
    ///
    /// # Errors
    /// When its file cannot be read or used.
    pub fn private_key(&self, paths: &Paths) -> Result<Option<PrivateKey>, ConnectError> {
        let path = match self.profile() {
            Some(profile) => profile.private_key.clone(),
            // The sandbox makes its own with the first secret.
            None => Some(sandbox_dir(paths).join(sandbox::KEY_FILE)).filter(|path| path.exists()),
        };
        path.as_deref().map(key_in).transpose()
    }
}

impl Connection {
    /// The private key that opens sealed device secrets, where there is one.
    ///
    /// # Errors
    /// When its file cannot be read or used, or the sandbox cannot make its own.
    pub async fn private_key(&self) -> Result<Option<PrivateKey>, ConnectError> {
        let Some(sandbox) = &self.sandbox else {
            return self.private_key.as_deref().map(key_in).transpose();
        };
        let pem = sandbox.private_key_pem().await?;
        read_key(sandbox.private_key_path(), &pem).map(Some)
    }
}

fn key_in(path: &Path) -> Result<PrivateKey, ConnectError> {
    let pem = guard::key(path).map_err(ConnectError::PrivateKey)?;
    read_key(path, &pem)
}

fn read_key(path: &Path, pem: &str) -> Result<PrivateKey, ConnectError> {
    PrivateKey::from_pem(pem).map_err(|source| ConnectError::KeyUnusable {
        path: path.to_path_buf(),
        source,
    })
}

async fn sandboxed(
    paths: &Paths,
    scope: String,
    scenario: Option<&str>,
    trace: Option<Arc<dyn Trace>>,
) -> Result<Connection, ConnectError> {
    for dir in [&paths.state, &sandbox_dir(paths)] {
        guard::folder(dir)?;
    }
    let mut options = sandbox::Options::new(sandbox_dir(paths));
    options.scenario = scenario.map(Scenario::open).transpose()?;
    let sandbox = sandbox::start(options).await?;
    let profile = Profile {
        gateway: sandbox.address(),
        org_id: sandbox::ORG_ID.to_owned(),
        access_key: sandbox::ACCESS_KEY.to_owned(),
        ..Profile::default()
    };
    let secret = Secret::from(sandbox::SECRET_KEY.to_owned());
    let mut connection = connection(
        ("SANDBOX".to_owned(), scope),
        profile,
        secret,
        &|_| None,
        trace,
    )?;
    connection.about.sandbox = true;
    connection.about.has_key = true;
    connection.sandbox = Some(sandbox);
    Ok(connection)
}

/// A credential that has to be in the environment.
fn from(env: Env<'_>, name: &'static str) -> Result<String, ConnectError> {
    let value = env(name).filter(|value| !value.is_empty());
    value.ok_or(ConnectError::NoCredential(name))
}

async fn profile_secret(
    name: &str,
    source: &SecretSource,
    env: Env<'_>,
) -> Result<Secret, ConnectError> {
    let found = source
        .resolve(env)
        .await
        .map_err(|source| ConnectError::Secret {
            profile: name.to_owned(),
            source,
        })?;
    let typed = || env(SECRET_KEY).filter(|value| !value.is_empty());
    found
        .or_else(|| typed().map(Secret::from))
        .ok_or_else(|| ConnectError::SecretWanted {
            profile: name.to_owned(),
        })
}

/// The connection that a profile describes, its secret key apart.
fn connection(
    (label, scope): (String, String),
    profile: Profile,
    secret_key: Secret,
    env: Env<'_>,
    trace: Option<Arc<dyn Trace>>,
) -> Result<Connection, ConnectError> {
    let (gateway, org_id) = (profile.gateway, profile.org_id);
    let settings = Settings {
        authorities: trust::authorities(profile.ca_file.as_deref(), &gateway, env)?,
        proxy: Proxy::of(env, &gateway).map_err(ConnectError::Proxy)?,
        gateway: gateway.clone(),
        org_id: org_id.clone(),
        access_key: profile.access_key,
        secret_key,
        trace,
        timeouts: Timeouts {
            total: profile.bounds.reply_timeout,
            ..Timeouts::default()
        },
    };
    Ok(Connection {
        api: Arc::new(Client::new(settings, clock::shared())?),
        about: About {
            label,
            site: Site {
                gateway,
                org_id,
                scope,
            },
            sandbox: false,
            bounds: profile.bounds,
            keys_by_server: profile.keys_by_server,
            require_secret: profile.require_secret,
            lenient: profile.lenient,
            has_key: profile.private_key.is_some(),
            warnings: Vec::new(),
        },
        private_key: profile.private_key,
        sandbox: None,
    })
}
