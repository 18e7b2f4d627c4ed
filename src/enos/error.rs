//! Why a call failed, and whether it may have been acted upon all the same.

use std::time::Duration;

use jiff::fmt::friendly::SpanPrinter;

use super::codes::{self, Explanation, own, own::Own};
use crate::domain::{Acted, Cause, Failure, Fault, Follows, Whose};

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

    /// As rows and people are told of it.
    #[must_use]
    pub fn failure(self) -> Failure {
        Failure {
            cause: Cause::of(self.fault, self.acted),
            request_id: self.request_id,
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

impl Fault {
    /// What follows from it for whoever asked. The answers stand in the tables of [`codes`], and nowhere else.
    #[must_use]
    pub fn follows(&self) -> Follows {
        match (self, self.code(), self.status()) {
            (Self::Organisation(_), ..) => Follows::refused(Whose::Connection),
            (_, Some(code), _) => codes::of_request(code),
            (_, _, Some(status)) => codes::of_status(status),
            _ => self.own().follows,
        }
    }

    /// One sentence about the next step where nothing has been submitted yet.
    pub(super) fn advice(&self) -> &'static str {
        let known = match (self, self.code()) {
            (_, Some(code)) => codes::code(code),
            (Self::Credentials(_), None) => codes::http(401),
            (Self::Denied(_), None) => codes::http(403),
            (Self::Http { status, .. }, None) if *status < 500 => codes::http(*status),
            _ => None,
        };
        known.map_or(self.own().advice, |known| known.remedy)
    }

    /// What is known of it apart from EnOS's codes.
    #[must_use]
    pub fn known(&self) -> Explanation {
        let own = self.own();
        self.status().and_then(codes::http).map_or(
            Explanation {
                title: own.title.into(),
                meaning: own.meaning.into(),
                remedy: own.remedy.into(),
            },
            Explanation::from,
        )
    }

    /// The HTTP status that says all of it.
    const fn status(&self) -> Option<u16> {
        match self {
            Self::RateLimited { .. } => Some(429),
            Self::TooLarge { .. } => Some(413),
            Self::Http { status, .. }
            | Self::Page { status, .. }
            | Self::Redirect { status, .. } => Some(*status),
            _ => None,
        }
    }

    const fn own(&self) -> &'static Own {
        match self {
            Self::Settings { .. } => &own::SETTINGS,
            Self::Unsendable { .. } => &own::UNSENDABLE,
            Self::Unreachable { .. } => &own::UNREACHABLE,
            Self::Certificate { .. } => &own::TLS,
            Self::NoTls { .. } => &own::NO_TLS,
            Self::ProxyLost { .. } => &own::PROXY_LOST,
            Self::ProxyRefused { .. } => &own::PROXY_REFUSED,
            Self::Timeout { .. } => &own::TIMEOUT,
            Self::Lost { .. } => &own::LOST,
            Self::Redirect { .. } => &own::REDIRECT,
            Self::Page { .. } => &own::PAGE,
            Self::Encoded { .. } => &own::ENCODED,
            Self::Malformed { .. } => &own::MALFORMED,
            Self::Credentials(_) => &own::CREDENTIALS,
            Self::Denied(_) => &own::DENIED,
            Self::RateLimited { .. }
            | Self::TooLarge { .. }
            | Self::Refused(_)
            | Self::Organisation(_)
            | Self::Http { .. }
            | Self::Journal { .. } => &own::HTTP,
        }
    }
}
