//! The checks every signed call goes through before its operation.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::Bench;
use super::client::{Signed, query};
use crate::sandbox::{FOREIGN_ORG_ID, Operation};

type Parameters = &'static [(&'static str, &'static str)];

const DEVICES: &str = "/connect-service/v2.4/devices";

fn search(bench: &Bench) -> Signed {
    let query = query("search", &[]);
    bench
        .client
        .sign(Method::POST, DEVICES, query, b"{}".to_vec())
}

/// The status of the answer to a search that was spoilt after it had been signed.
async fn spoilt(bench: &Bench, spoil: impl FnOnce(&mut Signed)) -> Value {
    let mut signed = search(bench);
    spoil(&mut signed);
    let (status, reply) = bench.client.send(signed).await;
    assert_eq!(status, StatusCode::OK);
    reply["status"].clone()
}

#[tokio::test]
async fn what_is_not_signed_as_sent_is_refused() {
    let bench = Bench::new().await;
    assert_eq!(bench.client.send(search(&bench)).await.1["code"], 0);
    assert_eq!(spoilt(&bench, |signed| signed.body.push(b' ')).await, 1003);
    let query = ("b".to_owned(), "c".to_owned());
    assert_eq!(
        spoilt(&bench, |signed| signed.query.push(query)).await,
        1003
    );
    let upper = |signed: &mut Signed| signed.headers[1].1.make_ascii_uppercase();
    assert_eq!(spoilt(&bench, upper).await, 1003);
    assert_eq!(
        spoilt(&bench, |signed| signed.headers[0].1.push('x')).await,
        1203
    );
    assert_eq!(
        spoilt(&bench, |signed| signed.headers[2].1.push('x')).await,
        1004
    );
    for index in 0..3 {
        assert_eq!(
            spoilt(&bench, |signed| drop(signed.headers.remove(index))).await,
            1202
        );
    }
}

#[tokio::test]
async fn a_call_must_come_within_15_minutes() {
    for (skew, old_call) in [("both", 1004), ("calls", 1004), ("token", 0), ("off", 0)] {
        let bench = Bench::with(&[&format!("skew={skew}")]).await;
        let signed = search(&bench);
        bench
            .clock
            .fetch_add(15 * 60 * 1_000, std::sync::atomic::Ordering::SeqCst);
        assert_eq!(
            bench.client.send(signed).await.1["code"],
            0,
            "{skew}, in time"
        );
        let signed = search(&bench);
        bench
            .clock
            .fetch_add(15 * 60 * 1_000 + 1, std::sync::atomic::Ordering::SeqCst);
        let (_, reply) = bench.client.send(signed).await;
        let told = if old_call == 0 {
            &reply["code"]
        } else {
            &reply["status"]
        };
        assert_eq!(told, old_call, "{skew}: {reply}");
    }
}

#[tokio::test]
async fn a_refusal_comes_in_the_chosen_form() {
    let bench = Bench::with(&["auth=kong401"]).await;
    let mut signed = search(&bench);
    signed.body.push(b' ');
    let (status, reply) = bench.client.send(signed).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        reply,
        json!({ "message": "Invalid authentication credentials" })
    );

    let bench = Bench::with(&["auth=apim-status"]).await;
    let mut signed = search(&bench);
    signed.body.push(b' ');
    assert_eq!(bench.client.send(signed).await.1["apim_status"], 4011);
}

#[tokio::test]
async fn action_and_organisation_are_checked() {
    let bench = Bench::new().await;
    let foreign = format!("Denied resource:  orgId {FOREIGN_ORG_ID}");
    let cases: [(Parameters, i64, &str); 5] = [
        (
            &[("action", "search")],
            99400,
            "Invalid Argument orgId:orgId is missing",
        ),
        (
            &[("action", "search"), ("orgId", "o1")],
            99400,
            "Invalid Argument orgId:  orgId does not exist",
        ),
        (
            &[("action", "search"), ("orgId", FOREIGN_ORG_ID)],
            99403,
            &foreign,
        ),
        (
            &[("orgId", "o1")],
            99400,
            "Invalid Argument action:action is missing",
        ),
        (
            &[("action", "fly")],
            99400,
            "Invalid Argument action:action does not exist",
        ),
    ];
    for (query, code, msg) in cases {
        let query = query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let signed = bench
            .client
            .sign(Method::POST, DEVICES, query, b"{}".to_vec());
        let (status, reply) = bench.client.send(signed).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(reply["code"], code);
        assert_eq!(reply["msg"], msg);
        assert_eq!(reply["data"], Value::Null);
        assert_eq!(reply["requestId"].as_str().unwrap().len(), 36);
    }
}

#[tokio::test]
async fn the_front_answers_what_it_does_not_let_through() {
    let bench = Bench::adjusted(|options| options.limits.body_bytes = 1_000).await;
    let mut nowhere = search(&bench);
    "/connect-service/v9/devices".clone_into(&mut nowhere.path);
    let (status, reply) = bench.client.send(nowhere).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(reply["message"], "no Route matched with those values");

    let mut wrong_method = search(&bench);
    wrong_method.method = Method::DELETE;
    assert_eq!(
        bench.client.send(wrong_method).await.0,
        StatusCode::NOT_FOUND
    );

    let mut long = search(&bench);
    long.body = vec![b' '; 1_001];
    let (status, reply) = bench.client.send(long).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(reply["message"], "Request size limit exceeded");

    let query = query("search", &[]);
    let broken = bench
        .client
        .sign(Method::POST, DEVICES, query, b"{".to_vec());
    let (status, reply) = bench.client.send(broken).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(reply["message"], "Cannot process request body");
}

#[tokio::test]
async fn business_errors_may_have_an_http_status_of_their_own() {
    let bench = Bench::with(&["error-http=mapped"]).await;
    let query = query("delete", &[("assetId", "nothing0")]);
    let path = "/connect-service/v2.1/devices";
    let signed = bench.client.sign(Method::POST, path, query, Vec::new());
    let (status, reply) = bench.client.send(signed).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(reply["code"], 11404);
    let mut stale = search(&bench);
    stale.body.push(b' ');
    assert_eq!(bench.client.send(stale).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn requests_are_counted_by_operation_even_when_refused() {
    let bench = Bench::new().await;
    bench.client.send(search(&bench)).await;
    spoilt(&bench, |signed| signed.body.push(b' ')).await;
    let counts = bench.sandbox.requests();
    assert_eq!(counts[&Operation::GetToken], 1);
    assert_eq!(counts[&Operation::SearchDevices], 2);
    assert_eq!(counts.len(), 2);
}
