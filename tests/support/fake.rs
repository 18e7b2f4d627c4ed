//! A gateway in memory, for tests of the screens: no socket, no sandbox.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use enroll::domain::{
    Bounds, Broken, Draft, FoundDevice, Product, Sealed, Sign, StringI18n, ThingModel, Timestamp,
};
use enroll::enos::{
    Acted, Api, AssetLook, BatchReply, Call, Clock, DevicePage, DeviceQuery, Error, Fault,
    GatewayClock, ItemReply, ProductList, refusal,
};
use futures::FutureExt as _;
use futures::future::ready;
use tokio::sync::watch;

pub use super::catalogue::{model, products};
use super::stage::NOW;

mod plug;

pub use plug::GatewayConnector;

/// What happens to the next batches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weather {
    /// Replies arrive.
    #[default]
    Fine,
    /// The request is acted upon and the reply is lost.
    LostReply,
    /// The gateway cannot be reached.
    Down,
    /// The request is acted upon, and the reply comes when the weather changes.
    Slow,
    /// Every device of a batch is refused.
    Refusing,
}

struct State {
    start: Instant,
    devices: BTreeMap<(String, String), FoundDevice>,
    batches: usize,
    sent: usize,
    bounds: Bounds,
    keys_by_server: bool,
    hidden: BTreeSet<String>,
    timeless: bool,
    weather: watch::Sender<Weather>,
}

impl State {
    /// Makes a device; none if its key is taken.
    fn make(&mut self, draft: &Draft, at: Timestamp) -> Option<FoundDevice> {
        let number = self.devices.len() + 1;
        let made = || format!("made{number:06}");
        let device_key = draft.device_key.clone().unwrap_or_else(made);
        let id = (draft.product_key.clone(), device_key.clone());
        if self.devices.contains_key(&id) {
            return None;
        }
        let device = FoundDevice {
            product_key: draft.product_key.clone(),
            device_key,
            asset_id: format!("A{number:07}"),
            device_name: draft.device_name.clone(),
            timezone: draft.timezone.clone(),
            device_desc: draft.device_desc.clone(),
            device_attributes: draft.device_attributes.clone(),
            device_tags: draft.device_tags.clone(),
            create_time: (!self.timeless).then_some(at),
            status: "inactive".to_owned(),
            sealed: None,
            signs: [
                "activeTime",
                "lastOnlineTime",
                "lastOfflineTime",
                "eventLastUpdate",
            ]
            .map(|name| (name.to_owned(), Sign::Never))
            .into(),
        };
        self.devices.insert(id, device.clone());
        Some(device)
    }

    fn gone(&self) -> bool {
        *self.weather.borrow() == Weather::Down
    }
}

fn unreachable() -> Error {
    Error::untouched(Fault::Unreachable {
        why: Broken::Words("connection refused".to_owned()),
    })
}

/// The gateway.
#[derive(Clone)]
pub struct Fake(Arc<Mutex<State>>);

impl Fake {
    /// Two products; in the first, `INV-001` exists.
    pub fn new() -> Self {
        let fake = Self(Arc::new(Mutex::new(State {
            start: Instant::now(),
            devices: BTreeMap::new(),
            batches: 0,
            sent: 0,
            bounds: Bounds {
                lag: Duration::from_millis(1),
                pause: Duration::from_millis(1),
                longest_pause: Duration::from_millis(5),
                ..Bounds::default()
            },
            keys_by_server: false,
            hidden: BTreeSet::new(),
            timeless: false,
            weather: watch::Sender::default(),
        })));
        fake.exists(&Draft {
            product_key: "2zp6A70r".to_owned(),
            device_key: Some("INV-001".to_owned()),
            device_name: StringI18n::plain("somebody's"),
            timezone: "+08:00".to_owned(),
            ..Draft::default()
        });
        fake
    }

    /// A clock that begins at [`NOW`]: a run that waits for a time would wait for ever on one that stands.
    pub fn clock(&self) -> Clock {
        let start = self.0.lock().unwrap().start;
        Arc::new(move || Timestamp(NOW + i64::try_from(start.elapsed().as_millis()).unwrap()))
    }

    /// Has a device since yesterday, whoever made it.
    pub fn exists(&self, draft: &Draft) {
        let yesterday = NOW - 24 * 3_600_000;
        self.0.lock().unwrap().make(draft, Timestamp(yesterday));
    }

    /// Changes a device behind the program's back.
    pub fn activate(&self, device_key: &str) {
        let mut state = self.0.lock().unwrap();
        let device = state
            .devices
            .values_mut()
            .find(|device| device.device_key == device_key);
        device.unwrap().status = "online".to_owned();
    }

    /// Leaves blank keys to the gateway, for programs that connect from now on.
    pub fn make_keys(&self) {
        self.0.lock().unwrap().keys_by_server = true;
    }

    /// Does not say any more when devices were made.
    pub fn forget_times(&self) {
        self.0.lock().unwrap().timeless = true;
    }

    /// Takes so many devices in a batch, for programs that connect from now on.
    pub fn batches_of(&self, devices: u16) {
        self.0.lock().unwrap().bounds.batch_size = devices;
    }

    /// Shows this product no more.
    pub fn hide(&self, product_key: &str) {
        self.0.lock().unwrap().hidden.insert(product_key.to_owned());
    }

    fn shown(&self) -> Vec<Product> {
        let state = self.0.lock().unwrap();
        let mut products = products();
        products.retain(|product| !state.hidden.contains(&product.product_key));
        products
    }

    pub fn set(&self, weather: Weather) {
        self.0.lock().unwrap().weather.send_replace(weather);
    }

    pub fn keys(&self) -> BTreeSet<String> {
        let state = self.0.lock().unwrap();
        state.devices.keys().map(|(_, key)| key.clone()).collect()
    }

    /// How many devices came in all batches together.
    pub fn sent(&self) -> usize {
        self.0.lock().unwrap().sent
    }

    pub fn batches(&self) -> usize {
        self.0.lock().unwrap().batches
    }

    fn create(&self, devices: &[&Draft], secrets: bool) -> Result<BatchReply, Error> {
        let now = self.clock()();
        let mut state = self.0.lock().unwrap();
        state.batches += 1;
        state.sent += devices.len();
        let weather = *state.weather.borrow();
        if state.gone() {
            return Err(unreachable());
        }
        let mut items = Vec::new();
        for draft in devices {
            let refused = |code, msg: &str| ItemReply {
                refusal: Some(refusal(Some(code), msg)),
                ..ItemReply::default()
            };
            if weather == Weather::Refusing {
                items.push(refused(99400, "Invalid arguments: deviceName"));
                continue;
            }
            items.push(match state.make(draft, now) {
                None => refused(-1, "DeviceKey existed"),
                Some(device) => ItemReply {
                    refusal: None,
                    product_key: Some(device.product_key),
                    device_key: Some(device.device_key),
                    asset_id: Some(device.asset_id),
                    sealed: secrets.then(|| Sealed {
                        device_secret: "c2VhbGVk".to_owned(),
                        session_key: "c2VhbGVk".to_owned(),
                    }),
                },
            });
        }
        if weather == Weather::LostReply {
            return Err(Error::in_doubt(Fault::Lost {
                why: Broken::Words("reset".to_owned()),
            }));
        }
        Ok(BatchReply {
            request_id: Some("21938538-9266-495d-b1b9-b15597ad3e1f".to_owned()),
            items,
        })
    }
}

impl Api for Fake {
    fn clock(&self) -> Option<GatewayClock> {
        let now = Fake::clock(self)();
        Some(GatewayClock {
            least: now.shifted(-1_000),
            most: now,
        })
    }

    fn products(&self, _: bool) -> Call<'_, ProductList> {
        let list = ProductList {
            products: self.shown(),
            more: false,
        };
        ready(Ok(list)).boxed()
    }

    fn product<'a>(&'a self, product_key: &'a str) -> Call<'a, Product> {
        let known = self
            .shown()
            .into_iter()
            .find(|product| product.product_key == product_key);
        let refused = || Error::untouched(Fault::Refused(refusal(Some(11611), "Not found")));
        ready(known.ok_or_else(refused)).boxed()
    }

    fn thing_model<'a>(&'a self, model_id: &'a str) -> Call<'a, ThingModel> {
        ready(Ok(model(model_id))).boxed()
    }

    fn batch_create<'a>(
        &'a self,
        devices: &'a [&'a Draft],
        require_secret: bool,
    ) -> Call<'a, BatchReply> {
        let reply = self.create(devices, require_secret);
        let mut weather = self.0.lock().unwrap().weather.subscribe();
        async move {
            // Fails only when the gateway is gone, and `self` is the gateway.
            let _ = weather.wait_for(|weather| *weather != Weather::Slow).await;
            reply
        }
        .boxed()
    }

    fn search_devices<'a>(&'a self, query: &'a DeviceQuery) -> Call<'a, DevicePage> {
        let state = self.0.lock().unwrap();
        if state.gone() {
            return ready(Err(unreachable())).boxed();
        }
        let matching = state.devices.values().filter(|device| {
            let wanted = |keys: &[String]| keys.is_empty() || keys.contains(&device.device_key);
            device.product_key == query.product_key && wanted(&query.device_keys)
        });
        let skipped = (query.page as usize - 1) * query.page_size as usize;
        let page = DevicePage {
            total: matching.clone().count() as u64,
            devices: matching
                .skip(skipped)
                .take(query.page_size as usize)
                .cloned()
                .collect(),
        };
        ready(Ok(page)).boxed()
    }

    fn device<'a>(
        &'a self,
        product_key: &'a str,
        device_key: &'a str,
        _: bool,
    ) -> Call<'a, Option<FoundDevice>> {
        let id = (product_key.to_owned(), device_key.to_owned());
        let state = self.0.lock().unwrap();
        ready(Ok(state.devices.get(&id).cloned())).boxed()
    }

    fn asset<'a>(&'a self, asset_id: &'a str) -> Call<'a, AssetLook> {
        let state = self.0.lock().unwrap();
        let mut devices = state.devices.values();
        let look = match devices.find(|device| device.asset_id == asset_id) {
            Some(device) => AssetLook::Here(Box::new(device.clone())),
            None => AssetLook::Gone,
        };
        ready(Ok(look)).boxed()
    }

    fn delete_asset<'a>(&'a self, asset_id: &'a str) -> Call<'a, bool> {
        let mut state = self.0.lock().unwrap();
        let before = state.devices.len();
        state
            .devices
            .retain(|_, device| device.asset_id != asset_id);
        ready(Ok(state.devices.len() < before)).boxed()
    }
}
