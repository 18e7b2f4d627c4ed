//! Why a row, or the device of one, is as it is.

use serde::{Deserialize, Serialize};

use super::{Acted, End, Fault, Field, Maker, Refusal, Sign, Timestamp, Words};

/// `EnOS`'s code for a device key that is taken (Batch Create Devices V2.4, return codes).
pub const KEY_EXISTED: i64 = 11_702;
/// `EnOS`'s code for a product that holds as many devices as it may (Batch Create Devices V2.4, return codes).
pub const PRODUCT_FULL: i64 = 11_739;

/// Why a row is failed, skipped, unknown or not sent, and why its device was not deleted again. This is what the
/// journal keeps and reports carry; the sentence is made in `words/`.
#[derive(
    Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames,
)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[strum(serialize_all = "snake_case")]
pub enum Cause {
    /// EnOS refused it.
    Refused(Refusal),
    /// The product takes no more devices.
    ProductFull(Refusal),
    /// The request did not get through, or was not accepted by what stands before EnOS.
    NotAccepted(Fault),
    /// It left, and no reply says what became of it.
    NoReply(Fault),
    /// More rows failed than its run bears.
    TooManyFailed {
        /// Failed rows since it last set out.
        failed: usize,
        /// Rows that were answered since.
        answered: usize,
    },
    /// EnOS asks for a longer pause than is taken.
    AskedToWait {
        /// How long.
        seconds: u64,
        /// With which words.
        after: Box<Cause>,
    },
    /// It was sent, and searches do not show it.
    NotFound {
        /// How often it was sent, where the last time alone does not say it all.
        attempts: Option<u16>,
        /// What was heard of it last, if anything.
        after: Option<Box<Cause>>,
        /// Whether EnOS may have made it: it was never refused.
        perhaps_made: bool,
    },
    /// EnOS says that the key exists, and nothing more.
    KeyExists {
        /// EnOS's words.
        words: Words,
    },
    /// EnOS says that the key exists, and its searches do not show the device.
    KeyHidden {
        /// Whether the row may have made it.
        perhaps_own: bool,
    },
    /// The key belongs to another device.
    KeyTaken {
        /// Whose.
        by: Box<Holder>,
    },
    /// There is a device of its key, and nothing proves who made it: a person decides.
    KeyDisputed {
        /// What it is.
        by: Box<Holder>,
        /// Whether it was made since the run began; else EnOS's times do not say.
        since: bool,
    },
    /// EnOS gives it an asset id that another row has, of this run or of an earlier one.
    AssetTaken {
        /// Which.
        asset_id: String,
    },
    /// EnOS says that it made the device, or shows it, without an asset id of its own.
    NoAssetId {
        /// Whether it was a search that showed it.
        shown: bool,
    },
    /// No item of the reply is provably the row's.
    NoItem {
        /// Why.
        why: Disorder,
    },
    /// The program stopped before the reply arrived.
    CutShort,
    /// The reply is waited for.
    UnderWay,
    /// It was not sent.
    NotSent {
        /// How its run ended; none while it has not, or where the row was put back afterwards.
        end: Option<End>,
    },
    /// Left out, for an earlier row made the device.
    MadeAlready {
        /// Which.
        by: Maker,
    },
    /// Its device is gone, though not by EnOS's word on a deletion.
    Gone {
        /// Whether one was sent and its reply was lost.
        deletion_lost: bool,
    },
    /// The device of its key is not the one that the run made.
    OtherAsset {
        /// What EnOS shows.
        found: String,
        /// What the run made.
        made: String,
    },
    /// The journal does not know the device's asset id.
    AssetUnknown,
    /// The device was connected.
    Connected {
        /// `status`, as EnOS shows it.
        status: String,
    },
    /// The device was in use.
    Used {
        /// The field that says so.
        field: String,
        /// What it says.
        at: Sign,
    },
    /// The device was changed since it was made.
    Edited {
        /// What of it.
        fields: Vec<Field>,
        /// Whether the thing model is unknown that would tell EnOS's defaults from somebody's values.
        model_unknown: bool,
    },
    /// The device was updated since it was made.
    Updated {
        /// The field that says so.
        field: String,
        /// What it says.
        at: Sign,
        /// When it was made, Unix ms.
        made: Option<Timestamp>,
    },
    /// EnOS refuses a step of the deletion.
    NotDeletable {
        /// Which.
        step: UndoStep,
        /// With which words.
        after: Box<Cause>,
    },
    /// Deletions came to nothing.
    NotDeleted {
        /// How many.
        attempts: u16,
        /// What came of the last one.
        after: Option<Box<Cause>>,
    },
    /// EnOS showed the device, and shows it no more or not by every way.
    ShownNoMore,
    /// EnOS does not show the device, which does not prove that it is gone.
    NeverShown,
}

/// A step of a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UndoStep {
    /// The search for its device.
    Search,
    /// The look at it by its asset id.
    Look,
    /// The deletion.
    Delete,
}

/// The device that has a row's key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Holder {
    /// Its asset id; empty where EnOS shows none.
    pub asset_id: String,
    /// Its default name.
    pub device_name: String,
    /// When it was made, Unix ms, if EnOS says so in a plausible way.
    pub since: Option<Timestamp>,
    /// In what it differs from what the row says; as much as is told.
    pub differs: Vec<Difference>,
    /// In how many fields more it differs.
    pub more: usize,
    /// The row that made it, if the journal knows one.
    pub maker: Option<Maker>,
}

/// A field in which a device is not what a row says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Difference {
    /// Which.
    pub field: Field,
    /// What the row says.
    pub wanted: String,
    /// What the device has.
    pub found: String,
}

/// Why the items of a reply cannot be taken in the order they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "disorder", rename_all = "snake_case")]
pub enum Disorder {
    /// They are not as many as the rows.
    Count {
        /// Items.
        items: usize,
        /// Rows.
        rows: usize,
    },
    /// They are not in the order of the rows.
    Order,
    /// They do not say which devices were made.
    Nameless,
    /// They name one device as made twice.
    Twice,
    /// None speaks of this row.
    Silence,
}

impl Cause {
    /// What a refusal by EnOS means for the row that it is about.
    #[must_use]
    pub fn refused(refusal: Refusal) -> Self {
        match refusal.meaning() {
            Some(PRODUCT_FULL) => Self::ProductFull(refusal),
            _ => Self::Refused(refusal),
        }
    }

    /// The same for a row that never left, because EnOS refuses its product.
    #[must_use]
    pub fn not_sent(self) -> Self {
        let not_sent = |refusal| Refusal {
            not_sent: true,
            ..refusal
        };
        match self {
            Self::Refused(refusal) => Self::Refused(not_sent(refusal)),
            Self::ProductFull(refusal) => Self::ProductFull(not_sent(refusal)),
            other => other,
        }
    }

    /// What a call's fault means for whom it was made.
    #[must_use]
    pub fn of(fault: Fault, acted: Acted) -> Self {
        match (fault, acted) {
            (Fault::Refused(refusal) | Fault::Organisation(refusal), _) => Self::refused(refusal),
            (fault, Acted::No) => Self::NotAccepted(fault),
            (fault, Acted::Perhaps) => Self::NoReply(fault),
        }
    }

    /// Its name: `kind` in JSON.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.into()
    }

    /// EnOS's code, where there is one.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        match self {
            Self::Refused(refusal) | Self::ProductFull(refusal) => refusal.code,
            Self::NotAccepted(fault) | Self::NoReply(fault) => fault.code(),
            Self::AskedToWait { after, .. } | Self::NotDeletable { after, .. } => after.code(),
            Self::NotFound { after, .. } | Self::NotDeleted { after, .. } => after.as_ref()?.code(),
            Self::NotSent {
                end: Some(End::Stopped { cause }),
            } => cause.code(),
            // EnOS's word for a success.
            Self::NoAssetId { shown: false } => Some(0),
            _ => self.is_of_key().then_some(KEY_EXISTED),
        }
    }

    /// The code, or the one that EnOS's words stand for.
    #[must_use]
    pub fn meaning(&self) -> Option<i64> {
        match self {
            Self::Refused(refusal) | Self::ProductFull(refusal) => refusal.meaning(),
            // A word that left the row in doubt does not explain what searches say of it.
            Self::NotFound {
                after,
                perhaps_made: false,
                ..
            } => after.as_ref()?.meaning(),
            Self::NotFound { .. } | Self::NoAssetId { shown: false } => None,
            _ => self.code(),
        }
    }

    /// The field that it is about, so that a form can open on it.
    #[must_use]
    pub fn field(&self) -> Option<Field> {
        match self {
            Self::Refused(refusal) | Self::ProductFull(refusal) => {
                refusal.field.as_deref().cloned()
            }
            Self::NotAccepted(fault) | Self::NoReply(fault) => {
                fault.refusal()?.field.as_deref().cloned()
            }
            Self::NotFound { after, .. } => after.as_ref()?.field(),
            _ => self.is_of_key().then_some(Field::DeviceKey),
        }
    }

    /// Whether EnOS says that the row's key exists.
    #[must_use]
    pub const fn is_of_key(&self) -> bool {
        matches!(
            self,
            Self::KeyExists { .. }
                | Self::KeyHidden { .. }
                | Self::KeyTaken { .. }
                | Self::KeyDisputed { .. }
                | Self::NoAssetId { shown: true }
        )
    }
}

#[cfg(test)]
impl Cause {
    /// A refusal in these words, without a code.
    pub(crate) fn said(words: &str) -> Self {
        Self::Refused(Refusal {
            words: Words::new(words),
            ..Refusal::default()
        })
    }
}
