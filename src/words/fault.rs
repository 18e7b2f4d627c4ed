//! What a failed call is told in: one line.

mod why;

use crate::domain::{Fault, Refusal};
use crate::said::{Said, say};

/// The sentence of a failed call.
#[must_use]
pub fn fault(of: &Fault) -> Said {
    match of {
        Fault::Settings { why } => why::settings(why),
        Fault::Unsendable { why } => why::not_sendable(why),
        Fault::Journal { why } if why.is_empty() => say!("the journal could not be asked", =),
        Fault::Journal { why } => why.clone(),
        Fault::Unreachable { why } => {
            say!("the gateway cannot be reached: {why}", =, why = why::broken(why))
        }
        Fault::Certificate { why } => {
            say!("the gateway's certificate was not accepted: {why}", =, why = why::certificate(why))
        }
        Fault::NoTls { host, why } => {
            say!("no TLS came about: {why}", =, why = why::no_tls(host, why))
        }
        Fault::ProxyLost { proxy, why } => {
            say!("no way through the proxy {proxy}: {why}", =, why = why::barred(why))
        }
        Fault::ProxyRefused { proxy, why } => {
            say!("refused by the proxy {proxy}: {why}", =, why = why::barred(why))
        }
        Fault::Timeout { ms } => say!("no reply within {seconds} s", =, seconds = ms / 1_000),
        Fault::Lost { why } => say!(
            "the connection broke before the reply was complete: {why}", =, why = why::broken(why)
        ),
        Fault::Credentials(Refusal { words, .. }) => {
            say!("the gateway refused the credentials: {words}", =, words = words.said())
        }
        Fault::Denied(Refusal { words, .. }) => {
            say!("not permitted: {words}", =, words = words.said())
        }
        Fault::RateLimited { .. } => say!("the gateway asks to slow down (429)", =),
        Fault::TooLarge { .. } => say!("the request is too large for the gateway (413)", =),
        Fault::Refused(refusal) | Fault::Organisation(refusal) => {
            let Refusal { words, code, .. } = refusal;
            match code {
                Some(code) => {
                    say!("EnOS refused the request: {words} ({code})", =, words = words.said())
                }
                None => say!("EnOS refused the request: {words}", =, words = words.said()),
            }
        }
        Fault::Http { status, excerpt } => {
            say!("the gateway answered HTTP {status}: {excerpt}", =, excerpt = excerpt.said())
        }
        Fault::Redirect { status, to } => redirect(*status, to.as_deref()),
        Fault::Page { status, title } => page(*status, title),
        Fault::Encoded { what } => {
            say!("the reply cannot be read: it is {what}", =, what = why::encoding(what))
        }
        Fault::Malformed { why } => {
            say!("the reply cannot be understood: {why}", =, why = why::reply(why))
        }
    }
}

fn redirect(status: u16, to: Option<&str>) -> Said {
    match to {
        Some(to) => say!("the address sends every request on to {to} (HTTP {status})", =),
        None => say!(
            "the address sends every request on to an address that it does not name (HTTP {status})", =
        ),
    }
}

fn page(status: u16, title: &str) -> Said {
    if title.is_empty() {
        say!("instead of EnOS's reply came a web page (HTTP {status})", =)
    } else {
        say!("instead of EnOS's reply came a web page ({title:?}, HTTP {status})", =)
    }
}

#[cfg(test)]
mod tests;
