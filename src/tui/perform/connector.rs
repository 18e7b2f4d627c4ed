//! Reaches the gateways of this world: the sandbox, and what the profiles describe.

use std::sync::Arc;

use futures::FutureExt as _;
use futures::future::BoxFuture;

use super::{Connector, KeySource, Link};
use crate::connect::{ConnectError, Connection, SECRET_KEY, environment};
use crate::enos::{PrivateKey, Verdict, diagnose};
use crate::store::Paths;
use crate::tui::app::{About, Aim};

/// Opens real connections.
pub struct Plug {
    paths: Paths,
}

impl Plug {
    /// A connector that keeps what it must under `paths`.
    #[must_use]
    pub fn new(paths: Paths) -> Self {
        Self { paths }
    }

    async fn open(&self, aim: Aim) -> Result<Connection, ConnectError> {
        let typed = aim.secret;
        let env = move |name: &str| match &typed {
            Some(secret) if name == SECRET_KEY => Some(secret.expose().to_owned()),
            _ => environment(name),
        };
        aim.target.open(&self.paths, &env).await
    }
}

impl Connector for Plug {
    fn connect(&self, aim: Aim) -> BoxFuture<'_, Result<Link, String>> {
        async move {
            let warnings = aim.target.warnings(&self.paths);
            let connection = self.open(aim).await.map_err(|error| error.to_string())?;
            let connection = Arc::new(connection);
            Ok(Link {
                about: About {
                    warnings,
                    ..about(&connection)
                },
                api: Arc::clone(&connection.api) as _,
                key: connection,
            })
        }
        .boxed()
    }

    fn test(&self, aim: Aim) -> BoxFuture<'_, Result<Vec<Verdict>, String>> {
        async move {
            let connection = self.open(aim).await.map_err(|error| error.to_string())?;
            let key = connection.private_key().await;
            let key = key.map_err(|error| error.to_string())?;
            Ok(diagnose(&connection.api, key.as_ref()).await)
        }
        .boxed()
    }
}

fn about(connection: &Connection) -> About {
    About {
        label: connection.label.clone(),
        gateway: connection.gateway.clone(),
        org_id: connection.org_id.clone(),
        scope: connection.scope.clone(),
        sandbox: connection.sandbox.is_some(),
        bounds: connection.bounds.clone(),
        keys_by_server: connection.keys_by_server,
        require_secret: connection.require_secret,
        lenient: connection.lenient,
        has_key: connection.has_key(),
        warnings: Vec::new(),
    }
}

impl KeySource for Connection {
    fn private_key(&self) -> BoxFuture<'_, Result<PrivateKey, String>> {
        async {
            let key = Connection::private_key(self).await;
            key.map_err(|error| error.to_string())?
                .ok_or_else(|| "no private key is configured for this gateway".to_owned())
        }
        .boxed()
    }
}
