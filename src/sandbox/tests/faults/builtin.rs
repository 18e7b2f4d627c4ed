//! The built-in scenarios and the examples, as a patient client meets them.

use serde_json::Value;

use super::{Bench, inverter, query};
use crate::sandbox::examples::examples;
use crate::sandbox::{Operation, Rule, Scenario};

/// What a batch came to, in one word.
async fn tried(bench: &Bench, items: &[Value]) -> String {
    let Ok(response) = bench.client.try_send(bench.signed_batch(items)).await else {
        return "lost".to_owned();
    };
    let status = response.status();
    let text = response.text().await.unwrap_or_default();
    let reply: Value = serde_json::from_str(&text).unwrap_or_default();
    format!("{} {}", status.as_u16(), reply["code"])
}

/// The outcomes of so many batches of one device.
async fn outcomes(scenario: &Scenario, batches: usize) -> Vec<String> {
    let bench = Bench::under(scenario.clone()).await;
    let mut outcomes = Vec::new();
    for index in 0..batches {
        outcomes.push(tried(&bench, &[inverter(&format!("key-{index}"))]).await);
    }
    outcomes
}

#[tokio::test]
async fn the_same_seed_gives_the_same_faults() {
    let mut flaky = Scenario::builtin("flaky").unwrap();
    flaky.rules.retain(|rule| rule.fault.name() != "delay");
    // Nothing but the batches, so that the token is had at once.
    for rule in &mut flaky.rules {
        rule.operations = vec![Operation::BatchCreateDevices];
    }
    flaky.seed = Some(3);
    let (one, two) = (outcomes(&flaky, 60).await, outcomes(&flaky, 60).await);
    assert_eq!(one, two);
    flaky.seed = Some(4);
    assert_ne!(outcomes(&flaky, 60).await, one);
    let lost = one.iter().filter(|outcome| *outcome == "lost").count();
    let fine = one.iter().filter(|outcome| *outcome == "200 0").count();
    assert!(lost > 0 && fine > 30 && one.len() > lost + fine, "{one:?}");
}

#[tokio::test]
async fn the_seed_can_be_told() {
    let scenario = Scenario::builtin("lost-replies").unwrap();
    let bench = Bench::under(scenario.clone()).await;
    assert_eq!(bench.sandbox.scenario_seed(), Some(1), "the sandbox's own");
    let seed = Some(9);
    let bench = Bench::under(Scenario { seed, ..scenario }).await;
    assert_eq!(bench.sandbox.scenario_seed(), Some(9));
    assert_eq!(Bench::new().await.sandbox.scenario_seed(), None);
}

#[tokio::test]
async fn every_example_meets_a_run_and_lets_it_through() {
    for (name, scenario) in examples() {
        let of_batches = |rule: &Rule| rule.operations.contains(&Operation::BatchCreateDevices);
        let unmet = !scenario.rules.is_empty() && !scenario.rules.iter().any(of_batches);
        if name.starts_with("clock-") || unmet {
            // These have tests of their own: nobody gets in, or no batch meets it.
            continue;
        }
        let mut bench = Bench::under(scenario).await;
        let mut wanted: Vec<String> = (0..20).map(|index| format!("dev-{index}")).collect();
        // As many rounds as a client needs that halves what is refused, down to single devices.
        for round in 0..6 {
            let size = [5, 5, 2, 1, 1, 1][round];
            wanted.retain(|key| !bench.made().contains(key));
            for keys in wanted.chunks(size) {
                let items: Vec<Value> = keys.iter().map(|key| inverter(key)).collect();
                if tried(&bench, &items).await.ends_with("null") {
                    bench.client.login_patiently().await;
                }
            }
        }
        wanted.retain(|key| !bench.made().contains(key));
        let refused: &[&str] = if name == "bad-row" {
            &["dev-7", "dev-17"]
        } else {
            &[]
        };
        assert_eq!(wanted, refused, "{name}");
        assert!(
            bench
                .sandbox
                .truth()
                .iter()
                .all(|truth| !truth.is_doubled())
        );
        let followed = bench.sandbox.gateway.faults();
        assert!(
            followed.is_none_or(|faults| faults.followed() > 0),
            "{name}"
        );
    }
}

#[tokio::test]
async fn the_built_in_ones_do_what_their_names_say() {
    let ends =
        |name: &'static str| async move { outcomes(&Scenario::builtin(name).unwrap(), 9).await };
    let fine = "200 0";
    let third = |other: &'static str| [fine, fine, other].repeat(3);
    assert_eq!(ends("lost-replies").await, third("lost"));
    assert_eq!(ends("rate-limited").await, third("429 null"));
    let [lost, calm] = ["lost", fine];
    assert_eq!(
        ends("outage").await,
        [calm, calm, calm, lost, lost, lost, lost, lost, calm]
    );
    assert_eq!(ends("slow").await, [fine; 9]);
    assert_eq!(ends("bad-row").await, [fine; 9]);
    let bad = Bench::under(Scenario::builtin("bad-row").unwrap()).await;
    assert_eq!(tried(&bad, &[inverter("x-BAD-1")]).await, "200 99400");
    let small = Bench::under(Scenario::builtin("small-batches").unwrap()).await;
    assert_eq!(tried(&small, &super::items(101)).await, "200 99400");
    assert_eq!(tried(&small, &super::items(100)).await, fine);
    let thief = ends("token-thief").await;
    assert_eq!(thief[..3], [fine, fine, "200 null"]);
}

#[tokio::test]
async fn a_search_expression_is_a_place_for_keys() {
    let scenario =
        "[[rule]]\noperation = 'search-devices'\nkeys = 'INV-0*'\nfault = 'code'\ncode = 99500";
    let bench = Bench::under(Scenario::parse(scenario).unwrap()).await;
    for (key, code) in [("INV-001", 99500), ("other", 0)] {
        let expression = format!("deviceKey in ('{key}')");
        let reply = bench
            .search(&serde_json::json!({ "expression": expression }))
            .await;
        assert_eq!(reply["code"], code, "{key}");
    }
    let signed = bench.client.sign(
        reqwest::Method::POST,
        "/connect-service/v2.4/devices",
        query("search", &[]),
        b"not JSON".to_vec(),
    );
    let (status, _) = bench.client.send(signed).await;
    assert_eq!(status, 400, "looked into, and passed on");
}
