//! The token service.

use std::time::Duration;

use serde_json::{Value, json};

use super::client::credentials;
use super::{Bench, START, changed};

/// Asks for the token with some fields of the body replaced.
async fn get(bench: &Bench, changes: &Value) -> Value {
    bench
        .clock
        .fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    let body = changed(credentials(bench.client.now()), changes);
    bench.client.token("get", &body).await
}

#[tokio::test]
async fn the_same_token_lives_until_it_expires() {
    let bench = Bench::new().await;
    bench.pass(Duration::from_secs(7_000));
    let later = get(&bench, &json!({})).await;
    assert_eq!(later["status"], 0);
    assert_eq!(later["msg"], "SUCCESS");
    assert_eq!(later["business"], "apim-token-service");
    assert_eq!(later["data"]["accessToken"], json!(bench.client.token));
    assert_eq!(later["data"]["expire"], 199, "what remains");

    bench.pass(Duration::from_secs(200));
    let renewed = get(&bench, &json!({})).await;
    assert_ne!(renewed["data"]["accessToken"], json!(bench.client.token));
    assert_eq!(renewed["data"]["expire"], 7_200);
}

#[tokio::test]
async fn the_life_of_a_token_can_be_set() {
    let bench = Bench::adjusted(|options| options.limits.token_life = Duration::from_secs(3)).await;
    let search = bench.search(&json!({})).await;
    assert_eq!(search["code"], 0);
    bench.pass(Duration::from_secs(3));
    assert_eq!(bench.search(&json!({})).await["status"], 1203);
}

#[tokio::test]
async fn a_repeated_encryption_is_refused_also_in_a_refresh() {
    let bench = Bench::new().await;
    let body = credentials(START + 1);
    assert_eq!(bench.client.token("get", &body).await["status"], 1001);
    let refresh = changed(body, &json!({ "accessToken": bench.client.token }));
    assert_eq!(
        bench.client.token("refresh", &refresh).await["status"],
        1001
    );
}

#[tokio::test]
async fn what_is_wrong_has_its_documented_code() {
    let bench = Bench::new().await;
    let cases = [
        (json!({ "appKey": "nobody" }), 1002),
        (json!({ "encryption": "00ff" }), 1003),
        (json!({ "encryption": 5 }), 1004),
        (json!({ "timestamp": "soon" }), 1004),
        (json!({ "timestamp": 1.5 }), 1004),
        (json!({ "timestamp": [] }), 1004),
        (json!({ "appKey": null }), 1202),
        (json!({ "appKey": "" }), 1202),
        (json!({ "encryption": null }), 1202),
        (json!({ "timestamp": null }), 1202),
    ];
    for (changes, status) in cases {
        let reply = get(&bench, &changes).await;
        assert_eq!(reply["status"], status, "{changes}: {reply}");
        assert_eq!(reply["data"], Value::Null);
    }
    assert_eq!(bench.client.token("get", &json!([])).await["status"], 1004);
}

#[tokio::test]
async fn a_timestamp_may_be_text_and_up_to_15_minutes_off() {
    let bench = Bench::new().await;
    let now = bench.client.now();
    let text = changed(
        credentials(now + 5),
        &json!({ "timestamp": (now + 5).to_string() }),
    );
    assert_eq!(bench.client.token("get", &text).await["status"], 0);
    let quarter = 15 * 60 * 1_000;
    for (timestamp, status) in [
        (now - quarter, 0),
        (now + quarter, 0),
        (now - quarter - 1, 1004),
        (now + quarter + 1, 1004),
        (i64::MIN, 1004),
        (i64::MAX, 1004),
    ] {
        let reply = bench.client.token("get", &credentials(timestamp)).await;
        assert_eq!(reply["status"], status, "{timestamp}");
    }
}

#[tokio::test]
async fn an_old_timestamp_may_be_taken() {
    for (skew, status) in [("both", 1004), ("token", 1004), ("calls", 0), ("off", 0)] {
        let bench = Bench::with(&[&format!("skew={skew}")]).await;
        let reply = bench.client.token("get", &credentials(0)).await;
        assert_eq!(reply["status"], status, "{skew}");
    }
}

#[tokio::test]
async fn a_refresh_begins_the_life_anew() {
    let bench = Bench::new().await;
    bench.pass(Duration::from_secs(7_000));
    let now = bench.client.now();
    let with = |offset: i64, token: &str| {
        changed(credentials(now + offset), &json!({ "accessToken": token }))
    };
    let reply = bench
        .client
        .token("refresh", &with(1, &bench.client.token))
        .await;
    assert_eq!(reply["data"]["accessToken"], json!(bench.client.token));
    assert_eq!(reply["data"]["expire"], 7_200);

    let foreign = bench.client.token("refresh", &with(2, "another")).await;
    assert_eq!(foreign["status"], 1204);
    let empty = bench.client.token("refresh", &with(3, "")).await;
    assert_eq!(empty["status"], 1202);
    bench.pass(Duration::from_secs(7_200));
    let now = bench.client.now();
    let expired = changed(
        credentials(now),
        &json!({ "accessToken": bench.client.token }),
    );
    assert_eq!(
        bench.client.token("refresh", &expired).await["status"],
        1204
    );
}

#[tokio::test]
async fn a_refresh_may_kill_the_old_token() {
    let bench = Bench::with(&["refresh=new"]).await;
    let body = changed(
        credentials(START + 2),
        &json!({ "accessToken": bench.client.token }),
    );
    let reply = bench.client.token("refresh", &body).await;
    assert_eq!(reply["status"], 0);
    assert_ne!(reply["data"]["accessToken"], json!(bench.client.token));
    assert_eq!(bench.search(&json!({})).await["status"], 1203);
}

#[tokio::test]
async fn the_first_field_may_be_misspelt() {
    let bench = Bench::with(&["token-field=stauts"]).await;
    let reply = get(&bench, &json!({})).await;
    assert_eq!(reply["stauts"], 0);
    assert!(reply.get("status").is_none());
}
