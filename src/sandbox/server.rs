//! The HTTP side: reads a request whole, has it answered off the async threads, writes the answer.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::StreamExt as _;

use super::call::Call;
use super::gateway::Gateway;
use super::reply::Answer;

/// Everything the sandbox answers. Layers that disturb the traffic belong round this router.
pub(super) fn router(gateway: Arc<Gateway>) -> Router {
    Router::new().fallback(handle).with_state(gateway)
}

async fn handle(State(gateway): State<Arc<Gateway>>, request: Request) -> Answer {
    let (head, body) = request.into_parts();
    let body = match read(body, gateway.limits.body_bytes).await {
        Ok(body) => body,
        Err(answer) => return answer,
    };
    let call = Call::new(head.method, &head.uri, head.headers, body);
    tokio::task::spawn_blocking(move || gateway.answer(&call))
        .await
        .unwrap_or_else(|_| {
            Answer::front(
                StatusCode::INTERNAL_SERVER_ERROR,
                "An unexpected error occurred",
            )
        })
}

/// Reads a body up to the limit.
///
/// One that is too long is read to its end all the same, and forgotten: a client that is still sending
/// when the connection closes would never see the answer.
async fn read(body: Body, limit: usize) -> Result<Bytes, Answer> {
    let mut chunks = body.into_data_stream();
    let mut bytes = Vec::new();
    let mut length = 0_usize;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk
            .map_err(|_| Answer::front(StatusCode::BAD_REQUEST, "Cannot process request body"))?;
        length = length.saturating_add(chunk.len());
        if length <= limit {
            bytes.extend_from_slice(&chunk);
        }
    }
    if length > limit {
        return Err(Answer::front(
            StatusCode::PAYLOAD_TOO_LARGE,
            "Request size limit exceeded",
        ));
    }
    Ok(bytes.into())
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let json = HeaderValue::from_static("application/json;charset=UTF-8");
        let mut response = (self.status, self.body.to_string()).into_response();
        response.headers_mut().insert(CONTENT_TYPE, json);
        response
    }
}
