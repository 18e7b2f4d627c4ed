//! The real client against the real sandbox: every documented code, and every position of every switch.
//!
//! The two share no code, so what they agree upon is the documents.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails loudly")]

use std::collections::BTreeSet;
use std::sync::Arc;

use enroll::domain::{Cause, Draft, StringI18n, Timestamp};
use enroll::enos::{
    Acted, Api as _, BatchReply, Client, DeviceQuery, Error, Fault, ItemReply, PrivateKey, Refusal,
    Secret, Settings, Timeouts, codes,
};
use enroll::sandbox::switches::DESCRIPTIONS;
use enroll::sandbox::{self, Options, Sandbox};
use enroll::words::explain;
use tempfile::TempDir;

/// A gateway with the given switches, its private key, and a client signed in as `who` says.
struct Bench {
    sandbox: Sandbox,
    dir: TempDir,
}

impl Bench {
    async fn new(switches: &[&str]) -> Self {
        Self::with(TempDir::new().unwrap(), switches).await
    }

    async fn with(dir: TempDir, switches: &[&str]) -> Self {
        let mut options = Options::new(dir.path());
        options.lag = std::time::Duration::ZERO;
        for switch in switches {
            options.switches.set(switch).unwrap();
        }
        let sandbox = sandbox::start(options).await.unwrap();
        Self { sandbox, dir }
    }

    /// The same devices and the same key behind other switches.
    async fn switched(self, switches: &[&str]) -> Self {
        self.sandbox.stop().await;
        Self::with(self.dir, switches).await
    }

    fn client(&self) -> Client {
        self.client_of(self.sandbox.org_id(), self.sandbox.secret_key())
    }

    fn client_of(&self, org_id: &str, secret: &str) -> Client {
        let settings = Settings {
            gateway: self.sandbox.address(),
            org_id: org_id.to_owned(),
            access_key: self.sandbox.access_key().to_owned(),
            secret_key: Secret::from(secret.to_owned()),
            proxy: None,
            authorities: None,
            trace: None,
            timeouts: Timeouts::default(),
        };
        let now = || Timestamp(jiff::Timestamp::now().as_millisecond());
        Client::new(settings, Arc::new(now)).unwrap()
    }

    async fn create(&self, drafts: &[Draft], secrets: bool) -> Result<BatchReply, Error> {
        let drafts: Vec<&Draft> = drafts.iter().collect();
        self.client().batch_create(&drafts, secrets).await
    }
}

fn sample(key: Option<&str>) -> Draft {
    Draft {
        product_key: "yourProductKey".to_owned(),
        device_name: StringI18n::plain("样品 1"),
        timezone: "+08:00".to_owned(),
        device_key: key.map(str::to_owned),
        ..Draft::default()
    }
}

/// An item's code; 0 where it was made.
fn code(item: &ItemReply) -> i64 {
    let refusal = item.refusal.as_ref();
    refusal.and_then(|refusal| refusal.code).unwrap_or(0)
}

fn refused(outcome: Result<BatchReply, Error>) -> i64 {
    match outcome {
        Err(Error {
            fault: Fault::Refused(Refusal {
                code: Some(code), ..
            }),
            acted: Acted::No,
            ..
        }) => code,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn every_code_of_batch_create_arrives_and_is_explained() {
    let bench = Bench::new(&["item-code=real"]).await;
    let mut seen = BTreeSet::new();
    // 11702 for an item, 0 for the other.
    let twice = [sample(Some("SN-0001")), sample(Some("SN-0001"))];
    let reply = bench.create(&twice, false).await.unwrap();
    seen.extend(reply.items.iter().map(code));
    // 11739: the product holds 9,997 of 10,000.
    let full = |key: &str| Draft {
        product_key: "Mi99fU1L".to_owned(),
        device_attributes: [
            ("serialNumber".to_owned(), key.into()),
            ("ratedPower".to_owned(), 0.4.into()),
        ]
        .into_iter()
        .collect(),
        ..sample(Some(key))
    };
    let four: Vec<Draft> = ["F-01", "F-02", "F-03", "F-04"].map(full).into();
    let reply = bench.create(&four, false).await.unwrap();
    seen.extend(reply.items.iter().map(code));
    // 99400: one more than the organisation's batch maximum.
    let many: Vec<Draft> = (0..=1_000).map(|_| sample(None)).collect();
    seen.insert(refused(bench.create(&many, false).await));
    // 99404: no such product.
    let nowhere = Draft {
        product_key: "nowhere1".to_owned(),
        ..sample(None)
    };
    let reply = bench.create(&[nowhere], false).await.unwrap();
    seen.extend(reply.items.iter().map(code));
    // 11714: no key could be made.
    let bench = bench
        .switched(&["item-code=real", "generated-keys=fail"])
        .await;
    let reply = bench.create(&[sample(None)], false).await.unwrap();
    seen.extend(reply.items.iter().map(code));
    // 11858: no RSA pair.
    let bench = bench.switched(&["key-pair=absent"]).await;
    seen.insert(refused(bench.create(&[sample(None)], true).await));

    for code in [0, 11702, 11714, 11739, 11858, 99400, 99404] {
        assert!(seen.contains(&code), "{code} is missing among {seen:?}");
        assert!(codes::code(code).is_some(), "{code} is not explained");
    }
}

#[tokio::test]
async fn the_other_calls_tell_what_is_missing_or_forbidden() {
    let bench = Bench::new(&[]).await;
    let client = bench.client();
    let unknown = client.product("nowhere1").await.unwrap_err();
    assert!(
        matches!(
            unknown.fault,
            Fault::Refused(Refusal {
                code: Some(11611),
                ..
            })
        ),
        "{unknown:?}"
    );
    assert!(
        client
            .device("yourProductKey", "none", false)
            .await
            .unwrap()
            .is_none()
    );
    assert!(!client.delete_asset("none").await.unwrap());
    let foreign = bench.client_of(sandbox::FOREIGN_ORG_ID, bench.sandbox.secret_key());
    let denied = foreign.products(false).await.unwrap_err();
    assert!(
        matches!(
            denied.fault,
            Fault::Denied(Refusal {
                code: Some(99403),
                ..
            })
        ),
        "{denied:?}"
    );
    let wrong = bench.client_of(bench.sandbox.org_id(), "wrong");
    let refused = wrong.products(false).await.unwrap_err();
    assert!(
        matches!(
            refused.fault,
            Fault::Credentials(Refusal {
                code: Some(1003),
                ..
            })
        ),
        "{refused:?}"
    );
}

/// One device is created with its secret, and one is refused, whatever the gateway makes of what the
/// documents leave open.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn the_client_survives_every_position_of_every_switch() {
    // Positions that refuse what this test sends, and are tested by themselves.
    let refusing = [
        "key-pair=absent",
        "generated-keys=fail",
        "generated-keys=flaky",
    ];
    let mut bench = Bench::new(&[]).await;
    let pem = bench.sandbox.private_key_pem().await.unwrap();
    let key = PrivateKey::from_pem(&pem).unwrap();
    let mut tried = 0;
    for switch in DESCRIPTIONS {
        for (value, _) in switch.values {
            let position = format!("{}={value}", switch.name);
            // What an item leaves out says nothing of its device: the fault matrix has these.
            let nameless = switch.name == "made-item" && *value != "full";
            if nameless || refusing.contains(&position.as_str()) {
                continue;
            }
            bench = bench.switched(&[&position]).await;
            tried += 1;
            let fresh = format!("K-{tried:03}");
            let drafts = [sample(Some(&fresh)), sample(Some("x"))];
            match bench.create(&drafts, true).await {
                Ok(reply) => {
                    let made: Vec<_> = reply
                        .items
                        .iter()
                        .filter(|item| item.refusal.is_none())
                        .collect();
                    assert_eq!((reply.items.len(), made.len()), (2, 1), "{position}");
                    let made = made.first().unwrap();
                    assert_eq!(
                        made.device_key.as_deref(),
                        Some(fresh.as_str()),
                        "{position}"
                    );
                    let opened = key.open(made.sealed.as_ref().unwrap()).unwrap();
                    assert_eq!(opened.secret.expose().len(), 20, "{position}");
                    let failed = reply.items.iter().find_map(|item| item.refusal.clone());
                    let cause = Cause::refused(failed.unwrap());
                    assert!(!explain(&cause).remedy.is_empty(), "{position}");
                }
                Err(error) => {
                    assert_eq!(position, "invalid-item=request", "{error:?}");
                    assert_eq!(error.acted, Acted::No);
                }
            }
            let client = bench.client();
            assert_eq!(
                client.products(false).await.unwrap().products.len(),
                19,
                "{position}"
            );
            let model = client.thing_model("SolarInverter_String").await.unwrap();
            assert!(!model.attributes.is_empty(), "{position}");
            let query = DeviceQuery {
                product_key: "yourProductKey".to_owned(),
                device_keys: vec![fresh.clone()],
                page: 1,
                page_size: 10,
                require_secret: false,
                last_updates: false,
            };
            let found = client.search_devices(&query).await.unwrap();
            let expected = u64::from(position != "invalid-item=request");
            assert_eq!(found.total, expected, "{position}");
            let made = found.devices.first().and_then(|device| device.create_time);
            let now = jiff::Timestamp::now().as_millisecond();
            match (switch.name, *value) {
                ("create-time", "zero" | "negative" | "null") => assert_eq!(made, None),
                ("create-time", "ms" | "s" | "us" | "iso") => {
                    let late = now - made.unwrap().0;
                    assert!((0..60_000).contains(&late), "{position}: {late}");
                }
                _ => {}
            }
        }
    }
    assert!(tried > 60, "only {tried} positions");
}
