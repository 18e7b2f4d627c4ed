//! What goes back: the envelope of the business calls, and the bare messages of the gateway in front.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tokio::task::JoinError;

use super::error::SandboxError;
use super::json::Members as _;
use super::switches::ErrorHttp;

/// Why a request or an item is refused: a code and the text that goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: i64,
    pub(super) msg: String,
}

impl Refusal {
    pub(super) fn new(code: i64, msg: impl Into<String>) -> Self {
        let msg = msg.into();
        Self { code, msg }
    }

    /// A code with the text that the error list gives it (enos error codes, V2.4), or the commons' error table
    /// (enos-commons-api-pojo 0.1.8), whose numbers stand after the 99.
    pub(super) fn of(code: i64) -> Self {
        let msg = match code {
            11702 => "DeviceKey existed",
            11714 => "Generate deviceKey failed",
            11739 => "Exceed max device size",
            11858 => "Unable to find public key",
            99400 => "Invalid arguments",
            99401 => "Unauthenticated",
            99403 => "Denied resource",
            99404 => "Not found",
            99405 => "Method Not Allowed",
            99409 => "Already Exists",
            99413 => "Request Body Too Large",
            99415 => "Parameter Out Of Range",
            99429 => "Resource Exhausted",
            99430 => "Result size too large",
            99497 => "App Signature Checked Fail",
            99498 => "App Resource Permission Denied",
            99499 => "Client Error",
            99500 => " Internal Server Error",
            99501 => "Not Implemented",
            99503 => "Service Unavailable",
            99504 => "Service Timeout",
            99601 => "Unsupported Operation for Particular Resource",
            _ => "Refused by the scenario",
        };
        Self::new(code, msg)
    }

    /// 99400 in the pattern of the documented `Invalid Argument action:action is missing`.
    pub(super) fn missing(field: &str) -> Self {
        Self::invalid(field, &format!("{field} is missing"))
    }

    /// 99400 with a text of the sandbox's own in the same pattern.
    pub(super) fn invalid(field: &str, text: &str) -> Self {
        Self::new(99400, format!("Invalid Argument {field}:{text}"))
    }

    /// The same for a value that is not what it has to be.
    pub(super) fn must_be(field: &str, what: &str) -> Self {
        Self::invalid(field, &format!("{field} must be {what}"))
    }

    /// 1202 of the gateway in front.
    pub(super) fn empty(parameter: &str) -> Self {
        Self::new(1202, format!("parameter is empty: {parameter}"))
    }

    /// 1004 of the gateway in front.
    pub(super) fn bad(parameter: &str) -> Self {
        Self::new(1004, format!("invalid parameter: {parameter}"))
    }

    /// 99500; `reason` is for the person who runs the sandbox.
    pub(super) fn internal(reason: impl std::fmt::Display) -> Self {
        Self::new(99500, format!(" Internal Server Error: {reason}"))
    }
}

impl From<SandboxError> for Refusal {
    fn from(error: SandboxError) -> Self {
        Self::internal(error)
    }
}

/// What a business answer says that refuses nothing.
pub(super) fn ok(data: impl Into<Value>) -> Value {
    json!({ "code": 0, "msg": "OK", "data": data.into() })
}

/// A finished answer.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) body: Value,
}

impl Answer {
    /// What the gateway in front says by itself (Kong's form).
    pub(super) fn front(status: StatusCode, message: &str) -> Self {
        let body = json!({ "message": message });
        Self { status, body }
    }

    /// The same in its usual words (Kong's, as far as the reference gives them).
    pub(super) fn refused(status: StatusCode) -> Self {
        let message = match status {
            StatusCode::BAD_REQUEST => "Cannot process request body",
            StatusCode::UNAUTHORIZED => "Invalid authentication credentials",
            StatusCode::FORBIDDEN => "Your IP address is not allowed",
            StatusCode::PAYLOAD_TOO_LARGE => "Request size limit exceeded",
            StatusCode::TOO_MANY_REQUESTS => "API rate limit exceeded",
            StatusCode::INTERNAL_SERVER_ERROR => "An unexpected error occurred",
            StatusCode::SERVICE_UNAVAILABLE => "Service unavailable",
            other => other.canonical_reason().unwrap_or("Error"),
        };
        Self::front(status, message)
    }

    /// When the work on a request was lost; a defect of the program, or it is going down.
    pub(super) fn lost(_: JoinError) -> Self {
        Self::refused(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The common envelope: `code`, `msg`, `data`, what stands beside it, and `requestId`.
    pub(super) fn business(
        reply: Result<Value, Refusal>,
        request_id: &str,
        http: ErrorHttp,
    ) -> Self {
        let mut body = reply.unwrap_or_else(
            |Refusal { code, msg }| json!({ "code": code, "msg": msg, "data": null }),
        );
        let status = http_status(body.member("code").as_i64().unwrap_or_default(), http);
        if let Value::Object(members) = &mut body {
            members.insert("requestId".to_owned(), request_id.into());
        }
        Self { status, body }
    }
}

/// The HTTP status of a code: the one that resembles it most, or none in particular.
pub(super) fn http_status(code: i64, http: ErrorHttp) -> StatusCode {
    match code {
        _ if http == ErrorHttp::Ok => StatusCode::OK,
        0 | 99206 => StatusCode::OK,
        1001..=1003 | 1203 | 1204 | 99401 => StatusCode::UNAUTHORIZED,
        11404 | 11611 | 99404 => StatusCode::NOT_FOUND,
        99403 | 99497 | 99498 => StatusCode::FORBIDDEN,
        99413 => StatusCode::PAYLOAD_TOO_LARGE,
        99429 => StatusCode::TOO_MANY_REQUESTS,
        99500 => StatusCode::INTERNAL_SERVER_ERROR,
        99501 => StatusCode::NOT_IMPLEMENTED,
        99503 => StatusCode::SERVICE_UNAVAILABLE,
        99504 => StatusCode::GATEWAY_TIMEOUT,
        _ => StatusCode::BAD_REQUEST,
    }
}
