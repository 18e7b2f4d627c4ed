//! How a call can fail: a refusal by EnOS, or no answer of EnOS's at all.

use serde::{Deserialize, Serialize};

use super::{Field, Words};
use crate::said::Said;

pub use why::{
    BadCertificate, BadReply, BadSettings, Barred, Broken, Encoding, NoTls, NotSendable, ProxySaid,
};

mod why;

/// A no of EnOS to a request, or to one of its items.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Refusal {
    /// EnOS's code, where it gave one.
    pub code: Option<i64>,
    /// The code that its words stand for, where an item carries −1 in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meant: Option<i64>,
    /// The field that it is about, as far as code or words tell.
    pub field: Option<Box<Field>>,
    /// EnOS's words.
    pub words: Words,
    /// Whether it was said of another row of the product, and this one never left.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_sent: bool,
}

impl Refusal {
    /// The code, or the one that the words stand for.
    #[must_use]
    pub const fn meaning(&self) -> Option<i64> {
        match self.meant {
            Some(code) => Some(code),
            None => self.code,
        }
    }
}

/// The ways a call fails. What follows from each stands in `enos/codes/`, its sentence in `words/`.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantNames,
)]
#[serde(tag = "fault", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Fault {
    /// The connection's settings cannot work (bad address, http to another machine, unreadable key).
    Settings {
        /// What is wrong.
        why: BadSettings,
    },
    /// This request cannot be put into words that EnOS reads; others can.
    Unsendable {
        /// What is wrong.
        why: NotSendable,
    },
    /// No connection: name not found, refused, network down.
    Unreachable {
        /// Why.
        why: Broken,
    },
    /// The gateway's certificate is not trusted, or is somebody else's.
    Certificate {
        /// What is wrong with it.
        why: BadCertificate,
    },
    /// What answers speaks no TLS, or none that is safe.
    NoTls {
        /// Who answers: its name, or `host:port`.
        host: String,
        /// What it speaks.
        why: NoTls,
    },
    /// The proxy gave no way to the gateway; it may in a moment.
    ProxyLost {
        /// Which.
        proxy: String,
        /// Why.
        why: Box<Barred>,
    },
    /// The proxy refuses, and would again.
    ProxyRefused {
        /// Which.
        proxy: String,
        /// What it said.
        why: Box<Barred>,
    },
    /// No reply in time.
    Timeout {
        /// How long was waited, ms.
        ms: u64,
    },
    /// The connection broke while sending or reading.
    Lost {
        /// How.
        why: Broken,
    },
    /// Key, secret, token or signature refused; without a code for a bare HTTP 401.
    Credentials(Refusal),
    /// 99403, 99498 or HTTP 403: the application lacks a right, or the address is not allowed.
    Denied(Refusal),
    /// EnOS refuses the organisation, which every request names: no other one would fare better.
    Organisation(Refusal),
    /// HTTP 429 or 99429.
    RateLimited {
        /// EnOS's code, where it was EnOS that said so.
        code: Option<i64>,
    },
    /// HTTP 413 or 99413.
    TooLarge {
        /// EnOS's code, where it was EnOS that said so.
        code: Option<i64>,
    },
    /// EnOS answered with a business error for the whole request.
    Refused(Refusal),
    /// Another HTTP status without a usable body (500, 502, 503, 504, 400, …).
    Http {
        /// The status.
        status: u16,
        /// What it says.
        excerpt: Words,
    },
    /// The answer sends its reader elsewhere, which is not followed: it could be anybody.
    Redirect {
        /// The status.
        status: u16,
        /// Where to, if it names that.
        to: Option<String>,
    },
    /// A page for people instead of EnOS's reply: a login page, a proxy's or a server's own words.
    Page {
        /// The status.
        status: u16,
        /// The page's title, if it has one.
        title: String,
    },
    /// A reply in an encoding that EnOS does not use.
    Encoded {
        /// In which.
        what: Encoding,
    },
    /// A reply that cannot be read.
    Malformed {
        /// What is wrong with it.
        why: BadReply,
    },
    /// The journal could not say what the answer means.
    Journal {
        /// Its error, for who is there to read it; it is not kept.
        #[serde(skip)]
        why: Said,
    },
}

impl Fault {
    /// What EnOS said, where it was EnOS.
    #[must_use]
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Credentials(refusal)
            | Self::Denied(refusal)
            | Self::Organisation(refusal)
            | Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// EnOS's code, where there is one.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        match self {
            Self::RateLimited { code } | Self::TooLarge { code } => *code,
            _ => self.refusal()?.code,
        }
    }
}
