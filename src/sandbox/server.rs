//! The HTTP side: reads a request whole, has it answered off the async threads, writes the answer.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, BodyDataStream};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CONTENT_TYPE, DATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::StreamExt as _;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use super::call::Call;
use super::faults::{self, Reset};
use super::gateway::Gateway;
use super::operation::{self, Operation};
use super::reply::{Answer, Refusal};
use super::scenario::Fault;
use super::switches::DateHeader;

/// Everything the sandbox answers.
pub(super) fn router(gateway: Arc<Gateway>) -> Router {
    Router::new().fallback(handle).with_state(gateway)
}

/// A request that is read and waits to be acted upon.
pub(super) struct Pending {
    pub(super) gateway: Arc<Gateway>,
    pub(super) call: Call,
    operation: Option<Result<Operation, Refusal>>,
}

impl Pending {
    /// Acts on it, off the async threads; done to the end even when nobody waits for the answer any more.
    pub(super) async fn run(self) -> Answer {
        tokio::task::spawn_blocking(move || self.gateway.answer(&self.call, self.operation))
            .await
            .unwrap_or_else(Answer::lost)
    }
}

async fn handle(
    State(gateway): State<Arc<Gateway>>,
    ConnectInfo(reset): ConnectInfo<Reset>,
    request: Request,
) -> Response {
    let response = serve(&gateway, &reset, request)
        .await
        .unwrap_or_else(IntoResponse::into_response);
    let now = gateway.now();
    let date = match gateway.switches.date {
        DateHeader::Own => http_date(now),
        DateHeader::Unreadable => Some(HeaderValue::from_static("unknown")),
        DateHeader::Front => http_date(now.saturating_add(45_000)),
        DateHeader::Epoch => http_date(0),
    };
    (date.map(|date| [(DATE, date)]), response).into_response()
}

/// Answers a request; the error is an answer, too, to one that cannot be read.
async fn serve(
    gateway: &Arc<Gateway>,
    reset: &Reset,
    request: Request,
) -> Result<Response, Answer> {
    let (head, body) = request.into_parts();
    let mut call = Call::new(head.method, &head.uri, head.headers);
    let operation = operation::find(&call);
    let limit = gateway.limits.body_bytes;
    let mut chunks = body.into_data_stream();
    if let Some(Ok(operation)) = operation {
        gateway.arrived(operation);
        if let Some(faults) = gateway.faults() {
            if faults.looks_into(operation) {
                read(&mut chunks, &mut call, limit).await?;
            }
            let key_of = |asset_id: &str| gateway.registry().key_of(asset_id).map(str::to_owned);
            call.injected = faults.meet(operation, &call, &key_of);
        }
    }
    if call.injected.fault() == Some(&Fault::Refuse) {
        return Ok(faults::hang_up(reset));
    }
    read(&mut chunks, &mut call, limit).await?;
    let request = Pending {
        gateway: Arc::clone(gateway),
        call,
        operation,
    };
    Ok(faults::play(reset, request).await)
}

/// Reads the body of a call up to the limit; what is read already is no longer among the chunks.
///
/// One that is too long is read to its end all the same, and forgotten: a client that is still sending
/// when the connection closes would never see the answer.
async fn read(chunks: &mut BodyDataStream, call: &mut Call, limit: usize) -> Result<(), Answer> {
    let mut length = 0_usize;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Answer::refused(StatusCode::BAD_REQUEST))?;
        length = length.saturating_add(chunk.len());
        if length <= limit {
            call.body.extend_from_slice(&chunk);
        }
    }
    if length > limit {
        return Err(Answer::refused(StatusCode::PAYLOAD_TOO_LARGE));
    }
    Ok(())
}

/// A time, in milliseconds since 1970, as HTTP writes it.
pub(super) fn http_date(millis: i64) -> Option<HeaderValue> {
    let time = Timestamp::from_millisecond(millis).ok()?;
    let text = DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&time)
        .ok()?;
    text.try_into().ok()
}

impl Answer {
    /// Its status and content type, over a body of any kind.
    pub(super) fn as_text(&self, body: impl Into<Body>) -> Response {
        let json = [(CONTENT_TYPE, "application/json;charset=UTF-8")];
        (self.status, json, body.into()).into_response()
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        self.as_text(self.body.to_string())
    }
}
