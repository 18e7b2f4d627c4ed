//! Opens a connection: finds the credentials, starts the sandbox where it is meant.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{ACCESS_KEY, About, ConnectError, Env, SECRET_KEY, Target, sandbox_dir, trust};
use crate::clock;
use crate::domain::{Bounds, Site};
use crate::enos::{Client, PrivateKey, Proxy, Secret, Settings, Timeouts, Trace};
use crate::sandbox::{self, Sandbox, Scenario};
use crate::store::{Paths, SecretSource, guard};

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
                let settings = settings(
                    (&profile.gateway, &profile.org_id),
                    (&profile.access_key, &secret),
                    profile.ca_file.as_deref(),
                    &profile.bounds,
                    env,
                )?;
                let settings = Settings { trace, ..settings };
                let mut connection = connection(settings, scope, profile.private_key)?;
                connection.about = About {
                    label: name,
                    bounds: profile.bounds,
                    keys_by_server: profile.keys_by_server,
                    require_secret: profile.require_secret,
                    lenient: profile.lenient,
                    ..connection.about
                };
                Ok(connection)
            }
            Self::Gateway {
                url,
                org_id,
                private_key,
                ca_file,
            } => {
                let get = |name| {
                    env(name)
                        .filter(|value| !value.is_empty())
                        .ok_or(ConnectError::NoCredential(name))
                };
                let (access_key, secret) = (get(ACCESS_KEY)?, Secret::from(get(SECRET_KEY)?));
                let bounds = Bounds::default();
                let settings = settings(
                    (&url, &org_id),
                    (&access_key, &secret),
                    ca_file.as_deref(),
                    &bounds,
                    env,
                )?;
                let settings = Settings { trace, ..settings };
                connection(settings, scope, private_key)
            }
        }
    }
}

impl Target {
    /// The private key that opens what its runs brought, without opening the connection.
    ///
    /// # Errors
    /// When its file cannot be read or used.
    pub fn private_key(&self, paths: &Paths) -> Result<Option<PrivateKey>, ConnectError> {
        let path = match self {
            Self::Sandbox { .. } => Some(sandbox_dir(paths).join(sandbox::KEY_FILE)),
            Self::Profile { profile, .. } => profile.private_key.clone(),
            Self::Gateway { private_key, .. } => private_key.clone(),
        };
        // The sandbox makes its own with the first secret.
        let made = |path: &PathBuf| !matches!(self, Self::Sandbox { .. }) || path.exists();
        let Some(path) = path.filter(made) else {
            return Ok(None);
        };
        let pem = guard::key(&path).map_err(ConnectError::PrivateKey)?;
        PrivateKey::from_pem(&pem)
            .map(Some)
            .map_err(|source| ConnectError::KeyUnusable { path, source })
    }
}

impl Connection {
    /// The private key that opens sealed device secrets, where there is one.
    ///
    /// # Errors
    /// When its file cannot be read or used, or the sandbox cannot make its own.
    pub async fn private_key(&self) -> Result<Option<PrivateKey>, ConnectError> {
        let (path, pem) = match (&self.sandbox, &self.private_key) {
            (Some(sandbox), _) => {
                let path = sandbox.private_key_path().to_path_buf();
                (path, sandbox.private_key_pem().await?)
            }
            (None, Some(path)) => {
                let pem = guard::key(path).map_err(ConnectError::PrivateKey)?;
                (path.clone(), pem)
            }
            (None, None) => return Ok(None),
        };
        PrivateKey::from_pem(&pem)
            .map(Some)
            .map_err(|source| ConnectError::KeyUnusable { path, source })
    }
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
    let settings = settings(
        (&sandbox.address(), sandbox::ORG_ID),
        (
            sandbox::ACCESS_KEY,
            &Secret::from(sandbox::SECRET_KEY.to_owned()),
        ),
        None,
        &Bounds::default(),
        &|_| None,
    )?;
    let settings = Settings { trace, ..settings };
    let mut connection = connection(settings, scope, None)?;
    connection.about = About {
        label: "SANDBOX".to_owned(),
        sandbox: true,
        has_key: true,
        ..connection.about
    };
    connection.sandbox = Some(sandbox);
    Ok(connection)
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

fn settings(
    (gateway, org_id): (&str, &str),
    (access_key, secret_key): (&str, &Secret),
    ca_file: Option<&Path>,
    bounds: &Bounds,
    env: Env<'_>,
) -> Result<Settings, ConnectError> {
    Ok(Settings {
        gateway: gateway.to_owned(),
        org_id: org_id.to_owned(),
        access_key: access_key.to_owned(),
        secret_key: secret_key.clone(),
        trace: None,
        authorities: trust::authorities(ca_file, gateway, env)?,
        proxy: Proxy::of(env, gateway).map_err(ConnectError::Proxy)?,
        timeouts: Timeouts {
            total: bounds.reply_timeout,
            ..Timeouts::default()
        },
    })
}

/// A connection called by its address, without any of the extras.
fn connection(
    settings: Settings,
    scope: String,
    private_key: Option<PathBuf>,
) -> Result<Connection, ConnectError> {
    let (gateway, org_id) = (settings.gateway.clone(), settings.org_id.clone());
    let about = About {
        label: gateway.clone(),
        site: Site {
            gateway,
            org_id,
            scope,
        },
        has_key: private_key.is_some(),
        ..About::default()
    };
    Ok(Connection {
        api: Arc::new(Client::new(settings, clock::shared())?),
        about,
        private_key,
        sandbox: None,
    })
}
