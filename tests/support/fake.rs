//! A gateway in memory, for tests of the screens: no socket, no sandbox.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use enroll::connect::Target;
use enroll::domain::{
    Attribute, DataType, Draft, FoundDevice, Product, ProductType, Sealed, StringI18n, ThingModel,
};
use enroll::enos::{
    Acted, Api, BatchReply, Call, DevicePage, DeviceQuery, Error, Fault, ItemReply, PrivateKey,
    Verdict,
};
use enroll::tui::app::{About, Aim};
use enroll::tui::perform::{Connector, KeySource, Link};
use futures::FutureExt as _;
use futures::future::{BoxFuture, ready};
use tokio::sync::watch;

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
    /// The request is acted upon, and the reply comes when the weather is fine again.
    Slow,
}

#[derive(Default)]
struct State {
    devices: BTreeMap<(String, String), Draft>,
    batches: usize,
    weather: watch::Sender<Weather>,
}

/// The gateway.
#[derive(Clone, Default)]
pub struct Fake(Arc<Mutex<State>>);

impl Fake {
    /// Two products; in the first, `INV-001` exists.
    pub fn new() -> Self {
        let fake = Self::default();
        let taken = ("2zp6A70r".to_owned(), "INV-001".to_owned());
        fake.0
            .lock()
            .unwrap()
            .devices
            .insert(taken, Draft::default());
        fake
    }

    pub fn set(&self, weather: Weather) {
        self.0.lock().unwrap().weather.send_replace(weather);
    }

    pub fn keys(&self) -> BTreeSet<String> {
        let state = self.0.lock().unwrap();
        state.devices.keys().map(|(_, key)| key.clone()).collect()
    }

    pub fn batches(&self) -> usize {
        self.0.lock().unwrap().batches
    }

    fn create(&self, devices: &[&Draft], secrets: bool) -> Result<BatchReply, Error> {
        let mut state = self.0.lock().unwrap();
        state.batches += 1;
        let failed = |fault, acted| Error {
            fault,
            acted,
            request_id: None,
        };
        let weather = *state.weather.borrow();
        if weather == Weather::Down {
            let fault = Fault::Unreachable("connection refused".to_owned());
            return Err(failed(fault, Acted::No));
        }
        let mut items = Vec::new();
        for draft in devices {
            let key = draft
                .device_key
                .clone()
                .unwrap_or_else(|| "made000001".to_owned());
            let id = (draft.product_key.clone(), key.clone());
            if state.devices.contains_key(&id) {
                items.push(ItemReply {
                    code: -1,
                    msg: "DeviceKey existed".to_owned(),
                    ..ItemReply::default()
                });
                continue;
            }
            state.devices.insert(id, (*draft).clone());
            items.push(ItemReply {
                code: 0,
                msg: "OK".to_owned(),
                product_key: Some(draft.product_key.clone()),
                device_key: Some(key.clone()),
                asset_id: Some(format!("A{:07}", state.devices.len())),
                sealed: secrets.then(|| Sealed {
                    device_secret: "c2VhbGVk".to_owned(),
                    session_key: "c2VhbGVk".to_owned(),
                }),
            });
        }
        if weather == Weather::LostReply {
            return Err(failed(Fault::Lost("reset".to_owned()), Acted::Perhaps));
        }
        let fine = items.iter().all(|item| item.code == 0);
        Ok(BatchReply {
            code: if fine { 0 } else { 99206 },
            msg: "OK".to_owned(),
            request_id: Some("21938538-9266-495d-b1b9-b15597ad3e1f".to_owned()),
            items,
        })
    }
}

fn product(key: &str, name: &str, chinese: &str, model: &str) -> Product {
    Product {
        product_key: key.to_owned(),
        product_name: StringI18n {
            default_value: name.to_owned(),
            i18n_value: [("zh_CN".to_owned(), chinese.to_owned())].into(),
        },
        product_desc: String::new(),
        product_type: ProductType::Device,
        model_id: model.to_owned(),
        product_tags: BTreeMap::new(),
        sealed: None,
    }
}

pub fn products() -> Vec<Product> {
    vec![
        product(
            "2zp6A70r",
            "String Inverter SG250HX",
            "组串式逆变器",
            "inv.string",
        ),
        product("Gt8LLs31", "Grid Meter", "电网电表", "meter.grid"),
    ]
}

pub fn model(id: &str) -> ThingModel {
    let attribute = |identifier: &str, data_type, required| Attribute {
        identifier: identifier.to_owned(),
        name: StringI18n::plain(identifier),
        desc: String::new(),
        data_type,
        required,
        default: None,
        unit: None,
    };
    ThingModel {
        model_id: id.to_owned(),
        name: StringI18n::plain(id),
        attributes: vec![
            attribute(
                "serial",
                DataType::String {
                    max_length: Some(32),
                },
                true,
            ),
            attribute("ratedPower", DataType::Double, false),
        ],
    }
}

impl Api for Fake {
    fn products(&self, _: bool) -> Call<'_, Vec<Product>> {
        ready(Ok(products())).boxed()
    }

    fn product<'a>(&'a self, product_key: &'a str) -> Call<'a, Product> {
        let known = products()
            .into_iter()
            .find(|product| product.product_key == product_key);
        let refused = || Error {
            fault: Fault::Refused {
                code: 11611,
                msg: "Not found".to_owned(),
            },
            acted: Acted::No,
            request_id: None,
        };
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
        let total = state
            .devices
            .keys()
            .filter(|(product, _)| *product == query.product_key)
            .count();
        let page = DevicePage {
            devices: Vec::new(),
            total: total as u64,
        };
        ready(Ok(page)).boxed()
    }

    fn device<'a>(&'a self, _: &'a str, _: &'a str, _: bool) -> Call<'a, Option<FoundDevice>> {
        ready(Ok(None)).boxed()
    }

    fn delete_device<'a>(&'a self, _: &'a str, _: &'a str) -> Call<'a, bool> {
        ready(Ok(false)).boxed()
    }
}

/// Connects to the fake whatever the target.
pub struct Plug(pub Fake);

struct NoKey;

impl KeySource for NoKey {
    fn private_key(&self) -> BoxFuture<'_, Result<PrivateKey, String>> {
        ready(Err("there is no private key here".to_owned())).boxed()
    }
}

impl Connector for Plug {
    fn connect(&self, aim: Aim) -> BoxFuture<'_, Result<Link, String>> {
        let about = About {
            label: aim.label().to_owned(),
            gateway: "http://127.0.0.1:1".to_owned(),
            org_id: "o17000000000001".to_owned(),
            scope: "sandbox".to_owned(),
            sandbox: matches!(aim.target, Target::Sandbox),
            bounds: enroll::domain::Bounds::default(),
            keys_by_server: false,
            require_secret: false,
            lenient: false,
            has_key: true,
        };
        let link = Link {
            about,
            api: Arc::new(self.0.clone()),
            key: Arc::new(NoKey),
        };
        ready(Ok(link)).boxed()
    }

    fn test(&self, _: Aim) -> BoxFuture<'_, Result<Vec<Verdict>, String>> {
        ready(Err("this gateway cannot be tested".to_owned())).boxed()
    }
}
