//! One sandbox with a fault, the devices for it, and the comparison of what is said with what is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use enroll::domain::{Bounds, Draft, StringI18n};
use enroll::enos::{Api as _, Client, Secret, Settings, Timeouts};
use enroll::sandbox::{self, Options, Sandbox, Scenario, Switches};
use jiff::Timestamp;
use serde_json::json;
use tempfile::TempDir;

/// Devices in a run, and in a batch.
const DEVICES: usize = 24;
const BATCH: u16 = 4;
/// The row whose device somebody else has made before, and the row that comes without a key.
const TAKEN: usize = 9;
const KEYLESS: usize = 14;

pub const PRODUCT: &str = "Kd83mQ1x";

pub struct World {
    pub sandbox: Sandbox,
    pub dir: TempDir,
    pub drafts: Vec<Draft>,
    /// Whether the run gives a reply up before it comes.
    impatient: bool,
}

/// What a run says of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub key: String,
    pub told: Told,
}

/// What became of it, by the run's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// With this asset id.
    Created(String),
    Failed,
    Unknown,
    /// Not sent, and said so.
    Queued,
}

/// How often what was said is not so.
#[derive(Clone, Copy, Debug, Default)]
pub struct Verdict {
    created: usize,
    failed: usize,
    unknown: usize,
    queued: usize,
    /// Devices that exist and are called created by nobody.
    lost: usize,
    /// Devices that were made more than once.
    doubled: usize,
    /// Rows called created without such a device, or failed with one, or unknown at the end.
    misreported: usize,
}

impl Verdict {
    pub fn is_true(&self) -> bool {
        self.lost + self.doubled + self.misreported == 0 && self.created > 0 && self.queued == 0
    }

    /// Whether all that is said is so, though some rows are left unknown.
    pub fn is_honest(&self) -> bool {
        let said_wrong = self.misreported - self.unknown;
        said_wrong + self.doubled + self.queued == 0 && self.lost <= self.unknown
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            created,
            failed,
            unknown,
            queued,
            lost,
            doubled,
            misreported,
        } = self;
        write!(f, "{created} created {failed} failed")?;
        if unknown + queued > 0 {
            write!(f, " {unknown} unknown {queued} queued")?;
        }
        write!(f, "; wrong {lost}/{doubled}/{misreported}")
    }
}

/// Bounds so small that a whole run takes less than a second.
pub fn bounds() -> Bounds {
    Bounds {
        batch_size: BATCH,
        batches_at_once: 2,
        lag: Duration::from_millis(30),
        looks: 3,
        pause: Duration::from_millis(5),
        longest_pause: Duration::from_millis(20),
        failed_percent: 100,
        ..Bounds::default()
    }
}

impl World {
    pub async fn new(fault: &str, scenario: Scenario) -> Self {
        Self::after(0, fault, scenario).await
    }

    /// A world in which somebody made their device so many days before.
    pub async fn after(days: i64, fault: &str, scenario: Scenario) -> Self {
        let dir = TempDir::new().unwrap();
        let drafts: Vec<Draft> = (0..DEVICES).map(draft).collect();
        let mut options = Options::new(dir.path().join("sandbox"));
        options.lag = Duration::from_millis(20);
        // By the same clock, as far as it is the same day, and without the faults.
        let mut conditions = scenario.settings.clone();
        conditions.clock_offset -= days * 24 * 60 * 60 * 1_000;
        conditions.switches.push("skew=off".to_owned());
        options.scenario = Some(Scenario {
            rules: Vec::new(),
            settings: conditions,
            ..scenario.clone()
        });
        let before = sandbox::start(options.clone()).await.unwrap();
        let other = Draft {
            device_name: StringI18n::plain("Somebody else's"),
            ..draft(TAKEN)
        };
        let made = client(&before, Timeouts::default())
            .batch_create(&[&other], false)
            .await;
        assert_eq!(made.unwrap().items[0].code, 0);
        before.stop().await;
        options.switches = Switches::default();
        options.scenario = Some(scenario);
        let sandbox = sandbox::start(options).await.unwrap();
        Self {
            sandbox,
            dir,
            drafts,
            impatient: fault == "act-late",
        }
    }

    /// A connection to the sandbox.
    pub fn client(&self) -> Client {
        let mut timeouts = Timeouts::default();
        if self.impatient {
            timeouts.total = Duration::from_millis(70);
        }
        client(&self.sandbox, timeouts)
    }

    /// Compares what is said of every row, in their order, with what the sandbox holds.
    pub fn judge(&self, said: &[Said]) -> Verdict {
        assert_eq!(said.len(), self.drafts.len(), "every row has a line");
        let truth: BTreeMap<String, _> = self
            .sandbox
            .truth()
            .into_iter()
            .map(|truth| (truth.device_key.clone(), truth))
            .collect();
        let mut verdict = Verdict::default();
        let mut keys = BTreeSet::new();
        for (row, (draft, Said { key, told })) in self.drafts.iter().zip(said).enumerate() {
            if let Some(given) = &draft.device_key {
                assert_eq!(given, key, "row {row}");
            }
            keys.insert(key);
            let device = truth.get(key);
            let exists = device.and_then(|device| device.asset_id.as_deref());
            // The row's own device, which the somebody else's is not.
            let own = exists.filter(|_| row != TAKEN);
            match told {
                Told::Created(asset) => {
                    verdict.created += 1;
                    verdict.misreported += usize::from(own != Some(asset));
                }
                Told::Failed => {
                    verdict.failed += 1;
                    verdict.misreported += usize::from(own.is_some());
                }
                Told::Unknown => {
                    verdict.unknown += 1;
                    verdict.misreported += 1;
                }
                Told::Queued => {
                    verdict.queued += 1;
                    verdict.misreported += usize::from(own.is_some());
                }
            }
            verdict.lost += usize::from(own.is_some() && !matches!(told, Told::Created(_)));
            verdict.doubled += usize::from(device.is_some_and(|device| device.created.len() > 1));
        }
        // A device that no row speaks of was made by nobody's wish.
        verdict.lost += truth.keys().filter(|key| !keys.contains(key)).count();
        verdict
    }
}

/// A connection to a sandbox, as the program makes it.
fn client(sandbox: &Sandbox, timeouts: Timeouts) -> Client {
    let settings = Settings {
        gateway: sandbox.address(),
        org_id: sandbox.org_id().to_owned(),
        access_key: sandbox.access_key().to_owned(),
        secret_key: Secret::from(sandbox.secret_key().to_owned()),
        timeouts,
    };
    Client::new(settings, Arc::new(now)).unwrap()
}

/// Unix ms.
pub fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

fn draft(n: usize) -> Draft {
    let attributes = json!({
        "serialNumber": format!("SN-{n:06}"), "manufacturer": "Acme", "ratedPower": 110.5,
        "commissionedOn": "2024-05-06", "mpptCount": 12, "arcDetection": true,
    });
    Draft {
        product_key: PRODUCT.to_owned(),
        device_name: StringI18n {
            default_value: format!("Inverter {n}"),
            i18n_value: [("zh_CN".to_owned(), format!("逆变器 {n}"))].into(),
        },
        timezone: "Asia/Shanghai".to_owned(),
        device_attributes: attributes.as_object().cloned().unwrap(),
        device_key: (n != KEYLESS).then(|| format!("INV-M{n:03}")),
        device_desc: None,
        device_tags: BTreeMap::new(),
    }
}
