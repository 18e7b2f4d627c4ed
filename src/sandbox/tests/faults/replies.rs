//! Replies in a form that they should not have.

use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use serde_json::Value;

use super::{Bench, START};
use crate::sandbox::examples::examples;
use crate::sandbox::{Fault, RetryAfter};

/// The content type and the body of a batch that was answered with HTTP 200.
async fn answered(bench: &Bench) -> (String, String) {
    let response = bench.try_batch("key-a").await.unwrap();
    assert_eq!(response.status(), 200);
    let content_type = response.headers()[CONTENT_TYPE]
        .to_str()
        .unwrap()
        .to_owned();
    let length = response.content_length().unwrap();
    let body = response.text().await.unwrap();
    assert_eq!(u64::try_from(body.len()).unwrap(), length);
    (content_type, body)
}

#[tokio::test]
async fn json_can_be_broken_in_two_ways() {
    for fault in [Fault::MalformedJson, Fault::TruncatedJson] {
        let bench = Bench::faulty(fault.clone()).await;
        let (content_type, body) = answered(&bench).await;
        assert!(content_type.starts_with("application/json"));
        let error = serde_json::from_str::<Value>(&body).unwrap_err();
        assert_eq!(error.is_eof(), fault == Fault::TruncatedJson, "{body}");
        assert_eq!(bench.made(), ["key-a"]);
    }
}

#[tokio::test]
async fn the_content_type_can_be_wrong_over_a_right_body() {
    let bench = Bench::faulty(Fault::WrongContentType).await;
    let (content_type, body) = answered(&bench).await;
    assert_eq!(content_type, "text/plain");
    let reply: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(reply["code"], 0);
    assert_eq!(bench.made(), ["key-a"]);
}

#[tokio::test]
async fn a_page_in_html_says_nothing_about_the_request() {
    for acted in [false, true] {
        let bench = Bench::faulty(Fault::HtmlPage { status: 200, acted }).await;
        let (content_type, body) = answered(&bench).await;
        assert!(content_type.starts_with("text/html"));
        assert!(body.starts_with("<!DOCTYPE html>"), "{body}");
        assert_eq!(bench.made().len(), usize::from(acted));
    }
}

#[tokio::test]
async fn http_errors_come_as_their_examples_are_named() {
    let mut seen = 0;
    for (name, scenario) in examples() {
        let Some(rest) = name.strip_prefix("http-") else {
            continue;
        };
        seen += 1;
        let bench = Bench::under(scenario).await;
        assert_eq!(
            bench.try_batch("key-a").await.unwrap().status(),
            200,
            "{name}"
        );
        let response = bench.try_batch("key-b").await.unwrap();
        assert!(rest.starts_with(response.status().as_str()), "{name}");
        let retry_after = response.headers().get(RETRY_AFTER);
        let retry_after = retry_after.map(|value| value.to_str().unwrap());
        let expected = match rest {
            _ if rest.ends_with("retry-after") => Some("1"),
            // START and 1 s and what was left of the second: 08:53:20.001 UTC.
            _ if rest.ends_with("retry-at") => Some("Thu, 09 Oct 2025 08:53:22 GMT"),
            _ => None,
        };
        assert_eq!(retry_after, expected, "{name}");
        let body: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
        assert!(body["message"].is_string(), "{name}: {body}");
        let acted = rest.ends_with("acted");
        assert_eq!(bench.made().len(), 1 + usize::from(acted), "{name}");
        let third = bench.try_batch("key-c").await.unwrap();
        assert_eq!(third.status(), 200, "{name}: only the second batch");
    }
    assert_eq!(seen, 18);
    assert_eq!(START % 1_000, 0, "the dates above");
}

#[tokio::test]
async fn a_date_is_never_too_early() {
    let bench = Bench::faulty(Fault::Status {
        status: 503,
        acted: false,
        retry_after: Some(RetryAfter::Date(0)),
    })
    .await;
    for (passed, date) in [
        (0, "08:53:21"),
        (998, "08:53:21"),
        (1, "08:53:21"),
        (1, "08:53:22"),
    ] {
        // Getting the token took the first millisecond.
        bench.pass(std::time::Duration::from_millis(passed));
        let response = bench.try_batch("key-a").await.unwrap();
        let value = response.headers()[RETRY_AFTER].to_str().unwrap();
        assert!(value.contains(date), "{passed}: {value}");
    }
}
