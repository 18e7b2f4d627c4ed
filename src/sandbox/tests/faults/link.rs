//! Faults of the link: what is lost, late or slow.

use std::io::ErrorKind;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::Bench;
use crate::sandbox::{Fault, Operation, Rule};

/// Longer than any test.
const HOUR: Duration = Duration::from_secs(3_600);
/// How long to wait for what must come, before the test is given up.
const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_lost_reply_was_acted_upon_and_a_lost_request_was_not() {
    for (fault, acted) in [
        (Fault::Refuse, false),
        (Fault::Reset, false),
        (Fault::DropReply, true),
    ] {
        let bench = Bench::faulty(fault.clone()).await;
        let error = bench.try_batch("key-a").await.unwrap_err();
        assert!(
            !error.is_builder() && !error.is_body(),
            "{fault:?}: {error:?}"
        );
        assert_eq!(bench.made().len(), usize::from(acted), "{fault:?}");
        assert_eq!(bench.sandbox.requests()[&Operation::BatchCreateDevices], 1);
    }
}

/// Sends bytes on a connection of their own and gives what came back, and how it ended.
async fn exchange(bench: &Bench, bytes: &[u8]) -> (Vec<u8>, std::io::Result<usize>) {
    let address = bench.sandbox.address();
    let mut stream = TcpStream::connect(address.trim_start_matches("http://"))
        .await
        .unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut came = Vec::new();
    let end = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut came)).await;
    (came, end.unwrap())
}

/// A signed batch as bytes; `body` cuts what is sent of the body.
fn raw(bench: &Bench, body: std::ops::RangeTo<usize>) -> Vec<u8> {
    let signed = bench.signed_batch(&[super::inverter("key-raw")]);
    let mut url = reqwest::Url::parse("http://x").unwrap();
    url.query_pairs_mut().extend_pairs(&signed.query);
    let mut head = format!(
        "POST {}?{} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n",
        signed.path,
        url.query().unwrap(),
        signed.body.len(),
    );
    for (name, value) in &signed.headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    let sent = body.end.min(signed.body.len());
    [head.as_bytes(), b"\r\n", &signed.body[..sent]].concat()
}

#[tokio::test]
async fn a_reset_is_a_real_one_and_comes_before_the_first_byte() {
    for fault in [Fault::Reset, Fault::DropReply] {
        let bench = Bench::faulty(fault).await;
        let (came, end) = exchange(&bench, &raw(&bench, ..usize::MAX)).await;
        assert!(came.is_empty());
        assert_eq!(end.unwrap_err().kind(), ErrorKind::ConnectionReset);
    }
}

#[tokio::test]
async fn a_refused_request_is_not_read_to_its_end() {
    // Half of the body never comes, and the connection ends all the same.
    let bench = Bench::faulty(Fault::Refuse).await;
    let (came, _) = exchange(&bench, &raw(&bench, ..40)).await;
    assert!(came.is_empty() && bench.made().is_empty());
}

#[tokio::test]
async fn a_cut_reply_promises_more_than_it_gives() {
    let bench = Bench::faulty(Fault::CutReply).await;
    let (came, _) = exchange(&bench, &raw(&bench, ..usize::MAX)).await;
    let text = String::from_utf8(came).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let promised = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let promised: usize = promised.unwrap().parse().unwrap();
    assert_eq!(body.len(), promised / 2);
    assert!(body.starts_with(r#"{"code":0"#), "{body}");
    assert_eq!(bench.made(), ["key-raw"]);
}

#[tokio::test]
async fn other_connections_and_later_requests_are_left_alone() {
    let bench = Bench::example("drop-reply").await;
    assert!(bench.try_batch("key-a").await.is_ok());
    assert!(bench.try_batch("key-b").await.is_err());
    assert!(bench.try_batch("key-c").await.is_ok());
    assert_eq!(bench.made(), ["key-a", "key-b", "key-c"]);
}

#[tokio::test]
async fn a_late_reply_was_acted_upon_at_once() {
    let bench = Bench::faulty(Fault::Delay(HOUR)).await;
    let (made, mut reply) = (until_made(&bench), Box::pin(bench.try_batch("key-a")));
    tokio::select! {
        () = made => {}
        _ = &mut reply => panic!("the reply must be an hour late"),
    }
}

#[tokio::test]
async fn a_delayed_reply_comes() {
    let bench = Bench::faulty(Fault::Delay(Duration::from_millis(1))).await;
    let reply = bench
        .try_batch("key-a")
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(reply.starts_with(r#"{"code":0"#), "{reply}");
}

#[tokio::test]
async fn a_late_act_is_done_even_when_the_client_is_gone() {
    // With keys to look for, the fault is met only when the whole request is there.
    let rule = Rule {
        keys: Some("*".into()),
        ..Rule::new(Fault::ActLate(Duration::from_millis(20)))
    };
    let bench = Bench::ruled(vec![rule]).await;
    let faults = bench.sandbox.gateway.faults().unwrap();
    {
        let mut reply = Box::pin(bench.try_batch("key-a"));
        tokio::select! {
            () = until(|| faults.followed() > 0) => {}
            _ = &mut reply => panic!("nothing is done yet"),
        }
        assert!(bench.made().is_empty());
    }
    until_made(&bench).await;
}

#[tokio::test]
async fn a_late_act_is_answered() {
    let bench = Bench::example("act-late").await;
    for key in ["key-a", "key-b"] {
        let reply = bench.try_batch(key).await.unwrap().text().await.unwrap();
        assert!(reply.starts_with(r#"{"code":0"#), "{reply}");
    }
}

#[tokio::test]
async fn a_slow_body_comes_in_pieces() {
    let bench = Bench::faulty(Fault::SlowBody(Duration::from_millis(100))).await;
    let mut response = bench.try_batch("key-a").await.unwrap();
    let length = response.content_length().unwrap();
    let (mut pieces, mut body) = (0, Vec::new());
    while let Some(piece) = response.chunk().await.unwrap() {
        pieces += 1;
        body.extend_from_slice(&piece);
    }
    assert!(pieces > 1, "{pieces}");
    assert_eq!(u64::try_from(body.len()).unwrap(), length);
    let reply: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(reply["code"], 0);
}

#[tokio::test]
async fn every_operation_can_lose_its_reply() {
    let rule = Rule {
        operations: Operation::ALL.to_vec(),
        nth: 2..=u64::MAX,
        ..Rule::new(Fault::Reset)
    };
    let bench = Bench::ruled(vec![rule]).await;
    let devices = "/connect-service/v2.4/devices";
    let calls = [
        (
            reqwest::Method::POST,
            "/apim-token-service/v2.0/token/get",
            "",
        ),
        (reqwest::Method::POST, devices, "search"),
        (reqwest::Method::GET, devices, "get"),
        (
            reqwest::Method::POST,
            "/connect-service/v2.1/devices",
            "delete",
        ),
    ];
    for (method, path, action) in calls {
        let query = super::query(action, &[]);
        let signed = bench.client.sign(method, path, query, Vec::new());
        assert!(
            bench.client.try_send(signed).await.is_err(),
            "{path} {action}"
        );
    }
}

/// Comes to its end when there is a device.
async fn until_made(bench: &Bench) {
    until(|| !bench.made().is_empty()).await;
}

/// Looks again and again, but not for ever.
async fn until(mut there: impl FnMut() -> bool) {
    let wait = async {
        while !there() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.unwrap();
}
