//! A draft as one text that is shared and not copied, for lists of very many; opened where all of it is wanted.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::Deserialize as _;
use serde_json::de::StrRead;
use serde_json::{Deserializer, Map, Value};

use super::{DeviceId, Draft, StringI18n};

/// A [`Draft`] in one allocation. What lists and indexes go by is read without opening it.
#[derive(Clone)]
pub struct PackedDraft {
    /// Product key, device key, default name and time zone, one after the other, and as JSON the translations of the
    /// name and the rest.
    text: Arc<str>,
    /// Where the first four end, or [`KEYLESS`]. What is read from files and the journal is far shorter than 4 GiB.
    product: u32,
    key: u32,
    name: u32,
    zone: u32,
    /// Itself, where its attributes are nested more deeply than JSON is read.
    deep: Option<Arc<Draft>>,
}

/// Where the key of a draft ends that has none.
const KEYLESS: u32 = u32::MAX;

/// JSON is read down to 128 levels, two of which stand above an attribute.
const DEEP: usize = 120;

fn is_deep(value: &Value, room: usize) -> bool {
    let Some(room) = room.checked_sub(1) else {
        return true;
    };
    match value {
        Value::Array(values) => values.iter().any(|value| is_deep(value, room)),
        Value::Object(fields) => fields.values().any(|value| is_deep(value, room)),
        _ => false,
    }
}

/// Translations of a name.
type Names = BTreeMap<String, String>;

/// Attributes, description, tags.
type Rest = (Map<String, Value>, Option<String>, BTreeMap<String, String>);

impl From<&Draft> for PackedDraft {
    fn from(draft: &Draft) -> Self {
        let Draft {
            product_key,
            device_name,
            timezone,
            device_attributes,
            device_key,
            device_desc,
            device_tags,
        } = draft;
        let i18n = &device_name.i18n_value;
        let rest = (device_attributes, device_desc, device_tags);
        let mut text = product_key.clone();
        let product = end(&text);
        let key = device_key.as_ref().map_or(KEYLESS, |key| {
            text.push_str(key);
            end(&text)
        });
        text.push_str(&device_name.default_value);
        let name = end(&text);
        text.push_str(timezone);
        let zone = end(&text);
        let deep = device_attributes.values().any(|value| is_deep(value, DEEP));
        // Texts, numbers and maps of them always have a JSON.
        text.push_str(&serde_json::to_string(i18n).unwrap_or_default());
        text.push_str(&serde_json::to_string(&rest).unwrap_or_default());
        Self {
            text: text.into(),
            product,
            key,
            name,
            zone,
            deep: deep.then(|| Arc::new(draft.clone())),
        }
    }
}

impl From<Draft> for PackedDraft {
    fn from(draft: Draft) -> Self {
        Self::from(&draft)
    }
}

fn end(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

impl PackedDraft {
    fn part(&self, from: u32, to: u32) -> &str {
        self.text
            .get(from as usize..to as usize)
            .unwrap_or_default()
    }

    /// The product it belongs to.
    #[must_use]
    pub fn product_key(&self) -> &str {
        self.part(0, self.product)
    }

    /// Its key, where it has one.
    #[must_use]
    pub fn device_key(&self) -> Option<&str> {
        (self.key != KEYLESS).then(|| self.part(self.product, self.key))
    }

    /// Its default name.
    #[must_use]
    pub fn name(&self) -> &str {
        let from = match self.key {
            KEYLESS => self.product,
            key => key,
        };
        self.part(from, self.name)
    }

    /// Its time zone.
    #[must_use]
    pub fn timezone(&self) -> &str {
        self.part(self.name, self.zone)
    }

    /// The translations of its name.
    #[must_use]
    pub fn names(&self) -> BTreeMap<String, String> {
        Names::deserialize(&mut self.json()).unwrap_or_default()
    }

    /// The device that it asks for; see [`Draft::id`].
    #[must_use]
    pub fn id(&self) -> Option<DeviceId<&str>> {
        DraftRef::Packed(self).id()
    }

    /// What stands behind the texts. It was written here, and is read as it was written.
    fn json(&self) -> Deserializer<StrRead<'_>> {
        Deserializer::from_str(self.text.get(self.zone as usize..).unwrap_or_default())
    }

    /// All of it, as it was.
    #[must_use]
    pub fn open(&self) -> Draft {
        if let Some(draft) = &self.deep {
            return Draft::clone(draft);
        }
        let mut json = self.json();
        let i18n_value = Names::deserialize(&mut json).unwrap_or_default();
        let (device_attributes, device_desc, device_tags) =
            Rest::deserialize(&mut json).unwrap_or_default();
        Draft {
            product_key: self.product_key().to_owned(),
            device_name: StringI18n {
                default_value: self.name().to_owned(),
                i18n_value,
            },
            timezone: self.timezone().to_owned(),
            device_attributes,
            device_key: self.device_key().map(str::to_owned),
            device_desc,
            device_tags,
        }
    }
}

impl PartialEq for PackedDraft {
    /// Whether they say the same, as with drafts: the order of attributes does not count.
    fn eq(&self, other: &Self) -> bool {
        let ends = |draft: &Self| (draft.product, draft.key, draft.name, draft.zone);
        let apart =
            ends(self) != ends(other) || self.part(0, self.zone) != other.part(0, other.zone);
        !apart && (self.text == other.text || self.open() == other.open())
    }
}

impl fmt::Debug for PackedDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.open().fmt(f)
    }
}

/// A draft, open or packed, for whoever can do with either.
#[derive(Clone, Copy, Debug)]
pub enum DraftRef<'a> {
    /// As it is.
    Open(&'a Draft),
    /// To be opened where all of it is wanted.
    Packed(&'a PackedDraft),
}

impl<'a> From<&'a Draft> for DraftRef<'a> {
    fn from(draft: &'a Draft) -> Self {
        Self::Open(draft)
    }
}

impl<'a> From<&'a PackedDraft> for DraftRef<'a> {
    fn from(draft: &'a PackedDraft) -> Self {
        Self::Packed(draft)
    }
}

impl<'a> DraftRef<'a> {
    /// The product it belongs to.
    #[must_use]
    pub fn product_key(self) -> &'a str {
        match self {
            Self::Open(draft) => &draft.product_key,
            Self::Packed(draft) => draft.product_key(),
        }
    }

    /// Its key, where it has one.
    #[must_use]
    pub fn device_key(self) -> Option<&'a str> {
        match self {
            Self::Open(draft) => draft.device_key.as_deref(),
            Self::Packed(draft) => draft.device_key(),
        }
    }

    /// Its default name.
    #[must_use]
    pub fn name(self) -> &'a str {
        match self {
            Self::Open(draft) => &draft.device_name.default_value,
            Self::Packed(draft) => draft.name(),
        }
    }

    /// The device that it asks for; see [`Draft::id`].
    #[must_use]
    pub fn id(self) -> Option<DeviceId<&'a str>> {
        let device_key = self.device_key().filter(|key| !key.is_empty())?;
        Some(DeviceId {
            product_key: self.product_key(),
            device_key,
        })
    }

    /// All of it.
    #[must_use]
    pub fn open(self) -> Cow<'a, Draft> {
        match self {
            Self::Open(draft) => Cow::Borrowed(draft),
            Self::Packed(draft) => Cow::Owned(draft.open()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::{btree_map, vec};
    use proptest::option;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 12, 4, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..4).prop_map(Value::from),
                vec((any::<String>(), inner), 0..4)
                    .prop_map(|fields| fields.into_iter().collect::<Map<_, _>>().into()),
            ]
        })
    }

    fn draft() -> impl Strategy<Value = Draft> {
        let texts = || btree_map(any::<String>(), any::<String>(), 0..3);
        let names = (any::<String>(), any::<String>(), texts());
        let rest = (
            any::<String>(),
            vec((any::<String>(), value()), 0..4),
            option::of(any::<String>()),
            option::of(any::<String>()),
            texts(),
        );
        (names, rest).prop_map(|((product_key, default_value, i18n_value), rest)| {
            let (timezone, attributes, device_key, device_desc, device_tags) = rest;
            Draft {
                product_key,
                device_name: StringI18n {
                    default_value,
                    i18n_value,
                },
                timezone,
                device_attributes: attributes.into_iter().collect(),
                device_key,
                device_desc,
                device_tags,
            }
        })
    }

    proptest! {
        /// To the last digit, and in the order that its attributes have.
        #[test]
        fn what_is_packed_is_opened_as_it_was(draft in draft()) {
            let packed = PackedDraft::from(&draft);
            let opened = packed.open();
            prop_assert_eq!(&opened, &draft);
            let json = |draft: &Draft| serde_json::to_string(draft).unwrap();
            prop_assert_eq!(json(&opened), json(&draft));
            prop_assert_eq!(packed.id(), draft.id());
            prop_assert_eq!(packed.name(), draft.device_name.default_value.as_str());
            prop_assert_eq!(packed.device_key(), draft.device_key.as_deref());
            prop_assert_eq!(packed.timezone(), draft.timezone.as_str());
            prop_assert_eq!(packed.names(), draft.device_name.i18n_value);
            prop_assert_eq!(&packed, &PackedDraft::from(opened));
        }

        #[test]
        fn packed_drafts_are_equal_where_the_drafts_are(one in draft(), other in draft()) {
            let packed = [&one, &other].map(PackedDraft::from);
            prop_assert_eq!(packed[0] == packed[1], one == other);
        }
    }

    #[test]
    fn the_order_of_attributes_is_kept_and_does_not_count() {
        let with = |attributes: Value| Draft {
            device_attributes: attributes.as_object().cloned().unwrap(),
            ..Draft::default()
        };
        let (one, other) = (
            with(json!({"a": 1, "b": 0.0})),
            with(json!({"b": -0.0, "a": 1})),
        );
        assert_eq!(PackedDraft::from(&one), PackedDraft::from(&other));
        let first = PackedDraft::from(other).open();
        assert_eq!(first.device_attributes.keys().next().unwrap(), "b");
    }

    #[test]
    fn what_is_nested_deeply_is_kept_too() {
        for depth in [1, DEEP - 1, DEEP, 127, 300] {
            let mut value = json!(1);
            for _ in 0..depth {
                value = json!([value]);
            }
            let draft = Draft {
                device_attributes: [("deep".to_owned(), value)].into_iter().collect(),
                ..Draft::default()
            };
            let packed = PackedDraft::from(&draft);
            assert_eq!(packed.open(), draft, "{depth}");
        }
    }

    #[test]
    fn an_empty_key_is_not_none() {
        for device_key in [None, Some(String::new())] {
            let draft = Draft {
                device_key,
                ..Draft::default()
            };
            assert_eq!(PackedDraft::from(&draft).open(), draft);
        }
    }
}
