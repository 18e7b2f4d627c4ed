//! One sandbox with a fault, the devices for it, and the comparison of what is said with what is.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use enroll::domain::{Bounds, Draft, StringI18n, Timestamp};
use enroll::enos::{Api as _, Client, Secret, Settings, Timeouts};
use enroll::sandbox::{self, Options, Sandbox, SandboxError, Scenario, Switches, Truth};
use serde_json::json;
use tempfile::TempDir;

use super::cases::Case;
use super::undone::{self, OfUndo, Undone};
use super::verdict::{Ran, Said, Told, Verdict};

/// Devices in a run, and in a batch.
pub const DEVICES: usize = 24;
const BATCH: u16 = 4;
/// The row whose device somebody else has made before, and the row that comes without a key.
const TAKEN: usize = 9;
const KEYLESS: usize = 14;
/// The name of somebody else's device.
const FOREIGN: &str = "Somebody else's";

pub const PRODUCT: &str = "Kd83mQ1x";

pub struct World {
    pub sandbox: Sandbox,
    pub dir: TempDir,
    pub drafts: Vec<Draft>,
    pub case: Case,
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
    pub async fn new(case: &Case) -> Self {
        let dir = TempDir::new().unwrap();
        let drafts: Vec<Draft> = (0..DEVICES).map(|n| draft(n, case.keyless)).collect();
        let mut options = Options::new(dir.path().join("sandbox"));
        options.lag = Duration::from_millis(20);
        // By the same clock, but two days before, and without the faults.
        let mut calm = Scenario {
            rules: Vec::new(),
            ..case.scenario.clone()
        };
        calm.settings.clock_offset -= 2 * 24 * 60 * 60_000;
        calm.settings.switches.push("skew=off".to_owned());
        options.scenario = Some(calm);
        let before = sandbox::start(options.clone()).await.unwrap();
        let other = Draft {
            device_name: StringI18n::plain(FOREIGN),
            ..draft(TAKEN, false)
        };
        let made = client(&before, Timeouts::default())
            .batch_create(&[&other], false)
            .await;
        assert_eq!(made.unwrap().items[0].refusal, None);
        before.stop().await;
        options.switches = Switches::default();
        options.scenario = Some(case.scenario.clone());
        let sandbox = loop {
            match sandbox::start(options.clone()).await {
                // A process that is just being spawned by another world holds the file a moment longer.
                Err(SandboxError::InUse(_)) => tokio::task::yield_now().await,
                started => break started.unwrap(),
            }
        };
        Self {
            sandbox,
            dir,
            drafts,
            case: case.clone(),
        }
    }

    /// From here on the undo's rules are followed.
    pub fn turn_to_undo(&self) {
        self.sandbox.follow(self.case.undo.clone());
    }

    /// A connection to the sandbox.
    pub fn client(&self) -> Client {
        let mut timeouts = Timeouts::default();
        if self.case.name == "act-late" {
            // It gives a reply up before it comes.
            timeouts.total = Duration::from_millis(70);
        }
        client(&self.sandbox, timeouts)
    }

    /// Compares what is said of every row, in their order, with what the sandbox holds.
    pub fn judge(&self, ran: &Ran) -> Verdict {
        let Ran { said, stopped } = ran;
        assert_eq!(said.len(), self.drafts.len(), "every row has a line");
        let mut truth: BTreeMap<String, Vec<Truth>> = BTreeMap::new();
        for device in self.sandbox.truth() {
            truth.entry(device.name.clone()).or_default().push(device);
        }
        truth.remove(FOREIGN);
        let mut verdict = Verdict {
            went_on: self.case.stops() && !stopped,
            spares: self.case.spares,
            ..Verdict::default()
        };
        for (row, (draft, Said { key, told })) in self.drafts.iter().zip(said).enumerate() {
            if let Some(given) = &draft.device_key {
                assert_eq!(Some(given), key.as_ref(), "row {row}");
            }
            let made = truth.remove(&draft.device_name.default_value);
            let made = made.unwrap_or_default();
            let own = made.first().and_then(|device| device.asset_id.as_deref());
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
                    let provable = draft.device_key.is_some() || !self.case.keyless;
                    verdict.misreported += usize::from(provable);
                }
                Told::Queued => {
                    verdict.queued += 1;
                    verdict.misreported += usize::from(own.is_some());
                }
            }
            verdict.lost +=
                usize::from(own.is_some() && !matches!(told, Told::Created(_) | Told::Unknown));
            let times: usize = made.iter().map(|device| device.created.len()).sum();
            verdict.doubled += usize::from(times > 1);
        }
        // A device that no row speaks of was made by nobody's wish.
        verdict.lost += truth.len();
        verdict
    }

    /// So often an undo may be called: once more than needed, where the gateway does not let it go on.
    pub fn attempts(&self) -> usize {
        if self.case.spares == DEVICES { 2 } else { 6 }
    }

    pub fn is_unfinished(&self, said: &[Undone]) -> bool {
        undone::is_unfinished(said, &self.sandbox.truth())
    }

    /// Compares what the undo says of the created rows with what the sandbox holds.
    pub fn judge_undo(&self, ran: &Ran, said: &[Undone]) -> OfUndo {
        let created = ran.said.iter().filter_map(|row| match &row.told {
            Told::Created(asset_id) => Some(asset_id.clone()),
            _ => None,
        });
        let created: Vec<String> = created.collect();
        OfUndo::judge(&created, said, &self.sandbox.truth(), FOREIGN)
    }
}

/// A connection to a sandbox, as the program makes it.
fn client(sandbox: &Sandbox, timeouts: Timeouts) -> Client {
    let settings = Settings {
        gateway: sandbox.address(),
        org_id: sandbox.org_id().to_owned(),
        access_key: sandbox.access_key().to_owned(),
        secret_key: Secret::from(sandbox.secret_key().to_owned()),
        proxy: None,
        authorities: None,
        trace: None,
        timeouts,
    };
    Client::new(settings, Arc::new(now)).unwrap()
}

/// Now, by the system's clock.
pub fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

fn draft(n: usize, keyless: bool) -> Draft {
    let keyless = (keyless && n != TAKEN) || n == KEYLESS;
    let attributes = json!({
        "serialNumber": format!("SN-{n:06}"), "ratedPower": 110.5,
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
        device_key: (!keyless).then(|| format!("INV-M{n:03}")),
        device_desc: None,
        device_tags: BTreeMap::new(),
    }
}
