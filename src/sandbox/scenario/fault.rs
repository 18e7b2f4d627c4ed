//! The faults there are, as data.

use std::time::Duration;

use super::Meddle;
use crate::sandbox::Operation;

/// What goes wrong with one request.
///
/// Those of the link and of the reply's form work on every operation. "Acted" means: what was asked for is
/// done, and only then the reply suffers.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// Acted at once; the reply comes this much later.
    Delay(Duration),
    /// Acted only after this time, even when the client has given up by then.
    ActLate(Duration),
    /// Acted; the reply's body comes in small pieces over this time.
    SlowBody(Duration),
    /// The connection is broken off before the body is read; not acted.
    Refuse,
    /// The connection is reset once the whole request is read; not acted.
    Reset,
    /// Acted; the connection is reset before the first byte of the reply.
    DropReply,
    /// Acted; half of the promised body arrives, then the connection ends.
    CutReply,
    /// Acted; the body is not JSON, by one character.
    MalformedJson,
    /// Acted; the body is half of the JSON, under its own right length.
    TruncatedJson,
    /// Acted; the body is right and says that it is `text/plain`.
    WrongContentType,
    /// An error page in HTML instead of the reply.
    HtmlPage {
        /// The HTTP status, 200 to 599.
        status: u16,
        /// Whether the request was acted upon.
        acted: bool,
    },
    /// The gateway in front answers with an HTTP error.
    Status {
        /// The HTTP status, 400 to 599.
        status: u16,
        /// Whether the request was acted upon.
        acted: bool,
        /// The `Retry-After` header, if there is one.
        retry_after: Option<RetryAfter>,
    },
    /// The token expires before the request is looked at.
    TokenExpired,
    /// Another program gets a new token before the request is looked at; a client that asks is given that one.
    TokenRenewed,
    /// The whole request is answered with a code of EnOS, and with no data.
    Code {
        /// The code, for instance 99504.
        code: i64,
        /// Whether the request was acted upon.
        acted: bool,
    },
    /// Batch Create: some items are answered with a code of EnOS.
    FailItems {
        /// The code, for instance 11714.
        code: i64,
        /// Whether they were made all the same.
        acted: bool,
        /// Which items. A rule with a key pattern takes only those that match, too.
        pick: Pick,
    },
    /// Batch Create: acted; the entries come in another order.
    ShuffleItems,
    /// Batch Create: acted; the entry in the middle is left out.
    MissingItem,
    /// Batch Create: acted; in the middle stands an entry for a device nobody asked for.
    ExtraItem,
    /// Batch Create: acted; `successSize` and `totalSize` do not fit the entries.
    WrongCounts,
    /// Search Devices and Get Device: no device that was made through the API is seen.
    Stale,
    /// Searches: on every page but the first the rows have moved since the page before.
    ShiftPages(Shift),
    /// Acted; somebody else does something to the devices that the request names. Such a rule is followed
    /// besides another.
    Meddle(Meddle),
}

/// A `Retry-After` header, in seconds from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryAfter {
    /// Written as a number.
    Seconds(u32),
    /// Written as an HTTP date, by the gateway's clock.
    Date(u32),
}

/// Which items of a batch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pick {
    /// All.
    All,
    /// Each with this probability, 0 to 1.
    Share(f64),
    /// Those from the middle of the batch on.
    LatterHalf,
}

/// How the rows of a search have moved between two pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// A newer row has come: one row is seen twice.
    Inserted,
    /// A newer row is gone: one row is never seen.
    Deleted,
}

/// One kind of fault, described.
#[derive(Debug)]
pub struct Kind {
    /// Its name in a scenario.
    pub name: &'static str,
    /// The keys that belong to it, with their meaning; empty when there are none.
    pub keys: &'static str,
    /// What it does.
    pub about: &'static str,
}

/// About the last kind.
const MEDDLE: &str = "acts; somebody else does something to the devices it names: tag, describe, locale, rename, attribute, \
     activate, online, offline, measure, event, feature, attribute-time, update, delete or remake";

const fn kind(name: &'static str, keys: &'static str, about: &'static str) -> Kind {
    Kind { name, keys, about }
}

impl Fault {
    /// Every kind of fault, in the order of the help text.
    #[rustfmt::skip]
    pub const KINDS: &[Kind] = &[
        kind("delay", "time = \"200ms\"", "acts; the reply comes later"),
        kind("act-late", "time = \"200ms\"", "acts only later, even when the client has given up by then"),
        kind("slow-body", "time = \"200ms\"", "acts; the reply comes in small pieces"),
        kind("refuse", "", "breaks the connection off without reading the request"),
        kind("reset", "", "reads the request, does nothing, resets the connection"),
        kind("drop-reply", "", "acts; resets the connection instead of a reply"),
        kind("cut-reply", "", "acts; ends the connection after half of the reply"),
        kind("malformed-json", "", "acts; the reply is not JSON, by one character"),
        kind("truncated-json", "", "acts; the reply is half of the JSON, under a right length"),
        kind("wrong-content-type", "", "acts; the reply says text/plain"),
        kind("html-page", "status = 200, acted = false", "a page in HTML instead of the reply"),
        kind("status", "status = 503, acted = false, retry_after = 2 (seconds) or retry_at = 2 (the same as a date)",
            "an HTTP error of the gateway in front"),
        kind("token-expired", "", "the token expires; the request is refused"),
        kind("token-renewed", "", "another program renews the token; the request is refused"),
        kind("code", "code = 99504, acted = false", "the whole request is answered with a code of EnOS"),
        kind("fail-items", "code = 11714, acted = false, share = 0.5 or latter_half = true (neither: all)",
            "some items of a batch are answered with a code of EnOS"),
        kind("shuffle-items", "", "acts; the entries of the reply come in another order"),
        kind("missing-item", "", "acts; an entry of the reply is left out"),
        kind("extra-item", "", "acts; the reply has an entry nobody asked for"),
        kind("wrong-counts", "", "acts; successSize and totalSize do not fit the entries"),
        kind("stale", "", "searches and Get Device do not see what was made through the API"),
        kind("shift-pages", "by = \"inserted\" or \"deleted\"", "rows move between the pages of a search"),
        kind("meddle", "how = \"tag\", when = \"before\" or \"after\" the act, share = 1.0", MEDDLE),
    ];

    /// Its kind's name in a scenario.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Delay(_) => "delay",
            Self::ActLate(_) => "act-late",
            Self::SlowBody(_) => "slow-body",
            Self::Refuse => "refuse",
            Self::Reset => "reset",
            Self::DropReply => "drop-reply",
            Self::CutReply => "cut-reply",
            Self::MalformedJson => "malformed-json",
            Self::TruncatedJson => "truncated-json",
            Self::WrongContentType => "wrong-content-type",
            Self::HtmlPage { .. } => "html-page",
            Self::Status { .. } => "status",
            Self::TokenExpired => "token-expired",
            Self::TokenRenewed => "token-renewed",
            Self::Code { .. } => "code",
            Self::FailItems { .. } => "fail-items",
            Self::ShuffleItems => "shuffle-items",
            Self::MissingItem => "missing-item",
            Self::ExtraItem => "extra-item",
            Self::WrongCounts => "wrong-counts",
            Self::Stale => "stale",
            Self::ShiftPages(_) => "shift-pages",
            Self::Meddle(_) => "meddle",
        }
    }

    /// Whether the reply arrives that was to be given, however late or strange its form.
    pub(in crate::sandbox) fn lets_answer(&self) -> bool {
        match self {
            Self::Refuse
            | Self::Reset
            | Self::DropReply
            | Self::CutReply
            | Self::MalformedJson
            | Self::TruncatedJson
            | Self::HtmlPage { .. }
            | Self::Status { .. }
            | Self::Code { .. } => false,
            Self::Delay(_)
            | Self::ActLate(_)
            | Self::SlowBody(_)
            | Self::WrongContentType
            | Self::TokenExpired
            | Self::TokenRenewed
            | Self::FailItems { .. }
            | Self::ShuffleItems
            | Self::MissingItem
            | Self::ExtraItem
            | Self::WrongCounts
            | Self::Stale
            | Self::ShiftPages(_)
            | Self::Meddle(_) => true,
        }
    }

    /// The operations it can work on.
    #[must_use]
    pub fn operations(&self) -> &'static [Operation] {
        match self {
            Self::FailItems { .. }
            | Self::ShuffleItems
            | Self::MissingItem
            | Self::ExtraItem
            | Self::WrongCounts => &[Operation::BatchCreateDevices],
            Self::Meddle(_) => &[
                Operation::SearchDevices,
                Operation::GetDevice,
                Operation::DeleteDevice,
            ],
            Self::Stale => &[Operation::SearchDevices, Operation::GetDevice],
            Self::ShiftPages(_) => &[Operation::SearchDevices, Operation::SearchProducts],
            Self::Code { .. } => Operation::SIGNED,
            _ => Operation::ALL,
        }
    }
}
