//! Faults of the link and of the reply's form, round the gateway.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::response::{IntoResponse as _, Response};
use futures::{StreamExt as _, stream};
use rand::seq::SliceRandom as _;
use serde_json::{Value, json};

use super::super::reply::{self, Answer};
use super::super::scenario::RetryAfter;
use super::super::server::{Pending, http_date};
use super::{Fault, Injection, Reset};

/// Pieces of a slow body.
const PIECES: u32 = 10;

/// Answers a request whose body is read, under the fault that it has met.
pub(in crate::sandbox) async fn play(reset: &Reset, request: Pending) -> Response {
    let Some(injection) = request.call.injected.fault.clone() else {
        return request.run().await.into_response();
    };
    let now = request.gateway.now();
    let answer = match *injection.fault() {
        Fault::Refuse
        | Fault::Reset
        | Fault::HtmlPage { acted: false, .. }
        | Fault::Status { acted: false, .. } => None,
        Fault::ActLate(time) => {
            // On its own, so that it is done even when the client is gone by then.
            let late = tokio::spawn(async move {
                tokio::time::sleep(time).await;
                request.run().await
            });
            Some(late.await.unwrap_or_else(Answer::lost))
        }
        _ => Some(request.run().await),
    };
    match (injection.fault(), answer) {
        (&Fault::HtmlPage { status, .. }, _) => html(status),
        (
            &Fault::Status {
                status,
                retry_after,
                ..
            },
            _,
        ) => refused(status, retry_after, now),
        (Fault::DropReply, _) | (_, None) => hang_up(reset),
        (&Fault::Delay(time), Some(answer)) => {
            tokio::time::sleep(time).await;
            answer.into_response()
        }
        (&Fault::SlowBody(time), Some(answer)) => in_pieces(&answer, time),
        (Fault::CutReply, Some(answer)) => cut_short(&answer),
        (Fault::MalformedJson, Some(answer)) => {
            answer.as_text(answer.body.to_string().replacen(':', "=", 1))
        }
        (Fault::TruncatedJson, Some(answer)) => {
            let mut bytes = answer.body.to_string().into_bytes();
            bytes.truncate(bytes.len() / 2);
            answer.as_text(bytes)
        }
        (Fault::WrongContentType, Some(answer)) => {
            ([(CONTENT_TYPE, "text/plain")], answer).into_response()
        }
        (_, Some(mut answer)) => {
            spoil(&injection, &mut answer.body);
            answer.into_response()
        }
    }
}

/// Spoils the entries of a batch's answer as the fault says; an answer without any stays as it is.
fn spoil(injection: &Injection, body: &mut Value) {
    let Some(Value::Array(entries)) = body.get_mut("data") else {
        return;
    };
    let middle = entries.len() / 2;
    match injection.fault() {
        Fault::ShuffleItems => {
            let before = entries.clone();
            entries.shuffle(&mut injection.rng());
            // Two entries or more never stay as they were.
            if *entries == before {
                entries.reverse();
            }
        }
        Fault::MissingItem if middle < entries.len() => drop(entries.remove(middle)),
        Fault::ExtraItem => {
            let nobodys = json!({
                "assetId": "NobodysX", "productKey": "nobodys0", "deviceKey": "nobodys-key",
            });
            entries.insert(middle, reply::ok(nobodys));
        }
        Fault::WrongCounts => {
            for name in ["successSize", "totalSize"] {
                if let Some(count) = body.get_mut(name) {
                    *count = json!(count.as_u64().unwrap_or_default().saturating_add(1));
                }
            }
        }
        _ => {}
    }
}

/// Resets the connection; the response is there to have something that cannot be written.
pub(in crate::sandbox) fn hang_up(reset: &Reset) -> Response {
    reset.reset();
    StatusCode::OK.into_response()
}

/// The body in pieces, the last one when the time is over.
fn in_pieces(answer: &Answer, time: Duration) -> Response {
    let whole = Bytes::from(answer.body.to_string());
    let size = whole.len().div_ceil(PIECES as usize).max(1);
    let pause = time / PIECES;
    let length = whole.len();
    let pieces = stream::unfold(whole, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let piece = rest.split_to(size.min(rest.len()));
        Some((Ok::<_, io::Error>(piece), rest))
    });
    promised(answer, length, Body::from_stream(pieces))
}

/// Half of the body; then the connection ends.
fn cut_short(answer: &Answer) -> Response {
    let mut half = Bytes::from(answer.body.to_string());
    let length = half.len();
    half.truncate(length / 2);
    let end = async {
        // Gives the half time to be written: an error takes what is not written yet with it.
        tokio::task::yield_now().await;
        Err(io::ErrorKind::ConnectionReset.into())
    };
    let pieces = stream::once(async { Ok::<_, io::Error>(half) }).chain(stream::once(end));
    promised(answer, length, Body::from_stream(pieces))
}

/// A response that gives its length beforehand.
fn promised(answer: &Answer, length: usize, body: Body) -> Response {
    ([(CONTENT_LENGTH, length)], answer.as_text(body)).into_response()
}

fn http(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// What the gateway in front says with an HTTP status.
fn refused(status: u16, retry_after: Option<RetryAfter>, now: i64) -> Response {
    let value = match retry_after {
        None => None,
        Some(RetryAfter::Seconds(seconds)) => Some(seconds.into()),
        // A date has whole seconds: rounded up, or it would be over too early.
        Some(RetryAfter::Date(seconds)) => {
            let millis = i64::from(seconds).saturating_mul(1_000).saturating_add(999);
            http_date(now.saturating_add(millis))
        }
    };
    let retry_after = value.map(|value| [(RETRY_AFTER, value)]);
    (retry_after, Answer::refused(http(status))).into_response()
}

/// An error page as proxies and captive portals show it.
fn html(status: u16) -> Response {
    let page = "<!DOCTYPE html>\n<html><head><title>Bad gateway</title></head>\
                <body><h1>Bad gateway</h1><p>Please try again.</p></body></html>\n";
    let html = [(CONTENT_TYPE, "text/html; charset=utf-8")];
    (http(status), html, page).into_response()
}
