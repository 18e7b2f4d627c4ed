//! How a sandbox can be started.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::scenario::Scenario;
use super::switches::Switches;

/// The time, in milliseconds since 1970 UTC.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// How a sandbox starts; [`Options::new`] gives the usual one.
#[derive(Clone)]
pub struct Options {
    /// Where its devices and its private key are kept; made when missing.
    pub dir: PathBuf,
    /// Where to listen, loopback only. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// Forget the devices of earlier starts.
    pub fresh: bool,
    /// How long a new device stays invisible to searches. EnOS: about two seconds
    /// (V2.4 pages, read-after-write).
    pub lag: Duration,
    /// The time used for every rule.
    pub clock: Clock,
    /// Makes ids, secrets and session keys the same in every run. None: from the system.
    pub seed: Option<u64>,
    /// Which of the possible readings of the documents to follow.
    pub switches: Switches,
    /// How much is allowed.
    pub limits: Limits,
    /// What goes wrong; its settings have precedence over the options here.
    pub scenario: Option<Scenario>,
}

impl Options {
    /// A sandbox that keeps its state in `dir`, on a free port, by the clock of the system.
    #[must_use]
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self {
            dir: dir.into(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            fresh: false,
            lag: Duration::from_secs(2),
            clock: Arc::new(|| jiff::Timestamp::now().as_millisecond()),
            seed: None,
            switches: Switches::default(),
            limits: Limits::default(),
            scenario: None,
        }
    }
}

/// How much the gateway allows; the defaults are EnOS's own where they are public.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Devices in one batch (limitations page, 3.0.0: 1,000).
    pub batch: usize,
    /// Devices of one product (limitations page, 3.0.0: 10,000).
    pub per_product: usize,
    /// Bytes of one request body. A guess: EnOS's number is not public.
    pub body_bytes: usize,
    /// Life of an access token (token page: 7,200 seconds).
    pub token_life: Duration,
    /// How far a timestamp may be from the gateway's clock (security page: 15 minutes).
    pub clock_window: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            batch: 1_000,
            per_product: 10_000,
            body_bytes: 16 * 1024 * 1024,
            token_life: Duration::from_secs(7_200),
            clock_window: Duration::from_secs(15 * 60),
        }
    }
}

/// A duration in whole milliseconds.
pub(super) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
