//! What the rules find: each flaw with its facts. Its sentence is made in `words/`.

use serde::Serialize;
use serde_json::Value;

use crate::domain::{Cause, EnumValue};
use crate::said::Said;

/// What is wrong with a field of a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, strum::VariantNames)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[strum(serialize_all = "snake_case")]
pub enum Flaw {
    /// Something is not given.
    Missing {
        /// What.
        what: Needed,
    },
    /// A text is too long or too short, or there is too much of something.
    Size {
        /// Of what.
        of: Part,
        /// UTF-16 units of a text, else how many.
        size: usize,
        /// The least; 0 where there is none.
        least: usize,
        /// The most.
        most: usize,
        /// Who says so.
        by: Authority,
    },
    /// A text begins or ends with white space.
    OuterSpace {
        /// Which.
        of: Part,
    },
    /// A text has a character that shows nothing of its own.
    Invisible {
        /// Which.
        character: char,
        /// At which place in the text, from 1.
        at: u64,
    },
    /// A key has a character that it must not have.
    Foreign {
        /// Which key.
        of: Part,
        /// The first such character.
        found: char,
        /// What may be beside letters and digits.
        signs: &'static str,
    },
    /// A key has full-width characters.
    FullWidth {
        /// The same in plain ones.
        write: String,
    },
    /// Nobody knows it by this name.
    Unknown {
        /// Which.
        name: String,
        /// Who should know it.
        to: Knower,
        /// What was probably meant.
        meant: Option<String>,
    },
    /// No time zone, or none in a spelling that EnOS documents.
    Zone {
        /// What is written.
        id: String,
        /// Whether it is an offset, or the tz database has it, though it is no place's name.
        known: bool,
        /// What to write instead.
        write: ZoneAdvice,
    },
    /// The right value in a wrong spelling: quotation marks, a decimal point, the order of a date.
    Respell {
        /// As it is.
        value: Value,
        /// As it should be.
        write: Value,
    },
    /// A value is not what it should be.
    Misfit {
        /// As it is.
        value: Value,
        /// What is wrong with it.
        why: Misfit,
    },
    /// A day has a time.
    TimeOfDay {
        /// The day alone.
        day: String,
    },
    /// An earlier row has the same name.
    SameName {
        /// Which, from 1.
        row: u64,
    },
    /// An earlier row has the same key.
    SameKey {
        /// Which, from 1.
        row: u64,
        /// In which product, where that is another.
        product: Option<String>,
    },
    /// EnOS does not show the product.
    ProductNotShown {
        /// Its words.
        why: Said,
    },
    /// What EnOS said when the device was sent.
    Sent {
        /// Why it came to nothing.
        cause: Box<Cause>,
    },
}

/// What a device cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Needed {
    /// Its product.
    Product,
    /// Its name.
    Name,
    /// The name in a language that is there.
    Translation,
    /// Its time zone.
    Timezone,
    /// A key that is there.
    DeviceKey,
    /// An attribute, or an item of one, that the model requires.
    Attribute,
    /// The key of a tag.
    TagKey,
}

/// What of a field it is that has a size, or a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Its text.
    Text,
    /// A tag's key.
    TagKey,
    /// A tag's value.
    TagValue,
    /// The tags, as many as there are.
    Tags,
    /// The elements of a list, as many as there are.
    Elements,
}

/// Who sets a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    /// EnOS, as documented.
    Enos,
    /// EnOS, as far as can be concluded.
    Analogy,
    /// The thing model.
    Model,
}

/// Who does not know a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Knower {
    /// EnOS, of a locale.
    Enos,
    /// The thing model of this id, of an attribute.
    Model(String),
    /// This attribute, of an item.
    Attribute(String),
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, strum::VariantNames)]
#[serde(rename_all = "snake_case")]
pub enum Misfit {
    /// It is no text.
    NotText,
    /// It is no whole number.
    NotWhole,
    /// It is no number.
    NotNumber,
    /// It is neither `true` nor `false`.
    NotBool {
        /// The model's word for `true`.
        yes: String,
        /// The model's word for `false`.
        no: String,
    },
    /// It is no date.
    NotDate,
    /// It is no day of the calendar.
    NoDay,
    /// It is no time.
    NotTime,
    /// It is no URL.
    NotUrl,
    /// It does not look like a URL.
    UnlikeUrl,
    /// It is no list.
    NotList,
    /// It is no object.
    NotObject {
        /// What such an object has.
        items: Vec<String>,
    },
    /// It is none of the model's values.
    NoChoice {
        /// The first of these.
        choices: Vec<EnumValue>,
        /// How many there are.
        in_all: usize,
    },
    /// It is beyond 32 bits.
    Beyond32,
    /// It is beyond 64 bits.
    Beyond64,
    /// It is beyond FLOAT.
    BeyondFloat,
    /// It seems to count seconds.
    Seconds {
        /// The same in milliseconds.
        ms: i64,
    },
    /// As a time in milliseconds it is too far away.
    TooLate,
    /// A spreadsheet seems to have made a number of it.
    Converted,
    /// The same of a device key.
    ConvertedKey,
}

impl Misfit {
    /// Whether the documentation does not say that EnOS refuses such a value.
    pub(super) const fn is_doubt(&self) -> bool {
        matches!(
            self,
            Self::UnlikeUrl
                | Self::Beyond32
                | Self::BeyondFloat
                | Self::Seconds { .. }
                | Self::TooLate
                | Self::Converted
        )
    }
}

/// What to write instead of a time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, strum::VariantNames)]
#[serde(rename_all = "snake_case")]
pub enum ZoneAdvice {
    /// Any that EnOS documents: what was meant is not known.
    Any,
    /// This offset or name.
    This(String),
    /// An offset, or a place that has it all year.
    Either(&'static str, &'static str),
    /// A place with daylight saving, or the offset without.
    Seasonal(&'static str, &'static str),
    /// The one in China, or the other in the USA.
    ByCountry(&'static str, &'static str),
    /// An offset from the westernmost to the easternmost in use: this one is in use nowhere.
    Within(String, String),
    /// What it means, for its sign counts westwards, or what it looks like.
    Westward(String, String),
}
