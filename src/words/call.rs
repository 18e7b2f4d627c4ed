//! What is asked of EnOS, and how it failed.

use jiff::fmt::friendly::SpanPrinter;

use super::fault;
use crate::domain::{Fault, Refusal};
use crate::enos::{Asked, Error};
use crate::said::{Said, pair, say};

/// What is asked, as EnOS's documents call it.
#[must_use]
pub const fn asked(of: Asked) -> Said {
    match of {
        Asked::GetAccessToken => pair!("Get Access Token", =),
        Asked::SearchProducts => pair!("Search Products", =),
        Asked::GetProduct => pair!("Get Product", =),
        Asked::GetThingModel => pair!("Get Thing Model", =),
        Asked::BatchCreateDevices => pair!("Batch Create Devices", =),
        Asked::SearchDevices => pair!("Search Devices", =),
        Asked::GetDevice => pair!("Get Device", =),
        Asked::DeleteDevice => pair!("Delete Device", =),
    }
}

/// What went wrong with a call.
#[must_use]
pub fn call(of: &Error) -> Said {
    let said = fault(&of.fault);
    match of.retry_after {
        Some(wait) => say!(
            "{said}; it asks to wait {asked}", =,
            said, asked = SpanPrinter::new().unsigned_duration_to_string(&wait)
        ),
        None => said,
    }
}

/// EnOS's words with its code.
fn coded(words: &Said, code: i64) -> Said {
    say!("{words} ({code})", =, words)
}

/// Why EnOS answered that it will not show something.
///
/// # Errors
/// Any other failure, handed back.
pub fn refused(of: Error) -> Result<Said, Error> {
    if !of.is_refusal() {
        return Err(of);
    }
    Ok(match of.fault {
        Fault::Refused(Refusal {
            code: Some(code),
            words,
            ..
        }) => coded(&words.said(), code),
        other => fault(&other),
    })
}

impl std::fmt::Display for Error {
    /// For developers.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(call(self).en())
    }
}

impl std::error::Error for Error {}
