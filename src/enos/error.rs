//! Why a call failed, and whether it may have been acted upon all the same.

use std::time::Duration;

use jiff::fmt::friendly::SpanPrinter;

use super::codes::{self, own, own::Own};
use crate::domain::{Acted, Follows, Whose};

/// A failed call.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}{}", asks(*.retry_after))]
pub struct Error {
    /// What went wrong.
    pub fault: Fault,
    /// Whether the request may have been acted upon.
    pub acted: Acted,
    /// EnOS's id of the request, where the reply carried one.
    pub request_id: Option<String>,
    /// How long the gateway asks to wait, where it says so.
    pub retry_after: Option<Duration>,
}

fn asks(retry_after: Option<Duration>) -> String {
    let asked = |wait| SpanPrinter::new().unsigned_duration_to_string(&wait);
    retry_after.map_or_else(String::new, |wait| {
        format!("; it asks to wait {}", asked(wait))
    })
}

impl Error {
    /// What follows from it for whoever asked.
    #[must_use]
    pub fn follows(&self) -> Follows {
        Follows {
            acted: self.acted,
            ..self.fault.follows()
        }
    }

    /// A failure of a request that surely was not acted upon.
    #[must_use]
    pub fn untouched(fault: Fault) -> Self {
        Self {
            fault,
            acted: Acted::No,
            request_id: None,
            retry_after: None,
        }
    }

    /// A failure of a request that may have been acted upon.
    #[must_use]
    pub fn in_doubt(fault: Fault) -> Self {
        Self {
            fault,
            acted: Acted::Perhaps,
            request_id: None,
            retry_after: None,
        }
    }
}

/// The kinds of failure. The texts are for people: one line, and what to look at.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The connection's settings cannot work (bad address, http to another machine, unreadable key).
    #[error("{0}")]
    Settings(String),
    /// This request cannot be put into words that EnOS reads; others can.
    #[error("{0}")]
    Unsendable(String),
    /// No connection: name not found, refused, network down.
    #[error("the gateway cannot be reached: {0}")]
    Unreachable(String),
    /// The gateway's certificate is not trusted, or is somebody else's.
    #[error("the gateway's certificate was not accepted: {0}")]
    Tls(String),
    /// What answers speaks no TLS, or none that is safe.
    #[error("no TLS came about: {0}")]
    NoTls(String),
    /// The proxy gave no way to the gateway; it may in a moment.
    #[error("no way through the proxy {proxy}: {why}")]
    ProxyLost {
        /// Which.
        proxy: String,
        /// Why.
        why: String,
    },
    /// The proxy refuses, and would again.
    #[error("refused by the proxy {proxy}: {why}")]
    ProxyRefused {
        /// Which.
        proxy: String,
        /// Its status and its words.
        why: String,
    },
    /// No reply in time.
    #[error("no reply within {} s", .0.as_secs())]
    Timeout(Duration),
    /// The connection broke while sending or reading.
    #[error("the connection broke before the reply was complete: {0}")]
    Lost(String),
    /// Key, secret, token or signature refused; `code` is EnOS's where it gave one.
    #[error("the gateway refused the credentials: {msg}")]
    Credentials {
        /// EnOS's, or none for a bare HTTP 401.
        code: Option<i64>,
        /// The gateway's words.
        msg: String,
    },
    /// 99403, 99498 or HTTP 403: the application lacks a right, or the address is not allowed.
    #[error("not permitted: {msg}")]
    Denied {
        /// EnOS's, or none for a bare HTTP 403.
        code: Option<i64>,
        /// The gateway's words.
        msg: String,
    },
    /// HTTP 429 or 99429.
    #[error("the gateway asks to slow down (429)")]
    RateLimited,
    /// HTTP 413 or 99413.
    #[error("the request is too large for the gateway (413)")]
    TooLarge,
    /// EnOS answered with a business error for the whole request.
    #[error("EnOS refused the request: {msg} ({code})")]
    Refused {
        /// EnOS's code.
        code: i64,
        /// EnOS's words.
        msg: String,
    },
    /// Another HTTP status without a usable body (500, 502, 503, 504, 400, …).
    #[error("the gateway answered HTTP {status}: {excerpt}")]
    Http {
        /// The status.
        status: u16,
        /// The beginning of the body, one line, control characters removed.
        excerpt: String,
    },
    /// The answer sends its reader elsewhere, which is not followed: it could be anybody.
    #[error("the address sends every request on to {to} (HTTP {status})")]
    Redirect {
        /// The status.
        status: u16,
        /// Where to.
        to: String,
    },
    /// A page for people instead of EnOS's reply: a login page, a proxy's or a server's own words.
    #[error("instead of EnOS's reply came {}", page(*.status, .title))]
    Page {
        /// The status.
        status: u16,
        /// The page's title, if it has one.
        title: String,
    },
    /// A reply in an encoding that EnOS does not use.
    #[error("the reply cannot be read: it is {what}")]
    Encoded {
        /// In which, in words.
        what: String,
    },
    /// A reply that cannot be read.
    #[error("the reply cannot be understood: {0}")]
    Malformed(String),
}

fn page(status: u16, title: &str) -> String {
    if title.is_empty() {
        format!("a web page (HTTP {status})")
    } else {
        format!("a web page ({title:?}, HTTP {status})")
    }
}

impl Fault {
    /// What follows from it for whoever asked. The answers stand in the tables of [`codes`], and nowhere else.
    #[must_use]
    pub fn follows(&self) -> Follows {
        match self {
            _ if self.is_of_org() => Follows::refused(Whose::Connection),
            Self::Credentials {
                code: Some(code), ..
            }
            | Self::Denied {
                code: Some(code), ..
            }
            | Self::Refused { code, .. } => codes::of_request(*code),
            Self::RateLimited => codes::of_status(429),
            Self::TooLarge => codes::of_status(413),
            Self::Http { status, .. } => codes::of_status(*status),
            // Behind a success nothing is said of the request; a status says what it always says.
            Self::Page { status, .. } if !(200..300).contains(status) => codes::of_status(*status),
            _ => self.own().follows,
        }
    }

    /// Whether EnOS refuses the organisation, which every request names: no other one would fare better.
    pub(super) fn is_of_org(&self) -> bool {
        matches!(self, Self::Refused { msg, .. } if msg.to_lowercase().contains("orgid"))
    }

    /// EnOS's code, where there is one.
    pub(super) const fn code(&self) -> Option<i64> {
        match self {
            Self::Credentials { code, .. } | Self::Denied { code, .. } => *code,
            Self::Refused { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// The kind, for a machine.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Settings(_) => "settings",
            Self::Unsendable(_) => "unsendable",
            Self::Unreachable(_) => "unreachable",
            Self::Tls(_) => "certificate",
            Self::NoTls(_) => "noTls",
            Self::ProxyLost { .. } => "proxyLost",
            Self::ProxyRefused { .. } => "proxyRefused",
            Self::Timeout(_) => "timeout",
            Self::Lost(_) => "lost",
            Self::Credentials { .. } => "credentials",
            Self::Denied { .. } => "denied",
            Self::RateLimited => "rateLimited",
            Self::TooLarge => "tooLarge",
            Self::Refused { .. } => "refused",
            Self::Http { .. } => "http",
            Self::Redirect { .. } => "redirect",
            Self::Page { .. } => "page",
            Self::Encoded { .. } => "encoded",
            Self::Malformed(_) => "malformed",
        }
    }

    /// One sentence about the next step where nothing has been submitted yet.
    pub(super) fn advice(&self) -> &'static str {
        let known = match self {
            Self::Credentials { code, .. } => code.map_or_else(|| codes::http(401), codes::code),
            Self::Denied { code, .. } => code.map_or_else(|| codes::http(403), codes::code),
            Self::Refused { code, .. } => codes::code(*code),
            Self::Http { status, .. } if *status < 500 => codes::http(*status),
            _ => None,
        };
        known.map_or(self.own().advice, |known| known.remedy)
    }

    /// What is known of it apart from codes and statuses.
    const fn own(&self) -> &'static Own {
        match self {
            Self::Settings(_) => &own::SETTINGS,
            Self::Unsendable(_) => &own::UNSENDABLE,
            Self::Unreachable(_) => &own::UNREACHABLE,
            Self::Tls(_) => &own::TLS,
            Self::NoTls(_) => &own::NO_TLS,
            Self::ProxyLost { .. } => &own::PROXY_LOST,
            Self::ProxyRefused { .. } => &own::PROXY_REFUSED,
            Self::Timeout(_) => &own::TIMEOUT,
            Self::Lost(_) => &own::LOST,
            Self::Redirect { .. } => &own::REDIRECT,
            Self::Page { .. } => &own::PAGE,
            Self::Encoded { .. } => &own::ENCODED,
            Self::Malformed(_) => &own::MALFORMED,
            Self::Credentials { .. } => &own::CREDENTIALS,
            Self::Denied { .. } => &own::DENIED,
            Self::RateLimited | Self::TooLarge | Self::Refused { .. } | Self::Http { .. } => {
                &own::HTTP
            }
        }
    }
}
