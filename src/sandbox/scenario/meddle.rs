//! What somebody else may do to a device, as data.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// Somebody else meddles with the devices that a request names.
#[derive(Debug, Clone, PartialEq)]
pub struct Meddle {
    /// What they do.
    pub how: How,
    /// When.
    pub when: When,
    /// With each of the devices that fit the rule's keys by this chance, 0 to 1.
    pub share: f64,
}

/// On which side of the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString)]
#[strum(serialize_all = "kebab-case")]
pub enum When {
    /// Just before the request is acted upon.
    Before,
    /// Just after, and before it is answered.
    After,
}

/// A way to meddle with a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum How {
    /// A tag more.
    Tag,
    /// A description.
    Describe,
    /// A name in one more language.
    Locale,
    /// Another default name.
    Rename,
    /// A value for an attribute that has none.
    Attribute,
    /// `activeTime` is set while `status` still says inactive.
    Activate,
    /// It goes online.
    Online,
    /// It was online, and is offline again.
    Offline,
    /// `measurepointLastUpdate` is set.
    Measure,
    /// `eventLastUpdate` is set.
    Event,
    /// `featureLastUpdate` is set.
    Feature,
    /// `attributeLastUpdate` is set, the attributes being as they were.
    AttributeTime,
    /// `updateTime` is set; seen only with the switch `update-time`.
    Update,
    /// It is deleted.
    Delete,
    /// It is deleted, and one like it made under the same key.
    Remake,
}

impl How {
    /// Every way.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// Its name in a scenario.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}
