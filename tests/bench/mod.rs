//! A sandbox, a journal, and between them the real client with somebody who meddles.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use enroll::domain::{
    Bounds, Broken, Draft, Existing, FoundDevice, Outcome, Product, RowIndex, RunId, Site,
    StringI18n, Terms, ThingModel, Timestamp,
};
use enroll::enos::{
    Acted, Api, AssetLook, BatchReply, Call, Client, Clock, DevicePage, DeviceQuery, Error, Fault,
    ProductList, Secret, Settings, Timeouts,
};
use enroll::provision::run::Control;
use enroll::sandbox::{self, Operation, Options, Sandbox};
use enroll::store::Store;
use enroll::submit::{self, Job, Sorted, Start, drive};
use tempfile::TempDir;
use tokio::sync::{mpsc, watch};

/// A sandbox product whose model requires nothing, and another.
pub const EASY: &str = "yourProductKey";
pub const EASY_TOO: &str = "yourProductKey2";

pub struct Bench {
    pub sandbox: Sandbox,
    pub store: Store,
    pub api: Arc<Meddler>,
    pub dir: TempDir,
}

impl Bench {
    pub async fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let mut options = Options::new(dir.path().join("sandbox"));
        options.lag = Duration::ZERO;
        let sandbox = sandbox::start(options).await.unwrap();
        let client = client(&sandbox.address(), &sandbox);
        Self {
            store: Store::open(&dir.path().join("state")).unwrap(),
            api: Arc::new(Meddler::before(client)),
            sandbox,
            dir,
        }
    }

    /// A run of these devices, sent to its end.
    pub async fn run(&self, drafts: &[Draft], existing: Existing) -> RunId {
        let run = self.begin(drafts, existing);
        self.send(run).await;
        run
    }

    /// Settles the rows at these places before anything is sent.
    pub fn settle(&self, run: RunId, known: Vec<(usize, Outcome)>) {
        let known = known.into_iter();
        let rows: Vec<_> = known
            .map(|(place, outcome)| (RowIndex::at(place), outcome))
            .collect();
        self.store.rows_settled(run, &rows, Timestamp(2)).unwrap();
    }

    pub fn begin(&self, drafts: &[Draft], existing: Existing) -> RunId {
        let site = Site {
            gateway: self.sandbox.address(),
            org_id: self.sandbox.org_id().to_owned(),
            scope: "sandbox".to_owned(),
        };
        let begin = Start {
            terms: Terms {
                require_secret: false,
                existing,
            },
            now: Timestamp(1),
            ..Start::default()
        };
        let (sorted, drafts) = (Sorted::all_new(drafts.len()), drafts.iter().cloned());
        let parts = submit::start(&self.store, &site, drafts, sorted, begin);
        parts.unwrap()[0].run
    }

    pub async fn send(&self, run: RunId) {
        let (events, _) = mpsc::unbounded_channel();
        let (_wishes, controls) = watch::channel(Control::Go);
        let job = Job {
            run,
            rows: None,
            bounds: bounds(),
            seed: 1,
        };
        let api = Arc::clone(&self.api) as Arc<dyn Api>;
        let sent = drive(api, self.store.clone(), job, clock(), events, controls).await;
        sent.unwrap();
    }

    /// How many requests of this kind the sandbox has seen.
    pub fn requests(&self, operation: Operation) -> u64 {
        self.sandbox
            .requests()
            .get(&operation)
            .copied()
            .unwrap_or(0)
    }
}

pub fn clock() -> Clock {
    Arc::new(|| Timestamp(jiff::Timestamp::now().as_millisecond()))
}

/// Bounds that lose no time.
pub fn bounds() -> Bounds {
    Bounds {
        lag: Duration::from_millis(1),
        pause: Duration::from_millis(1),
        longest_pause: Duration::from_millis(4),
        ..Bounds::default()
    }
}

pub fn client(gateway: &str, sandbox: &Sandbox) -> Client {
    let settings = Settings {
        gateway: gateway.to_owned(),
        org_id: sandbox.org_id().to_owned(),
        access_key: sandbox.access_key().to_owned(),
        secret_key: Secret::from(sandbox.secret_key().to_owned()),
        proxy: None,
        authorities: None,
        trace: None,
        timeouts: Timeouts::default(),
    };
    Client::new(settings, clock()).unwrap()
}

pub fn draft(product: &str, key: &str) -> Draft {
    Draft {
        product_key: product.to_owned(),
        device_name: StringI18n::plain(format!("device {key}")),
        timezone: "+08:00".to_owned(),
        device_key: Some(key.to_owned()),
        ..Draft::default()
    }
}

pub fn drafts(product: &str, count: usize) -> Vec<Draft> {
    let key = |number| format!("SN-{number:04}");
    (0..count)
        .map(|number| draft(product, &key(number)))
        .collect()
}

/// What becomes of one call to delete.
pub enum Act {
    Pass,
    /// It is done, and nobody hears of it.
    LoseReply,
    /// It does not arrive.
    Refuse(Fault),
    /// It is done, and then something else happens.
    Then(Box<dyn FnOnce() + Send>),
}

type Retouch = Box<dyn Fn(&mut FoundDevice) + Send + Sync>;

/// The real client, with faults where a test wants them.
pub struct Meddler {
    client: Client,
    /// What becomes of the next calls to delete; afterwards all pass.
    pub deletes: Mutex<VecDeque<Act>>,
    /// The faults of the next searches.
    pub searches: Mutex<VecDeque<Fault>>,
    /// The faults of the next looks at one asset.
    pub gets: Mutex<VecDeque<Fault>>,
    /// What others did to the devices meanwhile.
    retouch: Mutex<Option<Retouch>>,
    /// What they did after the last search.
    retouch_assets: Mutex<Option<Retouch>>,
    /// Whether a search asked for the last updates.
    updates: AtomicBool,
}

impl Meddler {
    fn before(client: Client) -> Self {
        Self {
            client,
            deletes: Mutex::default(),
            searches: Mutex::default(),
            gets: Mutex::default(),
            retouch: Mutex::default(),
            retouch_assets: Mutex::default(),
            updates: AtomicBool::new(false),
        }
    }

    pub fn retouch(&self, how: impl Fn(&mut FoundDevice) + Send + Sync + 'static) {
        *self.retouch.lock().unwrap() = Some(Box::new(how));
    }
}

impl Meddler {
    pub fn retouch_assets(&self, how: impl Fn(&mut FoundDevice) + Send + Sync + 'static) {
        *self.retouch_assets.lock().unwrap() = Some(Box::new(how));
    }

    pub fn asked_for_updates(&self) -> bool {
        self.updates.load(Ordering::Relaxed)
    }
}

fn error(fault: Fault, acted: Acted) -> Error {
    Error {
        fault,
        acted,
        request_id: None,
        retry_after: None,
    }
}

impl Api for Meddler {
    fn products(&self, secret: bool) -> Call<'_, ProductList> {
        self.client.products(secret)
    }
    fn product<'a>(&'a self, key: &'a str) -> Call<'a, Product> {
        self.client.product(key)
    }
    fn thing_model<'a>(&'a self, id: &'a str) -> Call<'a, ThingModel> {
        self.client.thing_model(id)
    }
    fn batch_create<'a>(&'a self, devices: &'a [&'a Draft], secret: bool) -> Call<'a, BatchReply> {
        self.client.batch_create(devices, secret)
    }
    fn search_devices<'a>(&'a self, query: &'a DeviceQuery) -> Call<'a, DevicePage> {
        Box::pin(async move {
            let fault = self.searches.lock().unwrap().pop_front();
            if let Some(fault) = fault {
                return Err(error(fault, Acted::No));
            }
            self.updates.fetch_or(query.last_updates, Ordering::Relaxed);
            let mut page = self.client.search_devices(query).await?;
            if let Some(retouch) = self.retouch.lock().unwrap().as_ref() {
                page.devices.iter_mut().for_each(retouch);
            }
            Ok(page)
        })
    }
    fn device<'a>(
        &'a self,
        product: &'a str,
        key: &'a str,
        secret: bool,
    ) -> Call<'a, Option<FoundDevice>> {
        self.client.device(product, key, secret)
    }
    fn asset<'a>(&'a self, asset_id: &'a str) -> Call<'a, AssetLook> {
        Box::pin(async move {
            let fault = self.gets.lock().unwrap().pop_front();
            if let Some(fault) = fault {
                return Err(error(fault, Acted::No));
            }
            let mut look = self.client.asset(asset_id).await?;
            if let AssetLook::Here(device) = &mut look {
                for retouch in [&self.retouch, &self.retouch_assets] {
                    if let Some(retouch) = retouch.lock().unwrap().as_ref() {
                        retouch(device);
                    }
                }
                if device.asset_id != asset_id {
                    return Ok(AssetLook::Gone);
                }
            }
            Ok(look)
        })
    }
    fn delete_asset<'a>(&'a self, asset_id: &'a str) -> Call<'a, bool> {
        Box::pin(async move {
            let act = self
                .deletes
                .lock()
                .unwrap()
                .pop_front()
                .unwrap_or(Act::Pass);
            match act {
                Act::Pass => self.client.delete_asset(asset_id).await,
                Act::LoseReply => {
                    self.client.delete_asset(asset_id).await?;
                    Err(error(Fault::Lost { why: Broken::Cut }, Acted::Perhaps))
                }
                Act::Refuse(fault) => Err(error(fault, Acted::No)),
                Act::Then(happens) => {
                    let done = self.client.delete_asset(asset_id).await;
                    happens();
                    done
                }
            }
        })
    }
}
