//! What a round is played with: a sandbox on a bad link, somebody else's devices, a profile, a file.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use enroll::domain::{Draft, StringI18n, Timestamp};
use enroll::enos::{Api as _, Client, Secret, Settings, Timeouts};
use enroll::sandbox::{self, Options, Sandbox, Scenario};
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Devices in one run.
pub const DEVICES: usize = 2_000;
/// Devices in one batch.
const BATCH: usize = 100;
/// Every so many-th device has somebody else's key.
const TAKEN: usize = 97;
/// Every so many-th device has no key of its own.
const BLANK: usize = 4;
/// Its model requires nothing.
const PRODUCT: &str = "yourProductKey";
/// The name of everybody else's devices.
pub const FOREIGN: &str = "somebody else's";

/// A sandbox, and a folder with all that the program needs to submit to it.
pub struct World {
    pub sandbox: Sandbox,
    dir: TempDir,
}

impl World {
    /// Sets everything up, on a bad link; the seed decides which requests go wrong.
    pub fn new(runtime: &Runtime, seed: u64) -> Self {
        let flaky = Scenario::builtin("flaky").unwrap();
        Self::of(runtime, seed, DEVICES, flaky)
    }

    /// One with fewer devices, in which nothing goes wrong yet.
    pub fn calm(runtime: &Runtime, seed: u64, devices: usize) -> Self {
        Self::of(runtime, seed, devices, Scenario::default())
    }

    fn of(runtime: &Runtime, seed: u64, devices: usize, scenario: Scenario) -> Self {
        let dir = TempDir::new().unwrap();
        let mut options = Options::new(dir.path().join("sandbox"));
        options.lag = Duration::from_millis(20);
        options.seed = Some(seed);
        let sandbox = runtime.block_on(async {
            // The others came before the link went bad.
            let before = sandbox::start(options.clone()).await.unwrap();
            make_foreign(&before, devices).await;
            before.stop().await;
            options.scenario = Some(Scenario {
                seed: Some(seed),
                ..scenario
            });
            sandbox::start(options).await.unwrap()
        });
        let world = Self { sandbox, dir };
        std::fs::create_dir(world.state()).unwrap();
        std::fs::write(world.state().join("config.toml"), world.config()).unwrap();
        std::fs::write(world.file(), request(devices).to_string()).unwrap();
        world
    }

    /// The program's state folder.
    pub fn state(&self) -> PathBuf {
        self.dir.path().join("state")
    }

    /// The devices to create.
    pub fn file(&self) -> PathBuf {
        self.dir.path().join("devices.json")
    }

    /// Keeps the folder for a look at what went wrong.
    pub fn keep(self) -> PathBuf {
        self.dir.keep()
    }

    /// A profile with bounds so small that a round takes a second, and so patient that it gets through.
    fn config(&self) -> String {
        format!(
            r#"default_profile = "flaky"

[profiles.flaky]
gateway = "{}"
org_id = "{}"
access_key = "{}"
secret_key_clear = "{}"
batch_size = {BATCH}
attempts = 100
lag = "50ms"
looks = 2
pause = "5ms"
longest_pause = "100ms"
faults = 1000
failed_percent = 100
"#,
            self.sandbox.address(),
            self.sandbox.org_id(),
            self.sandbox.access_key(),
            self.sandbox.secret_key()
        )
    }
}

/// The name of a device; no two of a run have the same.
pub fn name(index: usize) -> String {
    format!("inverter {index:04}")
}

/// The key of a device in the file, if it has one there.
pub fn key(index: usize) -> Option<String> {
    (index % BLANK != 1 || is_taken(index)).then(|| format!("KEY-{index:04}"))
}

/// Whether somebody else has a device of this key.
pub fn is_taken(index: usize) -> bool {
    index % TAKEN == 5
}

fn request(devices: usize) -> Value {
    let devices = (0..devices).map(|index| {
        let mut device = Map::new();
        device.insert("productKey".to_owned(), json!(PRODUCT));
        device.insert(
            "deviceName".to_owned(),
            json!({"defaultValue": name(index)}),
        );
        device.insert("timezone".to_owned(), json!("+08:00"));
        if let Some(key) = key(index) {
            device.insert("deviceKey".to_owned(), json!(key));
        }
        Value::Object(device)
    });
    json!({ "deviceList": devices.collect::<Vec<_>>() })
}

async fn make_foreign(sandbox: &Sandbox, devices: usize) {
    let settings = Settings {
        gateway: sandbox.address(),
        org_id: sandbox.org_id().to_owned(),
        access_key: sandbox.access_key().to_owned(),
        secret_key: Secret::from(sandbox.secret_key().to_owned()),
        proxy: None,
        authorities: None,
        trace: None,
        timeouts: Timeouts::default(),
    };
    let now = || Timestamp(jiff::Timestamp::now().as_millisecond());
    let client = Client::new(settings, Arc::new(now)).unwrap();
    let drafts: Vec<Draft> = (0..devices)
        .filter(|index| is_taken(*index))
        .map(|index| Draft {
            product_key: PRODUCT.to_owned(),
            device_name: StringI18n::plain(FOREIGN),
            timezone: "+08:00".to_owned(),
            device_key: key(index),
            ..Draft::default()
        })
        .collect();
    let drafts: Vec<&Draft> = drafts.iter().collect();
    let reply = client.batch_create(&drafts, false).await.unwrap();
    let made = |item: &enroll::domain::ItemReply| item.refusal.is_none();
    assert!(reply.items.iter().all(made), "{reply:?}");
}
