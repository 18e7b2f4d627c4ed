//! The embedded gateway: imitates EnOS by its documented rules and shares no code with the client.
//!
//! A real HTTP server on a loopback address, with fixed and public credentials, a catalogue of products,
//! and devices that survive a restart. What the documents leave open is decided by [`Switches`].

#[cfg(any(test, feature = "testing"))]
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, io};

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use zeroize::Zeroizing;

mod admission;
mod attributes;
mod call;
mod catalogue;
mod create;
mod device;
mod devices;
mod error;
#[cfg(test)]
#[path = "../../tests/support/examples.rs"]
mod examples;
mod expression;
mod faults;
mod gateway;
mod ids;
mod item;
mod journal;
mod json;
mod keys;
mod meddle;
mod operation;
mod options;
mod page;
mod products;
mod registry;
mod reply;
mod scenario;
mod seal;
mod server;
mod signature;
pub mod switches;
#[cfg(test)]
mod tests;
mod timezone;
mod token;
mod truth;

pub use error::SandboxError;
pub use operation::Operation;
pub use options::{Clock, Limits, Options};
pub use scenario::{
    Fault, How, Kind, Meddle, Pick, RetryAfter, Rule, Scenario, ScenarioError, Settings, Shift,
    When,
};
pub use switches::{SwitchError, Switches};
pub use truth::{End, Life, Look, Truth};

use catalogue::Catalogue;
use faults::{Reset, ResettableListener};
use gateway::Gateway;
use registry::Registry;

/// The sandbox's organisation.
pub const ORG_ID: &str = "o17000000000001";
/// An organisation that exists but denies the sandbox's access key: 99403.
pub const FOREIGN_ORG_ID: &str = "o17000000000002";
/// The access key of every sandbox. Public: a sandbox listens on this machine only.
pub const ACCESS_KEY: &str = "5a4db0c5-0000-4000-8000-acce55000001";
/// The secret key of every sandbox. Public, as above.
pub const SECRET_KEY: &str = "5a4db0c5-0000-4000-8000-5ec2e7000001";

const JOURNAL_FILE: &str = "sandbox-devices.jsonl";
/// The private key's file in the sandbox's folder.
pub const KEY_FILE: &str = "sandbox-private-key.pem";
/// How long a stop waits for requests under way.
const STOP_PATIENCE: Duration = Duration::from_secs(5);

/// A running sandbox. Dropping it stops it without waiting for open connections.
pub struct Sandbox {
    gateway: Arc<Gateway>,
    address: SocketAddr,
    /// Dropping it tells the server to stop.
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

/// Starts a sandbox; it answers requests when this returns. Its RSA key pair is made when first needed.
///
/// # Errors
/// When the address is not loopback or is taken, the directory cannot be used or is used by another
/// sandbox, or the device journal is damaged.
pub async fn start(options: Options) -> Result<Sandbox, SandboxError> {
    if !options.listen.ip().is_loopback() {
        return Err(SandboxError::NotLoopback(options.listen));
    }
    let wanted = options.listen;
    let listen_error = |source| SandboxError::Listen {
        address: wanted,
        source,
    };
    let listener = TcpListener::bind(wanted).await.map_err(listen_error)?;
    let address = listener.local_addr().map_err(listen_error)?;
    let gateway = Arc::new(blocking(move || Gateway::open(options)).await??);

    let (stop, stopped) = oneshot::channel::<()>();
    let app = server::router(Arc::clone(&gateway)).into_make_service_with_connect_info::<Reset>();
    let server = tokio::spawn(async move {
        // Both a message and a dropped sender mean stop; serving itself does not fail.
        let _ = axum::serve(ResettableListener(listener), app)
            .with_graceful_shutdown(async { drop(stopped.await) })
            .await;
    });
    Ok(Sandbox {
        gateway,
        address,
        stop: Some(stop),
        server: Some(server),
    })
}

/// Makes the folder, and those above it, for the owner alone, whatever is usual for others.
fn private_dir(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// The ground truth of a sandbox that is not running; none when there never was one in the directory.
///
/// # Errors
/// When a sandbox is running there, or its device journal cannot be read or is damaged.
pub fn truth(dir: &Path) -> Result<Vec<Truth>, SandboxError> {
    let journal = dir.join(JOURNAL_FILE);
    if !journal.exists() {
        return Ok(Vec::new());
    }
    Ok(Registry::open(&journal, false, &Catalogue::load()?)?.truth())
}

impl Sandbox {
    /// Where it listens, as a gateway's base address: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where the private key is kept once it was needed; see [`Sandbox::private_key_pem`].
    #[must_use]
    pub fn private_key_path(&self) -> &Path {
        &self.gateway.keys.path
    }

    /// The private key that opens this sandbox's secrets, PKCS#8 PEM; the first call may take a second.
    ///
    /// # Errors
    /// When the key cannot be made, read or kept.
    pub async fn private_key_pem(&self) -> Result<Zeroizing<String>, SandboxError> {
        let gateway = Arc::clone(&self.gateway);
        blocking(move || Ok(gateway.keys.pair()?.pem.clone())).await?
    }

    /// What its scenario's chances are drawn from; None without a rule to follow.
    #[must_use]
    pub fn scenario_seed(&self) -> Option<u64> {
        self.gateway.faults().map(|faults| faults.seed)
    }

    /// Stops taking requests, and waits for those under way to be answered, but not for ever.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        if let Some(server) = self.server.take() {
            // Too late, or gone already: either way there is nothing more to wait for.
            let _ = tokio::time::timeout(STOP_PATIENCE, server).await;
        }
    }
}

#[cfg(any(test, feature = "testing"))]
impl Sandbox {
    /// The organisation: [`ORG_ID`].
    #[must_use]
    pub fn org_id(&self) -> &'static str {
        ORG_ID
    }

    /// The access key: [`ACCESS_KEY`].
    #[must_use]
    pub fn access_key(&self) -> &'static str {
        ACCESS_KEY
    }

    /// The secret key: [`SECRET_KEY`].
    #[must_use]
    pub fn secret_key(&self) -> &'static str {
        SECRET_KEY
    }

    /// Of the ground truth what exists now.
    #[must_use]
    pub fn devices(&self) -> Vec<Truth> {
        let mut devices = self.truth();
        devices.retain(|truth| truth.asset_id.is_some());
        devices
    }

    /// The ground truth: every product and key ever made through the API, also before a restart, oldest
    /// first, with each request that made it.
    #[must_use]
    pub fn truth(&self) -> Vec<Truth> {
        self.gateway.registry().truth()
    }

    /// Follows other rules from now on, counting anew; the rest of the scenario stays.
    pub fn follow(&self, rules: Vec<Rule>) {
        self.gateway.follow(rules);
    }

    /// How many requests arrived since the start, refused ones too, by operation.
    #[must_use]
    pub fn requests(&self) -> BTreeMap<Operation, u64> {
        self.gateway.counts()
    }
}

impl Drop for Sandbox {
    /// Gives the journal free at once: a request that is still running cannot write any more.
    fn drop(&mut self) {
        self.gateway.registry().close();
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, SandboxError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| SandboxError::Interrupted(error.to_string()))
}
