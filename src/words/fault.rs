//! What a failed call is told in: one line.

use crate::domain::{Fault, Refusal};
use crate::said::{Said, say};

/// The sentence of a failed call.
#[must_use]
pub fn fault(of: &Fault) -> Said {
    match of {
        Fault::Settings { why } | Fault::Unsendable { why } | Fault::Journal { why } => {
            Said::data(why.clone())
        }
        Fault::Unreachable { why } => say!("the gateway cannot be reached: {why}", =),
        Fault::Certificate { why } => {
            say!("the gateway's certificate was not accepted: {why}", =)
        }
        Fault::NoTls { why } => say!("no TLS came about: {why}", =),
        Fault::ProxyLost { proxy, why } => say!("no way through the proxy {proxy}: {why}", =),
        Fault::ProxyRefused { proxy, why } => say!("refused by the proxy {proxy}: {why}", =),
        Fault::Timeout { ms } => say!("no reply within {seconds} s", =, seconds = ms / 1_000),
        Fault::Lost { why } => {
            say!("the connection broke before the reply was complete: {why}", =)
        }
        Fault::Credentials(Refusal { words, .. }) => {
            say!("the gateway refused the credentials: {words}", =)
        }
        Fault::Denied(Refusal { words, .. }) => say!("not permitted: {words}", =),
        Fault::RateLimited { .. } => say!("the gateway asks to slow down (429)", =),
        Fault::TooLarge { .. } => say!("the request is too large for the gateway (413)", =),
        Fault::Refused(refusal) | Fault::Organisation(refusal) => {
            let Refusal { words, code, .. } = refusal;
            match code {
                Some(code) => say!("EnOS refused the request: {words} ({code})", =),
                None => say!("EnOS refused the request: {words}", =),
            }
        }
        Fault::Http { status, excerpt } => {
            say!("the gateway answered HTTP {status}: {excerpt}", =)
        }
        Fault::Redirect { status, to } => {
            say!("the address sends every request on to {to} (HTTP {status})", =)
        }
        Fault::Page { status, title } if title.is_empty() => {
            say!("instead of EnOS's reply came a web page (HTTP {status})", =)
        }
        Fault::Page { status, title } => {
            say!("instead of EnOS's reply came a web page ({title:?}, HTTP {status})", =)
        }
        Fault::Encoded { what } => say!("the reply cannot be read: it is {what}", =),
        Fault::Malformed { why } => say!("the reply cannot be understood: {why}", =),
    }
}
