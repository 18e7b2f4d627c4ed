//! The client's sign-in: renewals, stale tokens, and what is never sent twice.

use std::sync::atomic::{AtomicU32, Ordering};

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::domain::{Draft, Timestamp};
use crate::enos::testing::{
    Play, Server, client as client_of, json_reply, reply as answer, token_reply,
};
use crate::enos::{Api, BatchReply};

fn created() -> Play {
    let item = json!({"code": 0, "msg": "OK", "data": {"deviceKey": "k", "productKey": "p"}});
    json_reply(&json!({"code": 0, "msg": "OK", "data": [item]}))
}

async fn create_one(client: &Client) -> Result<BatchReply, Error> {
    let draft = Draft::default();
    client.batch_create(&[&draft], false).await
}

#[tokio::test]
async fn what_is_sent_is_what_was_signed() {
    let server = Server::granting(|_| created()).await;
    create_one(&server.client()).await.unwrap();
    let [token, batch] = &server.seen()[..] else {
        panic!("two requests expected")
    };
    let at = 1_572_574_909_697;
    assert_eq!(
        token.json(),
        json!({
            "appKey": "KEY", "timestamp": at,
            "encryption": sign::encryption("KEY", at, &Secret::from("SECRET".to_owned())),
        })
    );
    assert!(!token.headers.contains_key("apim-signature"));
    let content_type = "application/json;charset=UTF-8";
    assert_eq!(token.header("content-type"), content_type);
    assert_eq!(batch.header("content-type"), content_type);
    assert_eq!(batch.header("apim-accesstoken"), "TOKEN");
    // The clock stands still; the stamps do not.
    assert_eq!(batch.header("apim-timestamp"), (at + 1).to_string());
    let signed = Signed {
        query: &[("action", "batchCreate"), ("orgId", "o12345678901234")],
        body: &batch.body,
        timestamp: at + 1,
    };
    let secret = |text: &str| Secret::from(text.to_owned());
    let expected = sign::signature(&secret("TOKEN"), signed, &secret("SECRET"));
    assert_eq!(batch.header("apim-signature"), expected);
}

#[tokio::test]
async fn one_token_serves_many_calls() {
    let server = Server::granting(|_| created()).await;
    let client = server.client();
    let calls = (0..8).map(|_| create_one(&client));
    for result in futures::future::join_all(calls).await {
        result.unwrap();
    }
    let tokens = server.seen().iter().filter(|seen| seen.is_token()).count();
    assert_eq!(tokens, 1);
}

/// Grants T1, T2, … and refuses the first `refusals` other requests.
async fn expiring(refusals: u32, refusal: fn() -> Play) -> Server {
    let (tokens, refused) = (AtomicU32::new(0), AtomicU32::new(0));
    Server::playing(move |seen| {
        if seen.is_token() {
            token_reply(&format!("T{}", tokens.fetch_add(1, Ordering::Relaxed) + 1))
        } else if refused.fetch_add(1, Ordering::Relaxed) < refusals {
            refusal()
        } else {
            created()
        }
    })
    .await
}

fn expired() -> Play {
    json_reply(&json!({"status": 1203, "msg": "token expired", "data": null}))
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_the_batch_repeated() {
    for refusal in [expired, || {
        answer(401, r#"{"message":"Invalid authentication credentials"}"#)
    }] {
        let server = expiring(1, refusal).await;
        create_one(&server.client()).await.unwrap();
        let seen = server.seen();
        assert_eq!(seen.len(), 4);
        assert_eq!(seen[3].header("apim-accesstoken"), "T2");
        assert_eq!(seen[3].body, seen[1].body);
    }
}

#[tokio::test]
async fn a_second_refusal_is_final() {
    let server = expiring(2, expired).await;
    let error = create_one(&server.client()).await.unwrap_err();
    let code = Some(1203);
    assert!(matches!(error.fault, Fault::Credentials(ref refusal) if refusal.code == code));
    assert_eq!(error.acted, Acted::No);
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn a_reused_encryption_is_tried_again_with_a_fresh_timestamp() {
    let attempts = AtomicU32::new(0);
    let server = Server::playing(move |seen| match seen.is_token() {
        true if attempts.fetch_add(1, Ordering::Relaxed) < 2 => {
            json_reply(&json!({"stauts": 1001, "msg": "used", "data": null}))
        }
        true => json_reply(&json!({"stauts": 0, "data": {"accessToken": "T", "expire": "7200"}})),
        false => created(),
    })
    .await;
    create_one(&server.client()).await.unwrap();
    let stamps: Vec<_> = server
        .seen()
        .iter()
        .take(3)
        .map(|seen| seen.json()["timestamp"].as_i64())
        .collect();
    assert!(stamps.is_sorted_by(|a, b| a < b), "{stamps:?}");

    let server = Server::playing(|_| json_reply(&json!({"status": 1001}))).await;
    assert!(create_one(&server.client()).await.is_err());
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn a_failed_token_request_means_that_nothing_was_done() {
    for play in [
        || answer(500, ""),
        || answer(200, "{\"status\":0}"),
        || Play::BreakAfter("{"),
    ] {
        let server = Server::playing(move |_| play()).await;
        assert_eq!(
            create_one(&server.client()).await.unwrap_err().acted,
            Acted::No
        );
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn writes_in_trouble_are_in_doubt_and_reads_are_not() {
    for play in [
        || answer(503, "down"),
        || answer(200, "<html>"),
        || Play::BreakAfter("{"),
        || Play::Hang,
    ] {
        let server = Server::granting(move |_| play()).await;
        let client = server.hasty_client();
        assert_eq!(create_one(&client).await.unwrap_err().acted, Acted::Perhaps);
        let deleted = client.delete_asset("a").await;
        assert_eq!(deleted.unwrap_err().acted, Acted::Perhaps);
        let read = client.product("p").await;
        assert_eq!(read.unwrap_err().acted, Acted::No);
    }
    let unread = || json_reply(&json!({"code": 0, "requestId": "r", "data": ["?"]}));
    let server = Server::granting(move |_| unread()).await;
    let error = create_one(&server.client()).await.unwrap_err();
    assert_eq!(error.acted, Acted::Perhaps);
    assert_eq!(error.request_id.as_deref(), Some("r"));
}

#[tokio::test]
async fn the_clocks_are_compared() {
    // The client's clock stands at 02:21:49.697.
    let date = ("date", "Fri, 01 Nov 2019 02:31:49 GMT".to_owned());
    let server = Server::playing(move |_| Play::Reply {
        status: 500,
        headers: vec![date.clone()],
        body: Vec::new(),
    })
    .await;
    let client = server.client();
    assert_eq!(client.clock_skew(), None);
    assert!(client.products(false).await.is_err());
    assert_eq!(client.clock_skew().unwrap().as_millis(), -599_303);
    let said = 1_572_575_509_000;
    let clock = client.gateway_clock().unwrap();
    assert!((said..said + 60_000).contains(&clock.least.0), "{clock:?}");
    assert!(clock.most >= clock.least.shifted(1_000), "{clock:?}");
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let settings = Settings {
        gateway: "https://gw.example".into(),
        org_id: "o1".into(),
        access_key: "k".into(),
        secret_key: Secret::from(" s\n".to_owned()),
        proxy: None,
        authorities: None,
        trace: None,
        timeouts: Timeouts::default(),
    };
    let new = |settings: &Settings| Client::new(settings.clone(), Arc::new(|| Timestamp(0)));
    let good = new(&settings).unwrap();
    assert_eq!(good.settings.secret_key.expose(), "s");
    for spoil in [
        |s: &mut Settings| s.gateway = "http://gw.example".into(),
        |s: &mut Settings| s.org_id = " ".into(),
        |s: &mut Settings| s.access_key = String::new(),
        |s: &mut Settings| s.secret_key = Secret::from("\n".to_owned()),
    ] {
        let mut bad = settings.clone();
        spoil(&mut bad);
        assert!(matches!(
            new(&bad).unwrap_err().fault,
            Fault::Settings { .. }
        ));
    }
}

#[test]
fn debug_output_shows_no_secret() {
    let client = client_of("https://gw.example", Timeouts::default());
    assert!(!format!("{client:?}").contains("SECRET"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a gateway says, to the token request or to the call: an error or a tolerable reply.
    #[test]
    fn no_reply_upsets_the_client(
        status in 200..600_u16,
        body in proptest::collection::vec(any::<u8>(), 0..200),
        signed_in: bool,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let server = Server::playing(move |seen| if seen.is_token() && signed_in {
                token_reply("T")
            } else {
                answer(status, body.clone())
            })
            .await;
            let client = server.client();
            let _ = client.products(true).await;
            let _ = client.device("p", "d", false).await;
            let reply = create_one(&client).await;
            assert!(reply.is_err() || !reply.unwrap().items.is_empty());
        });
    }
}

/// Keeps the lines of a trace.
#[derive(Debug, Default)]
struct Kept(std::sync::Mutex<Vec<String>>);

impl Trace for Kept {
    fn note(&self, exchange: &Value) {
        self.0.lock().unwrap().push(exchange.to_string());
    }
}

#[tokio::test]
async fn a_trace_repeats_nothing_that_a_gateway_says_back() {
    let token = "5f1c3d2e9a7b4c6d";
    let server = Server::playing(move |seen| {
        if seen.is_token() {
            token_reply(token)
        } else {
            let said = json!({"code": 0, "msg": token, "requestId": format!("x-{token}"), token: token,
                "data": [], "pagination": {"totalSize": 0}});
            crate::enos::testing::reply(200, said.to_string())
        }
    })
    .await;
    let kept = Arc::new(Kept::default());
    let settings = Settings {
        gateway: server.url(),
        org_id: "o1".into(),
        access_key: "access-key-1".into(),
        secret_key: Secret::from("secret-key-1".to_owned()),
        proxy: None,
        authorities: None,
        trace: Some(Arc::clone(&kept) as _),
        timeouts: Timeouts::default(),
    };
    let client = Client::new(settings, Arc::new(|| Timestamp(0))).unwrap();
    client.product_page(1, false).await.unwrap();
    let lines = kept.0.lock().unwrap().join("\n");
    assert_eq!(lines.matches("\"call\"").count(), 2, "{lines}");
    for secret in [token, "access-key-1", "secret-key-1"] {
        assert!(!lines.contains(secret), "{lines}");
    }
}
