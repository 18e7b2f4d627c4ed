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
        Asked::GetAccessToken => pair!("Get Access Token", "获取 Access Token"),
        Asked::SearchProducts => pair!("Search Products", "搜索产品"),
        Asked::GetProduct => pair!("Get Product", "获取产品"),
        Asked::GetThingModel => pair!("Get Thing Model", "获取模型"),
        Asked::BatchCreateDevices => pair!("Batch Create Devices", "批量创建设备"),
        Asked::SearchDevices => pair!("Search Devices", "搜索设备"),
        Asked::GetDevice => pair!("Get Device", "获取设备"),
        Asked::DeleteDevice => pair!("Delete Device", "删除设备"),
    }
}

/// What went wrong with a call.
#[must_use]
pub fn call(of: &Error) -> Said {
    let said = fault(&of.fault);
    match of.retry_after {
        Some(wait) => say!(
            "{said}; it asks to wait {asked}",
            "{said}，并要求等待 {asked}",
            said,
            asked = SpanPrinter::new().unsigned_duration_to_string(&wait)
        ),
        None => said,
    }
}

/// EnOS's words with its code.
fn coded(words: &Said, code: i64) -> Said {
    say!("{words} ({code})", "{words}（{code}）", words)
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
