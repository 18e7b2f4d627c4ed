//! The way to the gateway: what a connection that did not come about shows when it is looked at more closely.

mod probe;
mod tls;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::Url;

use super::address::host_and_port;
use super::causes::{broken, chain, deepest};
use super::{Error, Fault, Proxy};
use crate::domain::{Barred, Broken, NoTls};

/// The way to one gateway.
#[derive(Debug)]
pub(super) struct Way {
    gateway: Url,
    proxy: Option<Proxy>,
    /// What the proxy said when it refused user and password. They are not offered to it again: it might
    /// lock the account.
    locked_out: OnceLock<Error>,
    /// Whether the gateway has ever answered: then silence is the network's.
    answered: AtomicBool,
}

impl Way {
    pub(super) fn new(gateway: &Url, proxy: Option<&Proxy>) -> Self {
        Self {
            gateway: gateway.clone(),
            proxy: proxy.cloned(),
            locked_out: OnceLock::new(),
            answered: AtomicBool::new(false),
        }
    }

    /// Why nobody needs to set out.
    pub(super) fn closed(&self) -> Option<&Error> {
        self.locked_out.get()
    }

    /// A reply came.
    pub(super) fn answered(&self) {
        self.answered.store(true, Ordering::Relaxed);
    }

    /// Why there is no connection; `patience` is how long one was waited for.
    pub(super) async fn why(&self, error: &reqwest::Error, patience: Duration) -> Fault {
        let ms = u64::try_from(patience.as_millis()).unwrap_or(u64::MAX);
        match &self.proxy {
            Some(proxy) => {
                if let Some(trouble) = in_tunnel(error) {
                    return self.barred(proxy, &trouble, error).await;
                }
                if error.is_timeout() {
                    let target = self.target();
                    return proxy.lost(Barred::Silent { target, ms });
                }
            }
            None if error.is_timeout() => return self.silence(ms).await,
            None if error.is_dns() => {
                let why = Broken::NoName(deepest(error));
                return Fault::Unreachable { why };
            }
            None => {}
        }
        tls::fault(error, self.gateway.host_str().unwrap_or_default())
            .unwrap_or_else(|| Fault::Unreachable { why: broken(error) })
    }

    /// Nothing came in time. Who never spoke TLS, and lets itself be connected to, speaks something else.
    async fn silence(&self, ms: u64) -> Fault {
        let new = self.gateway.scheme() == "https" && !self.answered.load(Ordering::Relaxed);
        if new && probe::listens(&self.target()).await {
            let (host, why) = (self.target(), NoTls::Silent(ms));
            return Fault::NoTls { host, why };
        }
        Fault::Unreachable {
            why: Broken::Silent(ms),
        }
    }

    /// The proxy did not let through.
    async fn barred(&self, proxy: &Proxy, trouble: &str, error: &reqwest::Error) -> Fault {
        let refused = trouble.contains("authorization required");
        if !refused && !trouble.contains("unsuccessful") {
            return proxy.lost(Barred::Broken(if error.is_dns() {
                Broken::NoName(deepest(error))
            } else {
                match broken(error) {
                    Broken::Words(text) => {
                        Broken::Words(text.trim_start_matches(TUNNEL).to_owned())
                    }
                    other => other,
                }
            }));
        }
        // Once more for its words, and without the password where that is what it refused.
        let said = probe::ask(proxy, &self.target(), !refused).await;
        // A refusal that is no good HTTP is not known as one before.
        let refused = refused || said.as_ref().is_some_and(probe::Said::is_of_password);
        let fault = match said {
            Some(said) => said.fault(proxy, refused, &self.target()),
            None if refused => proxy.refuses(Barred::Password407),
            None => {
                let (target, said) = (self.target(), None);
                proxy.lost(Barred::Closed { target, said })
            }
        };
        if refused {
            let _ = self.locked_out.set(Error::untouched(fault.clone()));
        }
        fault
    }

    fn target(&self) -> String {
        host_and_port(&self.gateway)
    }
}

/// How the HTTP client's words about a proxy begin: it has no type for them.
const TUNNEL: &str = "tunnel error: ";

/// What went wrong between the proxy and this machine, or at the proxy.
fn in_tunnel(error: &reqwest::Error) -> Option<String> {
    chain(error)
        .map(ToString::to_string)
        .find(|text| text.starts_with(TUNNEL))
}

#[cfg(test)]
mod tests;
