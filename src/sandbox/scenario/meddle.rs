//! What somebody else may do to a device, as data.

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Just before the request is acted upon.
    Before,
    /// Just after, and before it is answered.
    After,
}

/// Makes the ways to meddle, and their names, from one table.
macro_rules! ways {
    ($($(#[doc = $doc:literal])+ $way:ident $name:literal)+) => {
        /// A way to meddle with a device.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum How {
            $($(#[doc = $doc])+ $way,)+
        }

        impl How {
            /// Every way.
            pub const ALL: &[Self] = &[$(Self::$way,)+];

            /// Its name in a scenario.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$way => $name,)+
                }
            }
        }
    };
}

ways! {
    /// A tag more.
    Tag "tag"
    /// A description.
    Describe "describe"
    /// A name in one more language.
    Locale "locale"
    /// Another default name.
    Rename "rename"
    /// A value for an attribute that has none.
    Attribute "attribute"
    /// `activeTime` is set while `status` still says inactive.
    Activate "activate"
    /// It goes online.
    Online "online"
    /// It was online, and is offline again.
    Offline "offline"
    /// `measurepointLastUpdate` is set.
    Measure "measure"
    /// `eventLastUpdate` is set.
    Event "event"
    /// `featureLastUpdate` is set.
    Feature "feature"
    /// `attributeLastUpdate` is set, the attributes being as they were.
    AttributeTime "attribute-time"
    /// `updateTime` is set; seen only with the switch `update-time`.
    Update "update"
    /// It is deleted.
    Delete "delete"
    /// It is deleted, and one like it made under the same key.
    Remake "remake"
}

impl How {
    /// The way of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|way| way.name() == name)
    }
}
