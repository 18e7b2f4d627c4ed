//! A reply on its way into memory: what nobody reads is skipped, and what is kept is counted.
//!
//! A value takes many times the bytes it is written in (`[]` a hundred bytes and more), so a bound on the bytes of a
//! reply is none on memory.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// What of a value is kept.
#[derive(Clone, Copy, Debug)]
pub(super) enum Keep {
    /// All of it.
    All,
    /// Of an object the fields for which there is an answer, of a list the same of every member; and what
    /// holds no others.
    Only(Fields),
    /// The words around every reply, and of its data these fields.
    Reply(Fields),
}

/// Which fields are kept, and what of each.
pub(super) type Fields = fn(&str) -> Option<Keep>;

/// What holds no others; of an object or a list, that it is one.
pub(super) const LEAF: Keep = Keep::Only(|_| None);

/// What is read of every reply besides its data.
fn envelope(field: &str) -> Option<Keep> {
    let of_pagination = |field: &str| (field == "totalSize").then_some(LEAF);
    match field {
        "code" | "status" | "stauts" | "apim_status" | "msg" | "message" | "error"
        | "requestId" => Some(LEAF),
        "pagination" => Some(Keep::Only(of_pagination)),
        _ => None,
    }
}

/// How many more values are taken.
#[derive(Debug)]
pub(super) struct Room(Cell<usize>);

impl Room {
    /// For so many.
    pub(super) const fn of(values: usize) -> Self {
        Self(Cell::new(values))
    }

    fn take<E: de::Error>(&self) -> Result<(), E> {
        let left = self.0.get().checked_sub(1);
        let left = left.ok_or_else(|| E::custom("more values than there is room for"))?;
        self.0.set(left);
        Ok(())
    }
}

/// Reads `json`, of it what `keep` says, as far as there is `room`. Where there is more, the error is one of data, else
/// it is one of syntax.
pub(super) fn read(json: &[u8], keep: Keep, room: &Room) -> Result<Value, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_slice(json);
    let value = Sieve { keep, room }.deserialize(&mut json)?;
    json.end()?;
    Ok(value)
}

#[derive(Clone, Copy)]
struct Sieve<'a> {
    keep: Keep,
    room: &'a Room,
}

impl Sieve<'_> {
    fn leaf<E: de::Error>(self, value: impl Into<Value>) -> Result<Value, E> {
        self.room.take()?;
        Ok(value.into())
    }
}

impl<'de> DeserializeSeed<'de> for Sieve<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Sieve<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        self.leaf(())
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        self.leaf(value)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        self.leaf(value)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        self.leaf(value)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        self.leaf(value)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        self.leaf(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        self.room.take()?;
        let mut members = Vec::new();
        while let Some(member) = list.next_element_seed(self)? {
            members.push(member);
        }
        Ok(Value::Array(members))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        self.room.take()?;
        let mut fields = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            let keep = match self.keep {
                Keep::All => Some(Keep::All),
                Keep::Only(fields) => fields(&name),
                Keep::Reply(fields) if name == "data" => Some(Keep::Only(fields)),
                Keep::Reply(_) => envelope(&name),
            };
            if let Some(keep) = keep {
                let value = object.next_value_seed(Sieve { keep, ..self })?;
                fields.insert(name, value);
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Value::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    const TOO_MANY: Result<Value, bool> = Err(true);
    const NO_JSON: Result<Value, bool> = Err(false);

    fn sieved(json: &str, keep: Keep, values: usize) -> Result<Value, bool> {
        read(json.as_bytes(), keep, &Room::of(values)).map_err(|error| error.is_data())
    }

    fn device(field: &str) -> Option<Keep> {
        match field {
            "key" => Some(LEAF),
            "attributes" => Some(Keep::All),
            _ => None,
        }
    }

    #[test]
    fn what_nobody_reads_is_neither_kept_nor_counted() {
        let many = "[".repeat(100) + &"]".repeat(100);
        let json = format!(
            r#"[{{"key":"k","odd":{many},"attributes":{{"a":[1,{{"b":null}}]}}}},{{"key":{{"x":1}}}}]"#
        );
        let expected = json!([{"key": "k", "attributes": {"a": [1, {"b": null}]}}, {"key": {}}]);
        assert_eq!(sieved(&json, Keep::Only(device), 10), Ok(expected));
        assert_eq!(sieved(&json, Keep::Only(device), 9), TOO_MANY);
    }

    #[test]
    fn values_are_counted_and_not_bytes() {
        let wide = format!("[{}]", vec!["[]"; 100].join(","));
        assert!(sieved(&wide, Keep::All, 101).is_ok());
        assert_eq!(sieved(&wide, Keep::All, 100), TOO_MANY);
        let long = format!("{:?}", "x".repeat(100_000));
        assert!(sieved(&long, Keep::All, 1).is_ok());
        for odd in ["", "[", "{} {}", "[1,]", "nul"] {
            assert_eq!(sieved(odd, Keep::All, 100), NO_JSON, "{odd}");
        }
        let deep = "[".repeat(1_000_000);
        assert_eq!(sieved(&deep, Keep::All, 1_000_000), NO_JSON);
    }

    proptest! {
        #[test]
        fn all_of_a_value_is_the_value(json in r#"[\[\]{}":,0-9a-z.\-]{0,40}|\{"a":[0-9]{1,30}(\.[0-9]{1,20})?\}"#) {
            let expected: Result<Value, _> = serde_json::from_str(&json);
            prop_assert_eq!(sieved(&json, Keep::All, 1_000).ok(), expected.ok());
        }
    }
}
