//! What a device is to be, in sixteen bytes: equal where two drafts say the same.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};
use sha2::{Digest as _, Sha256};

use super::Draft;

/// The beginning of a hash over all that a draft says, however its JSON was written: the order of fields
/// does not count, nor whether a number is written 1 or 1.0, nor an empty description beside none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Content(pub [u8; 16]);

impl Content {
    /// What the user's own draft says: a key that the program made, which is so if `automatic`, is no part
    /// of it.
    #[must_use]
    pub fn of(draft: &Draft, automatic: bool) -> Self {
        let Draft {
            product_key,
            device_name,
            timezone,
            device_attributes,
            device_key,
            device_desc,
            device_tags,
        } = draft;
        let mut print = Print(Sha256::new());
        print.text(product_key);
        print.text(&device_name.default_value);
        print.texts(&device_name.i18n_value);
        print.text(timezone);
        print.object(device_attributes);
        print.optional(device_key.as_deref().filter(|_| !automatic));
        print.optional(device_desc.as_deref().filter(|desc| !desc.is_empty()));
        print.texts(device_tags);
        print.end()
    }
}

/// Every part says what it is and how long, so that no two different drafts are fed alike.
struct Print(Sha256);

impl Print {
    fn part(&mut self, kind: u8, length: usize) {
        self.0.update([kind]);
        self.0.update(length.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.part(b'"', text.len());
        self.0.update(text);
    }

    fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.part(b'-', 0),
        }
    }

    fn texts(&mut self, texts: &BTreeMap<String, String>) {
        self.part(b'{', texts.len());
        for (name, text) in texts {
            self.text(name);
            self.text(text);
        }
    }

    fn object(&mut self, fields: &Map<String, Value>) {
        self.part(b'{', fields.len());
        let mut fields: Vec<(&String, &Value)> = fields.iter().collect();
        fields.sort_unstable_by_key(|(name, _)| *name);
        for (name, value) in fields {
            self.text(name);
            self.value(value);
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.part(b'0', 0),
            Value::Bool(value) => self.part(b'?', usize::from(*value)),
            Value::Number(number) => {
                let number = plain(number);
                self.part(b'#', number.len());
                self.0.update(number);
            }
            Value::String(text) => self.text(text),
            Value::Array(values) => {
                self.part(b'[', values.len());
                for value in values {
                    self.value(value);
                }
            }
            Value::Object(fields) => self.object(fields),
        }
    }

    fn end(self) -> Content {
        let hash = self.0.finalize();
        let mut first = [0; 16];
        for (byte, of) in first.iter_mut().zip(hash) {
            *byte = of;
        }
        Content(first)
    }
}

/// Beyond this, floating point numbers skip whole ones (2^53).
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The number as it is written without a point, if it is whole.
fn plain(number: &Number) -> String {
    let whole = number
        .as_f64()
        .filter(|float| number.is_f64() && float.fract() == 0.0 && float.abs() < EXACT);
    match whole {
        // Zero has two signs.
        Some(float) => format!("{:.0}", float + 0.0),
        None => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::StringI18n;

    fn draft(attributes: &Value) -> Draft {
        Draft {
            product_key: "P".to_owned(),
            device_name: StringI18n::plain("pump"),
            timezone: "+08:00".to_owned(),
            device_attributes: attributes.as_object().cloned().unwrap_or_default(),
            ..Draft::default()
        }
    }

    fn content(attributes: &Value) -> Content {
        Content::of(&draft(attributes), false)
    }

    #[test]
    fn how_it_is_written_does_not_count() {
        let one = content(&json!({"a": 1, "b": {"c": [1.5, -0.0], "d": null}}));
        let other: Value =
            serde_json::from_str(r#"{"b": {"d": null, "c": [15e-1, 0]}, "a": 1.0}"#).unwrap();
        assert_eq!(one, content(&other));
        let described = Draft {
            device_desc: Some(String::new()),
            ..draft(&json!({}))
        };
        assert_eq!(Content::of(&described, false), content(&json!({})));
    }

    #[test]
    fn whatever_it_says_counts() {
        let base = draft(&json!({"a": 1}));
        let change = |change: &dyn Fn(&mut Draft)| {
            let mut draft = base.clone();
            change(&mut draft);
            Content::of(&draft, false)
        };
        let contents = [
            change(&|_| ()),
            change(&|draft| draft.product_key.push('2')),
            change(&|draft| draft.device_name.default_value.push('2')),
            change(&|draft| {
                let texts = &mut draft.device_name.i18n_value;
                texts.insert("en_US".to_owned(), "pump".to_owned());
            }),
            change(&|draft| draft.timezone = "Asia/Shanghai".to_owned()),
            change(&|draft| draft.device_key = Some("KEY-1".to_owned())),
            change(&|draft| draft.device_desc = Some("KEY-1".to_owned())),
            change(&|draft| drop(draft.device_tags.insert("a".to_owned(), "1".to_owned()))),
            change(&|draft| drop(draft.device_attributes.insert("a".to_owned(), json!("1")))),
            change(&|draft| drop(draft.device_attributes.insert("a".to_owned(), json!(1.5)))),
            change(&|draft| drop(draft.device_attributes.insert("a".to_owned(), json!([1])))),
            change(&|draft| drop(draft.device_attributes.insert("b".to_owned(), json!(true)))),
        ];
        let distinct: std::collections::BTreeSet<_> = contents.iter().collect();
        assert_eq!(distinct.len(), contents.len());
    }

    #[test]
    fn a_key_that_the_program_made_does_not_count() {
        let mut keyed = draft(&json!({}));
        keyed.device_key = Some("aB3dE5gH7j".to_owned());
        assert_eq!(Content::of(&keyed, true), content(&json!({})));
        assert_ne!(Content::of(&keyed, false), content(&json!({})));
    }
}
