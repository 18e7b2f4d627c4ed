//! What is kept of every exchange to understand a gateway later: never what it was about.

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use super::Error;
use super::reply::Envelope;
use super::transport::RawReply;
use crate::domain::Acted;

/// Where exchanges are written down.
pub trait Trace: fmt::Debug + Send + Sync {
    /// Takes note of one. Nobody waits for it, and a failure to write it is its own affair.
    fn note(&self, exchange: &Exchange<'_>);
}

/// One request and its end. It holds no token, key, secret or signature, and no text of a gateway but ids.
#[derive(Clone, Debug)]
pub struct Exchange<'a> {
    /// When it left, Unix ms by the clock that stamps requests.
    pub at: i64,
    /// What EnOS's documents call it.
    pub call: &'static str,
    /// The how manieth try of the client itself, from 1.
    pub attempt: u32,
    /// The HTTP status; none without a reply.
    pub status: Option<u16>,
    /// EnOS's code.
    pub code: Option<i64>,
    /// EnOS's id of the request.
    pub request_id: Option<&'a str>,
    /// Bytes of the request's body.
    pub sent: usize,
    /// Bytes of the reply's body.
    pub received: Option<usize>,
    /// From the beginning to the end.
    pub took: Duration,
    /// What the gateway asks to wait.
    pub retry_after: Option<Duration>,
    /// The kind of failure, if it is one.
    pub fault: Option<&'static str>,
    /// Whether it may have been acted upon, where it failed.
    pub acted: Option<Acted>,
    /// The reply's fields and types.
    pub shape: Option<&'a str>,
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

/// What an exchange was, from its ends.
pub(super) fn exchange<'a>(
    call: &'static str,
    (at, attempt, sent, took): (i64, u32, usize, Duration),
    raw: Option<&RawReply>,
    ended: &'a Result<Envelope, Error>,
    shape: Option<&'a str>,
) -> Exchange<'a> {
    let (code, request_id, error) = match ended {
        Ok(reply) => (Some(reply.code), reply.request_id.as_deref(), None),
        Err(error) => (error.fault.code(), error.request_id.as_deref(), Some(error)),
    };
    Exchange {
        at,
        call,
        attempt,
        status: raw.map(|raw| raw.status),
        code,
        request_id: request_id.filter(|id| is_id(id)),
        sent,
        received: raw.map(|raw| raw.body.len()),
        took,
        retry_after: error.and_then(|error| error.retry_after),
        fault: error.map(|error| (&error.fault).into()),
        acted: error.map(|error| error.acted),
        shape,
    }
}

/// Whether a text looks like an id, and not like something that somebody put in its place.
fn is_id(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte);
    text.len() <= 64 && text.bytes().all(fits)
}
