//! Reaches gateways: the sandbox, and what the profiles describe.

use std::sync::Arc;

use futures::FutureExt as _;
use futures::future::BoxFuture;

use super::{Connector, Extras, Link};
use crate::connect::{ConnectError, Connection, SECRET_KEY, environment};
use crate::enos::{Check, Finding, PrivateKey, Trace, diagnose};
use crate::said::say;
use crate::store::Paths;
use crate::tui::shared::{ConnectRequest, Reason, Unopened};
use crate::words::{self, Verdict};

/// Opens real connections.
pub struct GatewayConnector {
    paths: Paths,
    trace: Option<Arc<dyn Trace>>,
}

impl GatewayConnector {
    /// A connector that keeps what it must under `paths`, and has exchanges noted in `trace`.
    #[must_use]
    pub fn new(paths: Paths, trace: Option<Arc<dyn Trace>>) -> Self {
        Self { paths, trace }
    }
}

impl Connector for GatewayConnector {
    fn connect(&self, request: ConnectRequest) -> BoxFuture<'_, Result<Link, Unopened>> {
        async move {
            let ConnectRequest { target, secret } = request;
            let warnings = target.warnings(&self.paths);
            let env = move |name: &str| match &secret {
                Some(secret) if name == SECRET_KEY => Some(secret.expose().to_owned()),
                _ => environment(name),
            };
            let opened = target.open(&self.paths, &env, self.trace.clone()).await;
            let connection = Arc::new(opened.map_err(|error| match error {
                ConnectError::SecretWanted { .. } => Unopened::SecretWanted,
                error => Unopened::Because(words::connection(&error)),
            })?);
            let mut about = connection.about.clone();
            about.warnings = warnings;
            Ok(Link {
                about,
                api: Arc::clone(&connection.api) as _,
                extras: connection,
            })
        }
        .boxed()
    }
}

impl Extras for Connection {
    fn private_key(&self) -> BoxFuture<'_, Result<PrivateKey, Reason>> {
        async {
            let key = Connection::private_key(self).await;
            key.map_err(|error| words::connection(&error))?
                .ok_or_else(|| {
                    say!(
                        "no private key is configured for this gateway",
                        "此 API 网关未配置私钥"
                    )
                })
        }
        .boxed()
    }

    fn test(&self) -> BoxFuture<'_, Vec<Verdict>> {
        async {
            let key = Connection::private_key(self).await;
            let verdicts = diagnose(&self.api, key.as_ref().ok().and_then(Option::as_ref)).await;
            let unread = key.err().map(|error| words::connection(&error));
            let told = verdicts.iter().map(|verdict| {
                let told = words::verdict(verdict);
                match &unread {
                    Some(why) if verdict.check == Check::RsaPair => Verdict {
                        result: Finding::Failed(why.clone()),
                        ..told
                    },
                    _ => told,
                }
            });
            told.collect()
        }
        .boxed()
    }
}
