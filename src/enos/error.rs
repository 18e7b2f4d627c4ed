//! Why a call failed, and whether it may have been acted upon all the same.

use std::time::Duration;

use super::codes::{self, RIGHTS, TOKEN};
use crate::domain::{Acted, Again, Cause, Failure, Fault, Follows, Whose};

/// A failed call; `words::call` tells people of it.
#[derive(Clone, Debug, PartialEq, Eq)]
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
            _ => self.own(),
        }
    }

    /// The HTTP status that says all of it.
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        match self {
            Self::RateLimited { .. } => Some(429),
            Self::TooLarge { .. } => Some(413),
            Self::Http { status, .. }
            | Self::Page { status, .. }
            | Self::Redirect { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// What follows from a fault that comes with neither a code nor a status.
    const fn own(&self) -> Follows {
        match self {
            Self::Settings { .. } | Self::Certificate { .. } | Self::NoTls { .. } => {
                Follows::refused(Whose::Connection)
            }
            Self::Unsendable { .. } => Follows::refused(Whose::Row),
            Self::Unreachable { .. } | Self::ProxyLost { .. } => {
                Follows::passing(Again::Later, Whose::Network)
            }
            Self::ProxyRefused { .. } => Follows::refused(Whose::Network),
            Self::Timeout { .. } | Self::Lost { .. } => Follows::doubt(Whose::Network),
            Self::Credentials(_) => TOKEN,
            Self::Denied(_) => RIGHTS,
            Self::Redirect { .. }
            | Self::Page { .. }
            | Self::Encoded { .. }
            | Self::Malformed { .. }
            | Self::RateLimited { .. }
            | Self::TooLarge { .. }
            | Self::Refused(_)
            | Self::Organisation(_)
            | Self::Http { .. }
            | Self::Journal { .. } => Follows::doubt(Whose::Answerer),
        }
    }
}
