//! What a failed call is told in: one line, and what to look at.

use std::fmt;

use crate::domain::{Fault, Refusal};

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Settings { why } | Self::Unsendable { why } | Self::Journal { why } => {
                f.write_str(why)
            }
            Self::Unreachable { why } => write!(f, "the gateway cannot be reached: {why}"),
            Self::Certificate { why } => {
                write!(f, "the gateway's certificate was not accepted: {why}")
            }
            Self::NoTls { why } => write!(f, "no TLS came about: {why}"),
            Self::ProxyLost { proxy, why } => write!(f, "no way through the proxy {proxy}: {why}"),
            Self::ProxyRefused { proxy, why } => write!(f, "refused by the proxy {proxy}: {why}"),
            Self::Timeout { ms } => write!(f, "no reply within {} s", ms / 1_000),
            Self::Lost { why } => {
                write!(
                    f,
                    "the connection broke before the reply was complete: {why}"
                )
            }
            Self::Credentials(Refusal { words, .. }) => {
                write!(f, "the gateway refused the credentials: {words}")
            }
            Self::Denied(Refusal { words, .. }) => write!(f, "not permitted: {words}"),
            Self::RateLimited { .. } => f.write_str("the gateway asks to slow down (429)"),
            Self::TooLarge { .. } => f.write_str("the request is too large for the gateway (413)"),
            Self::Refused(refusal) | Self::Organisation(refusal) => {
                let Refusal { words, code, .. } = refusal;
                write!(f, "EnOS refused the request: {words}")?;
                code.map_or(Ok(()), |code| write!(f, " ({code})"))
            }
            Self::Http { status, excerpt } => {
                write!(f, "the gateway answered HTTP {status}: {excerpt}")
            }
            Self::Redirect { status, to } => {
                write!(
                    f,
                    "the address sends every request on to {to} (HTTP {status})"
                )
            }
            Self::Page { status, title } if title.is_empty() => {
                write!(f, "instead of EnOS's reply came a web page (HTTP {status})")
            }
            Self::Page { status, title } => {
                write!(
                    f,
                    "instead of EnOS's reply came a web page ({title:?}, HTTP {status})"
                )
            }
            Self::Encoded { what } => write!(f, "the reply cannot be read: it is {what}"),
            Self::Malformed { why } => write!(f, "the reply cannot be understood: {why}"),
        }
    }
}
