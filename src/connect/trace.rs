//! The file that `--trace` names: a line of JSON for every exchange with a gateway.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::ConnectError;
use crate::enos::Trace;
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
    fn note(&self, exchange: &Value) {
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A trace that cannot be written is no reason to stop.
        let _ = file.write_all(format!("{exchange}\n").as_bytes());
    }
}
