//! Somebody else at work on devices: what is seen of it, by whom, and what the ground truth says.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Bench, INVERTER, inverter};
use crate::sandbox::{Fault, How, Life, Meddle, Operation, Rule, Scenario, Settings, When};

const DEVICES: &str = "/connect-service/v2.4/devices";

fn rule(operation: Operation, how: How, when: When) -> Rule {
    let share = 1.0;
    Rule {
        operations: vec![operation],
        ..Rule::new(Fault::Meddle(Meddle { how, when, share }))
    }
}

async fn under(rules: Vec<Rule>) -> Bench {
    let settings = Settings {
        switches: vec!["update-time=shown".to_owned()],
        ..Settings::default()
    };
    let scenario = Scenario {
        seed: Some(1),
        settings,
        rules,
    };
    Bench::adjusted(|options| options.scenario = Some(scenario)).await
}

impl Bench {
    async fn get(&self, asset_id: &str) -> Value {
        self.client
            .get(DEVICES, "get", &[("assetId", asset_id)])
            .await
    }

    async fn delete(&self, asset_id: &str) -> i64 {
        let reply = self.client.delete(&[("assetId", asset_id)]).await;
        reply["code"].as_i64().unwrap()
    }

    async fn find(&self, keys: &str, updates: bool) -> Value {
        let body = json!({
            "expression": format!("productKey = '{INVERTER}' and deviceKey in ({keys})"),
            "populateLastUpdateInfo": updates,
        });
        self.search(&body).await["data"].clone()
    }

    /// Makes these devices and gives their asset ids.
    async fn assets(&self, keys: &[&str]) -> Vec<String> {
        let items: Vec<Value> = keys.iter().map(|key| inverter(key)).collect();
        self.make(&items).await;
        let made = self.sandbox.devices().into_iter();
        made.filter_map(|made| made.asset_id).collect()
    }

    fn life(&self, asset_id: &str) -> Life {
        let lives = self
            .sandbox
            .truth()
            .into_iter()
            .flat_map(|truth| truth.lives);
        lives
            .into_iter()
            .find(|life| life.asset_id == asset_id)
            .unwrap()
    }
}

#[tokio::test]
async fn every_way_to_meddle_shows_and_is_told() {
    for how in How::ALL {
        let bench = under(vec![rule(Operation::GetDevice, *how, When::After)]).await;
        let [asset] = bench.assets(&["dev-0"]).await.try_into().unwrap();
        let before = bench.get(&asset).await["data"].clone();
        assert_eq!(
            before["status"], "inactive",
            "after the act is after the look"
        );
        let after = bench.get(&asset).await;
        let field = match how {
            How::Tag => "deviceTags",
            How::Describe => "deviceDesc",
            How::Locale | How::Rename => "deviceName",
            How::Attribute => "deviceAttributes",
            How::Activate => "activeTime",
            How::Online => "lastOnlineTime",
            How::Offline => "lastOfflineTime",
            How::Measure => "measurepointLastUpdate",
            How::Event => "eventLastUpdate",
            How::Feature => "featureLastUpdate",
            How::AttributeTime => "attributeLastUpdate",
            How::Update => "updateTime",
            How::Delete | How::Remake => {
                assert_eq!(after["code"], 99404, "{how:?}");
                assert_eq!(bench.delete(&asset).await, 11404, "{how:?}");
                let remade = bench.sandbox.devices();
                assert_eq!(remade.len(), usize::from(*how == How::Remake));
                assert!(bench.life(&asset).ended.is_some_and(|end| end.foreign));
                assert!(!bench.sandbox.truth()[0].is_doubled());
                continue;
            }
        };
        let after = &after["data"];
        assert_ne!(after[field], before[field], "{how:?}: {after}");
        let activated = *how == How::Activate;
        assert!(!activated || after["status"] == "inactive");
        assert_eq!(bench.life(&asset).touched[0], how.name());
    }
}

#[tokio::test]
async fn a_search_shows_the_last_updates_only_when_asked() {
    let measure = rule(Operation::GetDevice, How::Measure, When::After);
    let online = rule(Operation::GetDevice, How::Online, When::After);
    let bench = under(vec![measure, online]).await;
    let [asset] = bench.assets(&["dev-0"]).await.try_into().unwrap();
    bench.get(&asset).await;
    let plain = bench.find("'dev-0'", false).await[0].clone();
    let asked = bench.find("'dev-0'", true).await[0].clone();
    assert_eq!(plain["measurepointLastUpdate"], Value::Null);
    assert!(asked["measurepointLastUpdate"].is_number());
    assert_eq!(
        (&plain["status"], &asked["status"]),
        (&json!("online"), &json!("online"))
    );
    let online = json!({ "expression": "status = 'online'" });
    assert_eq!(bench.search(&online).await["data"][0]["deviceKey"], "dev-0");
}

#[tokio::test]
async fn only_the_devices_that_are_named_and_fit_are_touched() {
    let keyed = |how, keys: &str| Rule {
        keys: Some(keys.to_owned()),
        ..rule(Operation::SearchDevices, how, When::Before)
    };
    let never = Meddle {
        how: How::Rename,
        when: When::Before,
        share: 0.0,
    };
    let never = Rule::new(Fault::Meddle(never));
    let bench = under(vec![
        keyed(How::Tag, "dev-1*"),
        keyed(How::Online, "*2"),
        never,
    ])
    .await;
    let assets = bench.assets(&["dev-0", "dev-1", "dev-12", "dev-2"]).await;
    bench.find("'dev-0', 'dev-1', 'dev-12'", false).await;
    let touched: Vec<Vec<String>> = assets
        .iter()
        .map(|asset| bench.life(asset).touched)
        .collect();
    assert_eq!(
        touched,
        [vec![], vec!["tag"], vec!["tag", "online"], vec![]]
    );
}

#[tokio::test]
async fn asset_ids_fit_by_the_keys_of_their_devices() {
    let keyed = Rule {
        keys: Some("*1".to_owned()),
        ..rule(Operation::GetDevice, How::Tag, When::Before)
    };
    let bench = under(vec![keyed]).await;
    for asset in bench.assets(&["dev-0", "dev-1"]).await {
        bench.get(&asset).await;
    }
    let lives = bench
        .sandbox
        .truth()
        .into_iter()
        .flat_map(|truth| truth.lives);
    let touched: Vec<usize> = lives.map(|life| life.touched.len()).collect();
    assert_eq!(touched, [0, 1]);
}

#[tokio::test]
async fn the_truth_says_what_could_be_seen_before_a_deletion() {
    // Touched between the look and the Get, between the Get and the deletion, and re-made there.
    for (operation, how, when, wronged) in [
        (Operation::GetDevice, How::Tag, When::Before, true),
        (Operation::GetDevice, How::Tag, When::After, false),
        (Operation::DeleteDevice, How::Tag, When::Before, false),
        (Operation::DeleteDevice, How::Remake, When::Before, false),
    ] {
        let bench = under(vec![rule(operation, how, when)]).await;
        let [asset] = bench.assets(&["dev-0"]).await.try_into().unwrap();
        bench.get(&asset).await;
        let remade = how == How::Remake;
        assert_eq!(bench.delete(&asset).await, if remade { 11404 } else { 0 });
        let life = bench.life(&asset);
        assert_eq!(life.is_wronged(), wronged, "{life:?}");
        assert_eq!(life.ended.as_ref().unwrap().foreign, remade);
        let truth = bench.sandbox.truth();
        let bench = bench.restarted().await;
        assert_eq!(bench.sandbox.truth(), truth, "also after a restart");
    }
}

#[tokio::test]
async fn deleting_by_key_hits_what_somebody_else_has_made_there() {
    let bench = under(vec![rule(
        Operation::DeleteDevice,
        How::Remake,
        When::Before,
    )])
    .await;
    bench.assets(&["dev-0"]).await;
    let selectors = [("productKey", INVERTER), ("deviceKey", "dev-0")];
    assert_eq!(bench.client.delete(&selectors).await["code"], 0);
    let truth = bench.sandbox.truth();
    let wronged: Vec<bool> = truth[0].lives.iter().map(Life::is_wronged).collect();
    assert_eq!(wronged, [false, true]);
    assert_eq!((truth[0].created.len(), truth[0].deleted), (1, 2));
}

#[tokio::test]
async fn what_a_request_has_deleted_somebody_else_can_make_anew() {
    let bench = under(vec![rule(
        Operation::DeleteDevice,
        How::Remake,
        When::After,
    )])
    .await;
    let [asset] = bench.assets(&["dev-0"]).await.try_into().unwrap();
    assert_eq!(bench.delete(&asset).await, 0);
    assert_eq!(
        bench.delete(&asset).await,
        11404,
        "and no third one is made"
    );
    let truth = bench.sandbox.truth();
    let foreign: Vec<bool> = truth[0].lives.iter().map(|life| life.foreign).collect();
    assert_eq!(foreign, [false, true]);
    assert!(!truth[0].lives[0].ended.as_ref().unwrap().foreign);
}

#[tokio::test]
async fn the_rules_can_change_under_way() {
    let bench = under(vec![rule(Operation::GetDevice, How::Tag, When::After)]).await;
    let [asset] = bench.assets(&["dev-0"]).await.try_into().unwrap();
    bench.sandbox.follow(Vec::new());
    bench.get(&asset).await;
    bench
        .sandbox
        .follow(vec![rule(Operation::GetDevice, How::Online, When::After)]);
    bench.get(&asset).await;
    assert_eq!(bench.life(&asset).touched, ["online"]);
}

#[tokio::test]
async fn somebody_else_works_besides_another_fault() {
    let lost = Rule {
        operations: vec![Operation::DeleteDevice],
        ..Rule::new(Fault::DropReply)
    };
    let remade = rule(Operation::DeleteDevice, How::Remake, When::Before);
    let bench = under(vec![lost.clone(), remade]).await;
    let [asset] = bench.assets(&["dev-0"]).await.try_into().unwrap();
    let query = super::client::query("delete", &[("assetId", &asset)]);
    let path = "/connect-service/v2.1/devices";
    let signed = bench
        .client
        .sign(reqwest::Method::POST, path, query, Vec::new());
    assert!(bench.client.try_send(signed).await.is_err());
    assert!(bench.life(&asset).ended.is_some_and(|end| end.foreign));

    // And a deletion whose reply is lost is one that nobody has heard of.
    let bench = under(vec![lost]).await;
    let [asset] = bench.assets(&["dev-0"]).await.try_into().unwrap();
    let query = super::client::query("delete", &[("assetId", &asset)]);
    let signed = bench
        .client
        .sign(reqwest::Method::POST, path, query, Vec::new());
    assert!(bench.client.try_send(signed).await.is_err());
    let end = bench.life(&asset).ended.unwrap();
    assert!(!end.foreign && !end.answered);
    let dir = Arc::clone(&bench.dir);
    drop(bench);
    assert_eq!(
        crate::sandbox::truth(dir.path()).unwrap()[0].lives[0].ended,
        Some(end)
    );
}
