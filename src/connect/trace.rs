//! The file that `--trace` names: a line of JSON for every exchange with a gateway.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::ConnectError;
use crate::enos::{Acted, Exchange, Trace};
use crate::store::private_log;

/// Appends to a file of the user's alone.
#[derive(Debug)]
struct TraceFile(Mutex<File>);

/// Opens the file, made if missing; what it holds already stays.
pub(super) fn open(path: &Path) -> Result<Arc<dyn Trace>, ConnectError> {
    let file = private_log(path).map_err(ConnectError::Trace)?;
    Ok(Arc::new(TraceFile(Mutex::new(file))))
}

impl Trace for TraceFile {
    fn note(&self, exchange: &Exchange<'_>) {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A trace that cannot be written is no reason to stop.
        let _ = file.write_all(format!("{}\n", line(exchange)).as_bytes());
    }
}

/// What is not known is left out.
fn line(exchange: &Exchange<'_>) -> Value {
    let at = Timestamp::from_millisecond(exchange.at);
    let acted = exchange.acted.map(|acted| match acted {
        Acted::No => "no",
        Acted::Perhaps => "perhaps",
    });
    let mut line = json!({
        "at": at.map_or_else(|_| String::new(), |at| at.to_string()),
        "call": exchange.call,
        "attempt": exchange.attempt,
        "status": exchange.status,
        "code": exchange.code,
        "requestId": exchange.request_id,
        "sentBytes": exchange.sent,
        "receivedBytes": exchange.received,
        "ms": u64::try_from(exchange.took.as_millis()).ok(),
        "retryAfterSeconds": exchange.retry_after.map(|wait| wait.as_secs()),
        "fault": exchange.fault,
        "acted": acted,
        "shape": exchange.shape,
    });
    if let Value::Object(fields) = &mut line {
        fields.retain(|_, value| !value.is_null());
    }
    line
}
