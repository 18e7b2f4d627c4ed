//! Faults of the connection, and whether the request may have been acted upon.

use tokio::net::TcpListener;

use super::*;
use crate::enos::testing::{Play, Server, reply, with_header};
use crate::enos::{Acted, address};

/// The largest reply read here.
const MOST: usize = 3 * 1024 * 1024;

async fn exchange_with(base: &str, timeouts: Timeouts) -> Result<RawReply, Error> {
    let gateway = address::gateway(base).unwrap();
    let transport = Transport::new(&gateway, None, None, timeouts).unwrap();
    let url = address::below(&gateway, "x", &[]);
    let mut request = Request::new(reqwest::Method::POST, url);
    *request.body_mut() = Some("body".into());
    transport.send(request, MOST).await
}

async fn exchange(play: fn() -> Play) -> Result<RawReply, Error> {
    let server = Server::playing(move |_| play()).await;
    exchange_with(&server.url(), Timeouts::default()).await
}

async fn hasty_exchange(play: fn() -> Play) -> Error {
    let server = Server::playing(move |_| play()).await;
    let timeouts = Timeouts {
        total: Duration::from_millis(100),
        ..Timeouts::default()
    };
    exchange_with(&server.url(), timeouts).await.unwrap_err()
}

#[tokio::test]
async fn any_status_is_a_reply() {
    let got = exchange(|| reply(503, b"down\0\xff")).await.unwrap();
    assert_eq!((got.status, got.body), (503, b"down\0\xff".to_vec()));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let got = exchange(|| with_header(302, "location", "/elsewhere")).await;
    assert_eq!(got.unwrap().status, 302);
}

#[tokio::test]
async fn silence_is_a_timeout_in_doubt() {
    for play in [|| Play::Hang, || Play::HangAfter("{\"code\"")] {
        let error = hasty_exchange(play).await;
        assert_eq!(error.fault, Fault::Timeout { ms: 100 });
        assert_eq!(error.acted, Acted::Perhaps);
    }
}

#[tokio::test]
async fn a_broken_connection_is_in_doubt() {
    let error = exchange(|| Play::BreakAfter("{\"code\""))
        .await
        .unwrap_err();
    assert!(matches!(error.fault, Fault::Lost { .. }), "{error:?}");
    assert_eq!(error.acted, Acted::Perhaps);
}

#[tokio::test]
async fn a_connection_dropped_before_any_reply_is_in_doubt() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            stream.readable().await.unwrap();
            drop(stream);
        }
    });
    let error = exchange_with(&url, Timeouts::default()).await.unwrap_err();
    assert!(matches!(error.fault, Fault::Lost { .. }), "{error:?}");
    assert_eq!(error.acted, Acted::Perhaps);
}

#[tokio::test]
async fn nobody_listening_means_that_nothing_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = exchange_with(&url, Timeouts::default()).await.unwrap_err();
    assert!(
        matches!(error.fault, Fault::Unreachable { .. }),
        "{error:?}"
    );
    assert_eq!(error.acted, Acted::No);
}

#[tokio::test]
async fn a_server_without_tls_means_that_nothing_was_sent() {
    let server = Server::playing(|_| reply(200, "{}")).await;
    let url = format!("https://{}", server.address);
    let error = exchange_with(&url, Timeouts::default()).await.unwrap_err();
    assert!(matches!(error.fault, Fault::NoTls { .. }), "{error:?}");
    assert_eq!(error.acted, Acted::No);
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn an_endless_reply_is_cut_off() {
    let error = exchange(|| Play::Flood(MOST + 1)).await.unwrap_err();
    assert!(error.to_string().contains("3072 KiB"), "{error}");
    assert_eq!(error.acted, Acted::Perhaps);
    let full = exchange(|| Play::Flood(MOST)).await.unwrap();
    assert_eq!(full.body.len(), MOST);
}

#[tokio::test]
async fn retry_after_comes_in_seconds_or_as_a_date() {
    let seconds = exchange(|| with_header(429, "retry-after", "7")).await;
    assert_eq!(seconds.unwrap().retry_after, Some(Duration::from_secs(7)));

    let date = exchange(|| Play::Reply {
        status: 503,
        headers: vec![
            ("date", "Fri, 01 Nov 2019 02:21:49 GMT".to_owned()),
            ("retry-after", "Fri, 01 Nov 2019 02:22:19 GMT".to_owned()),
        ],
        body: Vec::new(),
    });
    let date = date.await.unwrap();
    assert_eq!(date.retry_after, Some(Duration::from_secs(30)));
    assert_eq!(date.date.unwrap().as_second(), 1_572_574_909);

    let endless = exchange(|| with_header(429, "retry-after", "99999999999999999999999")).await;
    assert_eq!(
        endless.unwrap().retry_after,
        Some(Duration::from_secs(u64::MAX))
    );

    let odd = exchange(|| with_header(429, "retry-after", "soon")).await;
    assert_eq!(odd.unwrap().retry_after, None);
}
