//! What is kept of every exchange to understand a gateway later: never what it was about.

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use serde_json::{Value, json};

use super::Error;
use super::reply::Envelope;
use super::transport::RawReply;
use crate::domain::{Acted, Timestamp};

/// Where exchanges are written down.
pub trait Trace: fmt::Debug + Send + Sync {
    /// Takes note of one, an object of JSON. Nobody waits for it, and a failure to write it is its own affair.
    fn note(&self, exchange: &Value);
}

/// A shape of replies that a gateway has shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Met {
    /// The call.
    pub call: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The fields and types; empty for what is no JSON.
    pub shape: String,
}

/// The most shapes that one connection remembers.
const REMEMBERED: usize = 100;
/// So many replies of a connection are looked at; later ones only where something is wrong with them.
const LOOKED_AT: u64 = 200;

/// The shapes that a gateway has shown.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    met: BTreeSet<Met>,
    seen: u64,
}

impl Shapes {
    /// Whether a reply of this kind is worth a look.
    pub(super) fn want(&mut self, raw: &RawReply, plain: bool) -> bool {
        self.seen += 1;
        self.seen <= LOOKED_AT || raw.status != 200 || !plain
    }

    pub(super) fn add(&mut self, met: Met) {
        if self.met.len() < REMEMBERED {
            self.met.insert(met);
        }
    }

    pub(super) fn all(&self) -> Vec<Met> {
        self.met.iter().cloned().collect()
    }
}

/// One request and its end: call, try, bytes, times, codes and shape. It holds no token, key, secret or signature, and
/// no text of a gateway but ids that hold none of the `secrets`. What is not known is left out.
pub(super) fn exchange(
    call: &'static str,
    (at, attempt, sent, took): (Timestamp, u32, usize, Duration),
    raw: Option<&RawReply>,
    ended: &Result<Envelope, Error>,
    shape: Option<&str>,
    secrets: &[&[u8]],
) -> Value {
    let (code, request_id, error) = match ended {
        Ok(reply) => (Some(reply.code), reply.request_id.as_deref(), None),
        Err(error) => (error.fault.code(), error.request_id.as_deref(), Some(error)),
    };
    let at = at.calendar();
    let retry_after = error.and_then(|error| error.retry_after);
    let mut exchange = json!({
        "at": at.map_or_else(String::new, |at| at.to_string()),
        "call": call,
        "attempt": attempt,
        "status": raw.map(|raw| raw.status),
        "code": code,
        "requestId": request_id.filter(|id| is_id(id) && !repeats(id, secrets)),
        "sentBytes": sent,
        "receivedBytes": raw.map(|raw| raw.body.len()),
        "ms": u64::try_from(took.as_millis()).ok(),
        "retryAfterSeconds": retry_after.map(|wait| wait.as_secs()),
        "fault": error.map(|error| <&str>::from(&error.fault)),
        "acted": error.map(|error| match error.acted {
            Acted::No => "no",
            Acted::Perhaps => "perhaps",
        }),
        "shape": shape,
    });
    if let Value::Object(fields) = &mut exchange {
        fields.retain(|_, value| !value.is_null());
    }
    exchange
}

/// Whether an id is, or holds, one of the texts that are not for others, or a part of one.
fn repeats(id: &str, texts: &[&[u8]]) -> bool {
    let within = |whole: &[u8], part: &[u8]| {
        !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
    };
    texts
        .iter()
        .any(|text| within(id.as_bytes(), text) || within(text, id.as_bytes()))
}

/// Whether a text looks like an id, and not like something that somebody put in its place.
fn is_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
    text.len() <= 64 && text.bytes().all(fits)
}
