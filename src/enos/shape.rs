//! The shape of a reply: which fields it has and of which types, and nothing of what they say.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

/// So many values of a reply are looked at; the rest is of the same shapes, or too much to tell.
const LOOKED_AT: usize = 600;
/// So many members of a list are looked at.
const MEMBERS: usize = 20;
/// So many shapes of members are told apart.
const KINDS: usize = 4;
/// The longest name of a field that is told.
const NAME: usize = 32;
/// So many digits are in the name of a field at most (`i18nValue`); in an id or a token there are more.
const DIGITS: usize = 2;
/// Fields whose own fields are named by users.
const MAPS: [&str; 8] = [
    "attributes",
    "tags",
    "i18nValue",
    "deviceAttributes",
    "deviceTags",
    "productTags",
    "measurepoints",
    "modelAttributes",
];

/// The shape of a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Null,
    Flag,
    Number,
    Text,
    /// More than was looked at.
    More,
    List(BTreeSet<Shape>),
    /// Its fields' names are users' own.
    Map(BTreeSet<Shape>),
    Object(BTreeMap<String, Shape>),
}

/// The shape of a JSON text, in one line; none when it is no JSON.
pub(super) fn shape(json: &[u8]) -> Option<String> {
    let mut json = serde_json::Deserializer::from_slice(json);
    let left = Cell::new(LOOKED_AT);
    let eye = Eye {
        left: &left,
        map: false,
    };
    let shape = eye.deserialize(&mut json).ok()?;
    Some(shape.to_string())
}

#[derive(Clone, Copy)]
struct Eye<'a> {
    left: &'a Cell<usize>,
    /// Whether the fields of an object are named by users.
    map: bool,
}

impl<'de> DeserializeSeed<'de> for Eye<'_> {
    type Value = Shape;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        let Some(left) = self.left.get().checked_sub(1) else {
            deserializer.deserialize_ignored_any(IgnoredAny)?;
            return Ok(Shape::More);
        };
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Eye<'_> {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Flag)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Number)
    }

    fn visit_str<E>(self, _: &str) -> Result<Shape, E> {
        Ok(Shape::Text)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Shape, A::Error> {
        let mut kinds = BTreeSet::new();
        for _ in 0..MEMBERS {
            let Some(member) = list.next_element_seed(self)? else {
                return Ok(Shape::List(kinds));
            };
            note(&mut kinds, member);
        }
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Shape::List(kinds))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Shape, A::Error> {
        let mut fields = BTreeMap::new();
        let mut kinds = BTreeSet::new();
        while let Some(name) = object.next_key::<String>()? {
            let eye = Eye {
                map: MAPS.contains(&name.as_str()),
                ..self
            };
            let shape = object.next_value_seed(eye)?;
            if self.map {
                note(&mut kinds, shape);
            } else if fields.len() < LOOKED_AT {
                fields.insert(plain(name), shape);
            } else {
                return Err(A::Error::custom("too many fields"));
            }
        }
        Ok(if self.map {
            Shape::Map(kinds)
        } else {
            Shape::Object(fields)
        })
    }
}

fn note(kinds: &mut BTreeSet<Shape>, shape: Shape) {
    if kinds.len() < KINDS || kinds.contains(&shape) {
        kinds.insert(shape);
    } else {
        kinds.insert(Shape::More);
    }
}

/// A field's name, if it is one that a program would give.
fn plain(name: String) -> String {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let fits = name.len() <= NAME && digits <= DIGITS && name.bytes().all(plain);
    if fits { name } else { "?".to_owned() }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let any = |kinds: &BTreeSet<Self>| {
            let kinds: Vec<_> = kinds.iter().map(Self::to_string).collect();
            kinds.join("|")
        };
        match self {
            Self::Null => f.write_str("null"),
            Self::Flag => f.write_str("boolean"),
            Self::Number => f.write_str("number"),
            Self::Text => f.write_str("string"),
            Self::More => f.write_str("more"),
            Self::List(kinds) => write!(f, "[{}]", any(kinds)),
            Self::Map(kinds) => write!(f, "{{*:{}}}", any(kinds)),
            Self::Object(fields) => {
                let fields = fields.iter();
                let fields: Vec<_> = fields.map(|(name, of)| format!("{name}:{of}")).collect();
                write!(f, "{{{}}}", fields.join(","))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fields_and_types_are_told_and_no_value() {
        let json = br#"{"code":0,"msg":"OK","requestId":null,"data":[
            {"code":0,"data":{"deviceKey":"SN-1","deviceSecret":"geheim","attributes":{"owner":"Li","n":1}}},
            {"code":-1,"msg":"no"}],"odd name":true,"5f1c3d2e":1,"i18nValue":{}}"#;
        assert_eq!(
            shape(json).unwrap(),
            "{?:number,code:number,data:[{code:number,data:{attributes:{*:number|string},deviceKey:string,\
             deviceSecret:string}}|{code:number,msg:string}],i18nValue:{*:},msg:string,requestId:null}"
        );
        assert_eq!(shape(b"<html>"), None);
        assert_eq!(shape(b"[1,\"a\",[]]").unwrap(), "[number|string|[]]");
    }

    #[test]
    fn what_is_large_has_a_short_shape() {
        let many = format!("[{}]", vec!["{\"a\":[1,2,3]}"; 50_000].join(","));
        assert_eq!(shape(many.as_bytes()).unwrap(), "[{a:[number]}]");
        let wide: Vec<String> = (0..5_000).map(|n| format!("\"f{n}\":[[1]]")).collect();
        let wide = format!("{{{}}}", wide.join(","));
        assert!(shape(wide.as_bytes()).is_none_or(|shape| shape.len() < 40_000));
        assert_eq!(shape("[".repeat(100_000).as_bytes()), None);
    }

    proptest! {
        #[test]
        fn nothing_of_a_text_is_ever_told(text in "[A-Z]{6,20}", json in any::<Vec<u8>>()) {
            let told = format!(r#"{{"msg":"{text}","data":[{{"tags":{{"{text}":"{text}"}}}},"{text}"]}}"#);
            let shape = self::shape(told.as_bytes()).unwrap();
            prop_assert!(!shape.contains(&text), "{shape}");
            let _ = self::shape(&json);
        }
    }
}
