//! A gateway played by a script, and a run journalled in a real store.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;
use tokio::sync::{mpsc, watch};

use crate::domain::{
    BadReply, Bounds, Draft, FoundDevice, Product, RowIndex, RowState, RunId, Site, StringI18n,
    ThingModel, Timestamp, Words,
};
use crate::enos::{
    Acted, Api, AssetLook, BatchReply, Call, DevicePage, DeviceQuery, Error, Fault, GatewayClock,
    ItemReply, ProductList,
};
use crate::provision::run::Control;
use crate::store::Store;
use crate::submit::{Event, Job, Sorted, Start, SubmitError, Summary, drive, start};

/// When every run begins, Unix ms.
pub(in crate::submit) const BEGAN: i64 = 1_751_457_600_123;

/// What the gateway does with one batch.
type Act = Box<dyn FnOnce(&[&Draft]) -> Result<BatchReply, Error> + Send>;

/// Plays its acts in order; a batch without an act is created whole.
pub(in crate::submit) struct Gateway {
    acts: Mutex<VecDeque<Act>>,
    /// What searches show.
    pub(in crate::submit) made: Arc<Mutex<Vec<FoundDevice>>>,
    pub(in crate::submit) log: Log,
    /// Never answers.
    pub(in crate::submit) hangs: bool,
    /// What its replies say of its clock.
    pub(in crate::submit) clock: Option<GatewayClock>,
}

/// Calls, journal writes and events in the order they happened.
#[derive(Clone, Default)]
pub(in crate::submit) struct Log {
    lines: Arc<Mutex<Vec<String>>>,
    events: Arc<Mutex<Option<mpsc::UnboundedReceiver<Event>>>>,
}

fn places<'r>(rows: impl IntoIterator<Item = &'r RowIndex>) -> Vec<usize> {
    rows.into_iter().map(|row| row.place()).collect()
}

impl Log {
    pub(in crate::submit) fn add(&self, line: impl Into<String>) {
        let mut lines = self.lines.lock().unwrap();
        if let Some(events) = self.events.lock().unwrap().as_mut() {
            while let Ok(event) = events.try_recv() {
                lines.push(match event {
                    Event::Sent { rows, .. } => format!("sent {:?}", places(&rows)),
                    Event::Settled { change, .. } => {
                        let settled = places(change.settled.iter().map(|(row, _)| row));
                        format!("settled {settled:?} unsent {:?}", places(&change.put_back))
                    }
                    Event::Turned { .. } => continue,
                });
            }
        }
        lines.push(line.into());
    }

    pub(in crate::submit) fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    pub(in crate::submit) fn count(&self, word: &str) -> usize {
        let lines = self.lines.lock().unwrap();
        lines.iter().filter(|line| line.starts_with(word)).count()
    }
}

impl Default for Gateway {
    fn default() -> Self {
        let (acts, made, log) = Default::default();
        Self {
            acts,
            made,
            log,
            hangs: false,
            clock: Some(GatewayClock {
                least: Timestamp(BEGAN),
                most: Timestamp(BEGAN + 60_000),
            }),
        }
    }
}

impl Gateway {
    pub(in crate::submit) fn then(
        self,
        act: impl FnOnce(&[&Draft]) -> Result<BatchReply, Error> + Send + 'static,
    ) -> Self {
        self.acts.lock().unwrap().push_back(Box::new(act));
        self
    }

    /// One device more on every page of a product, and no end.
    fn another(page: u32) -> Call<'static, DevicePage> {
        let device = FoundDevice {
            device_key: format!("K{page}"),
            ..found(&Draft {
                product_key: "P".to_owned(),
                device_name: StringI18n::plain("a device"),
                ..Draft::default()
            })
        };
        Box::pin(async {
            Ok(DevicePage {
                devices: vec![device; 50],
                total: u64::MAX,
            })
        })
    }
}

pub(in crate::submit) fn error(fault: Fault, acted: Acted) -> Error {
    Error {
        fault,
        acted,
        request_id: Some("r-2".to_owned()),
        retry_after: None,
    }
}

/// The reply that creates every device under the key it came with.
pub(in crate::submit) fn all_created(devices: &[&Draft]) -> BatchReply {
    let items = devices.iter().map(|draft| ItemReply {
        product_key: Some(draft.product_key.clone()),
        device_key: draft.device_key.clone(),
        asset_id: draft.device_key.as_deref().map(asset_of),
        ..ItemReply::default()
    });
    BatchReply {
        request_id: Some("r-1".to_owned()),
        items: items.collect(),
    }
}

fn asset_of(key: &str) -> String {
    format!("asset-{key}")
}

fn nobody_asked<T: Send + 'static>() -> Call<'static, T> {
    let fault = Fault::Malformed {
        why: BadReply::Body(Words::new("not in this script")),
    };
    Box::pin(async { Err(error(fault, Acted::No)) })
}

impl Api for Gateway {
    fn products(&self, _: bool) -> Call<'_, ProductList> {
        nobody_asked()
    }
    fn product<'a>(&'a self, _: &'a str) -> Call<'a, Product> {
        nobody_asked()
    }
    fn thing_model<'a>(&'a self, _: &'a str) -> Call<'a, ThingModel> {
        nobody_asked()
    }
    fn batch_create<'a>(&'a self, devices: &'a [&'a Draft], _: bool) -> Call<'a, BatchReply> {
        let keys: Vec<_> = devices
            .iter()
            .filter_map(|draft| draft.device_key.as_deref())
            .collect();
        self.log.add(format!("call {}", keys.join(" ")));
        if self.hangs {
            return Box::pin(std::future::pending());
        }
        let act = self.acts.lock().unwrap().pop_front();
        let reply = act.map_or_else(|| Ok(all_created(devices)), |act| act(devices));
        Box::pin(async { reply })
    }
    fn search_devices<'a>(&'a self, query: &'a DeviceQuery) -> Call<'a, DevicePage> {
        self.log
            .add(format!("look {}", query.device_keys.join(" ")));
        if query.device_keys.is_empty() {
            return Self::another(query.page);
        }
        let made = self.made.lock().unwrap();
        let devices: Vec<FoundDevice> = made
            .iter()
            .filter(|device| query.device_keys.contains(&device.device_key))
            .cloned()
            .collect();
        let total = devices.len() as u64;
        Box::pin(async move { Ok(DevicePage { devices, total }) })
    }
    fn device<'a>(&'a self, _: &'a str, key: &'a str, _: bool) -> Call<'a, Option<FoundDevice>> {
        let made = self.made.lock().unwrap();
        let found = made.iter().find(|device| device.device_key == key).cloned();
        Box::pin(async { Ok(found) })
    }
    fn clock(&self) -> Option<GatewayClock> {
        self.clock
    }
    fn asset<'a>(&'a self, _: &'a str) -> Call<'a, AssetLook> {
        nobody_asked()
    }
    fn delete_asset<'a>(&'a self, _: &'a str) -> Call<'a, bool> {
        nobody_asked()
    }
}

/// What searches show of a device that was made as the draft says.
pub(in crate::submit) fn found(draft: &Draft) -> FoundDevice {
    FoundDevice {
        product_key: draft.product_key.clone(),
        device_key: draft.device_key.clone().unwrap_or_default(),
        asset_id: asset_of(draft.device_key.as_deref().unwrap_or_default()),
        device_name: draft.device_name.clone(),
        timezone: draft.timezone.clone(),
        create_time: Some(Timestamp(BEGAN + 2)),
        ..FoundDevice::default()
    }
}

/// The run in batches of two, one at a time, with bounds so small that nobody waits for them.
pub(in crate::submit) fn job(run: RunId) -> Job {
    Job {
        run,
        rows: None,
        bounds: Bounds {
            batch_size: 2,
            batches_at_once: 1,
            lag: Duration::from_millis(2),
            pause: Duration::from_millis(1),
            longest_pause: Duration::from_millis(2),
            faults: 3,
            ..Bounds::default()
        },
        seed: 1,
    }
}

/// A store in a folder of its own with one run of `rows` devices in it.
pub(in crate::submit) struct Bench {
    pub(in crate::submit) dir: TempDir,
    pub(in crate::submit) store: Store,
    pub(in crate::submit) run: RunId,
    pub(in crate::submit) controls: watch::Sender<Control>,
}

impl Bench {
    pub(in crate::submit) fn new(rows: u32) -> Self {
        let dir = TempDir::new().unwrap();
        let store = Store::open(dir.path()).unwrap();
        let drafts: Vec<Draft> = (0..rows)
            .map(|row| Draft {
                product_key: "P".to_owned(),
                device_name: StringI18n::plain("a device"),
                timezone: "+08:00".to_owned(),
                device_key: Some(format!("K{row}")),
                ..Draft::default()
            })
            .collect();
        let site = Site {
            gateway: "http://127.0.0.1".to_owned(),
            org_id: "o1".to_owned(),
            scope: "sandbox".to_owned(),
        };
        let sorted = Sorted::all_new(drafts.len());
        let begin = Start {
            now: Timestamp(BEGAN),
            ..Start::default()
        };
        let parts = start(&store, &site, drafts, sorted, begin).unwrap();
        let run = parts[0].run;
        Self {
            dir,
            store,
            run,
            controls: watch::Sender::new(Control::Go),
        }
    }

    /// Drives the run in batches of two. The clock shows every write of the journal in the log.
    pub(in crate::submit) async fn drive(
        &self,
        gateway: Gateway,
    ) -> (Result<Summary, SubmitError>, Log) {
        let log = gateway.log.clone();
        let (events, heard) = mpsc::unbounded_channel();
        *log.events.lock().unwrap() = Some(heard);
        let clock_log = log.clone();
        let job = job(self.run);
        let clock = Arc::new(move || {
            clock_log.add("journal");
            Timestamp(BEGAN + 6)
        });
        let store = self.store.clone();
        let ended = drive(
            Arc::new(gateway),
            store,
            job,
            clock,
            events,
            self.controls.subscribe(),
        )
        .await;
        (ended, log)
    }

    /// Drives `job` while nobody reads what it tells, by a clock that stands still.
    pub(in crate::submit) async fn drive_unread(
        &self,
        gateway: Gateway,
        job: Job,
        controls: watch::Receiver<Control>,
    ) -> Result<Summary, SubmitError> {
        let (events, _heard) = mpsc::unbounded_channel();
        let (gateway, store) = (Arc::new(gateway), self.store.clone());
        let clock = Arc::new(|| Timestamp(7));
        drive(gateway, store, job, clock, events, controls).await
    }

    pub(in crate::submit) fn states(&self) -> Vec<RowState> {
        states(&self.store, self.run)
    }
}

pub(in crate::submit) fn states(store: &Store, run: RunId) -> Vec<RowState> {
    let record = store.run(run).unwrap();
    record.rows.iter().map(|row| row.state).collect()
}

/// Makes a table unwritable from another connection, as a full disk would, or lets it be written again.
pub(in crate::submit) fn block(dir: &Path, table: &str, block: bool) {
    let database = rusqlite::Connection::open(dir.join("enroll.sqlite")).unwrap();
    let sql = if block {
        format!(
            "CREATE TRIGGER full BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    } else {
        "DROP TRIGGER full".to_owned()
    };
    database.execute_batch(&sql).unwrap();
}
