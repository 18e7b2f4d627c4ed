//! The file that `--trace` names: a line of JSON for every exchange with a gateway.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value, json};

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
    let Exchange {
        at,
        call,
        attempt,
        status,
        code,
        request_id,
        sent,
        received,
        took,
        retry_after,
        fault,
        acted,
        shape,
    } = exchange;
    let at = at.calendar().map_or_else(String::new, |at| at.to_string());
    let acted = acted.map(|acted| match acted {
        Acted::No => "no",
        Acted::Perhaps => "perhaps",
    });
    let fields = [
        ("at", json!(at)),
        ("call", json!(call)),
        ("attempt", json!(attempt)),
        ("status", json!(status)),
        ("code", json!(code)),
        ("requestId", json!(request_id)),
        ("sentBytes", json!(sent)),
        ("receivedBytes", json!(received)),
        ("ms", json!(u64::try_from(took.as_millis()).ok())),
        (
            "retryAfterSeconds",
            json!(retry_after.map(|wait| wait.as_secs())),
        ),
        ("fault", json!(fault)),
        ("acted", json!(acted)),
        ("shape", json!(shape)),
    ];
    let known = fields.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(
        known
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<Map<_, _>>(),
    )
}
