//! Thing models on the wire.

use std::borrow::Cow;

use serde_json::Value;

use super::json::{self, Object, flag, i18n, id, int, object, text, words};
use super::request::{Asked, Expected, Operation, Request};
use super::sieve::{self, Keep, LEAF, Room};
use crate::domain::{Attribute, DataType, EnumValue, ItemType, StructItem, ThingModel};

const PATH: &str = "model-service/v2.1/thing-models";
const GET: Operation = (Asked::GetThingModel, PATH, "get");

/// So many values at most has a model, those in its texts of JSON included; 200 attributes are allowed, and 200
/// members of an enumeration.
const VALUES: usize = 200_000;
/// So deep definitions stand in each other; EnOS allows no struct in a struct.
const DEPTH: usize = 8;

/// Get Thing Model V2.1, public models included (scope 1).
pub(super) fn get(model_id: &str) -> Request {
    // Measure points, services and events are most of a model.
    fn of_model(field: &str) -> Option<Keep> {
        match field {
            "modelId" => Some(LEAF),
            "name" | "attributes" => Some(Keep::All),
            _ => None,
        }
    }
    let expected = Expected::of(of_model).and(1, 15 * 1024 * 1024, VALUES);
    Request::get(GET, expected)
        .with("modelId", model_id)
        .with("scope", "1")
}

/// Reads a model; its attributes keep the order served.
pub(super) fn read(model: &Object) -> ThingModel {
    let within = Within {
        room: &Room::of(VALUES),
        depth: DEPTH,
    };
    let attributes = model.get("attributes").map(members).unwrap_or_default();
    ThingModel {
        model_id: id(model, "modelId").unwrap_or_default(),
        name: i18n(model, "name"),
        attributes: attributes
            .into_iter()
            .map(|(key, attribute)| read_attribute(key, attribute, within))
            .collect(),
    }
}

/// How much more is read of definitions, and how deep.
#[derive(Clone, Copy)]
struct Within<'a> {
    room: &'a Room,
    depth: usize,
}

/// The objects of a map or of a list, each with the identifier it goes by. One that is too long to be any is left
/// out.
fn members(value: &Value) -> Vec<(String, &Object)> {
    let map = value.as_object().into_iter().flatten();
    let list = value.as_array().into_iter().flatten();
    let keyed = map.map(|(key, member)| (Some(key), member));
    keyed
        .chain(list.map(|member| (None, member)))
        .filter_map(|(key, member)| {
            let member = member.as_object()?;
            let identifier = id(member, "identifier").or_else(|| json::as_id(key?));
            Some((identifier?, member))
        })
        .collect()
}

fn read_attribute(identifier: String, attribute: &Object, within: Within<'_>) -> Attribute {
    let definition = definition(attribute, within);
    let default = |of: &Object| {
        let value = of.get("defaultValue").filter(|value| !value.is_null());
        value.filter(|value| json::value(value) == **value).cloned()
    };
    Attribute {
        identifier,
        name: i18n(attribute, "name"),
        desc: words(attribute, "desc").unwrap_or_default(),
        data_type: data_type(attribute, &definition, within),
        required: flag(attribute, "isRequired"),
        default: default(attribute).or_else(|| default(&definition)),
        unit: unit(attribute),
    }
}

/// `dataDefinition`: documented as a text holding JSON, tolerated as an object, empty when absent.
fn definition<'a>(of: &'a Object, within: Within<'_>) -> Cow<'a, Object> {
    match of.get("dataDefinition") {
        Some(Value::Object(definition)) => Cow::Borrowed(definition),
        Some(Value::String(json)) => match sieve::read(json.as_bytes(), Keep::All, within.room) {
            Ok(Value::Object(definition)) => Cow::Owned(definition),
            _ => Cow::default(),
        },
        _ => Cow::default(),
    }
}

/// A type whose definition is missing or strange is [`DataType::Other`]: better no rule than a wrong one.
fn data_type(of: &Object, definition: &Object, within: Within<'_>) -> DataType {
    let name = words(of, "dataType").unwrap_or_default().to_uppercase();
    let known = match name.as_str() {
        "ARRAY" => item_type(definition).map(DataType::Array),
        "BOOL" => Some(read_bool(definition)),
        "DATE" => Some(DataType::Date),
        "ENUM" => read_enum(definition).map(DataType::Enum),
        "INT" => Some(DataType::Int),
        "FLOAT" => Some(DataType::Float),
        "DOUBLE" => Some(DataType::Double),
        "STRUCT" => read_struct(definition, within).map(DataType::Struct),
        "STRING" => {
            let limit = definition.get("maxLength").and_then(int);
            let max_length = limit.and_then(|limit| usize::try_from(limit).ok());
            Some(DataType::String { max_length })
        }
        "TIMESTAMP" => Some(DataType::Timestamp),
        "FILE" => Some(DataType::File),
        _ => None,
    };
    known.unwrap_or(DataType::Other(name))
}

fn item_type(definition: &Object) -> Option<ItemType> {
    match text(definition, "itemType")?.to_uppercase().as_str() {
        "INT" => Some(ItemType::Int),
        "FLOAT" => Some(ItemType::Float),
        "DOUBLE" => Some(ItemType::Double),
        "STRING" => Some(ItemType::String),
        _ => None,
    }
}

fn read_bool(definition: &Object) -> DataType {
    let word = |key| {
        let words = object(definition, "boolDesc")?;
        json::words(words, key)
    };
    DataType::Bool {
        yes: word("true").unwrap_or_default(),
        no: word("false").unwrap_or_default(),
    }
}

fn read_enum(definition: &Object) -> Option<Vec<EnumValue>> {
    let texts =
        text(definition, "enumType").is_some_and(|kind| kind.eq_ignore_ascii_case("STRING"));
    let labels = object(definition, "enumDesc")?;
    let values = labels.keys().filter_map(|key| {
        Some(EnumValue {
            value: match key.parse::<i64>() {
                Ok(number) if !texts => Value::from(number),
                _ => Value::from(json::as_id(key)?),
            },
            label: i18n(labels, key),
        })
    });
    Some(values.collect())
}

fn read_struct(definition: &Object, within: Within<'_>) -> Option<Vec<StructItem>> {
    let within = Within {
        depth: within.depth.checked_sub(1)?,
        ..within
    };
    let items = members(definition.get("items")?).into_iter();
    let items = items.map(|(identifier, item)| StructItem {
        identifier,
        name: i18n(item, "name"),
        data_type: data_type(item, &self::definition(item, within), within),
        required: flag(item, "required") || flag(item, "isRequired"),
        unit: unit(item),
    });
    Some(items.collect())
}

/// `unit {unitId, multiplier}`; a multiplier other than `ONE` is part of what people must read.
fn unit(of: &Object) -> Option<String> {
    let unit = object(of, "unit")?;
    let symbol = words(unit, "unitId")?;
    match words(unit, "multiplier") {
        Some(multiplier) if multiplier != "ONE" => Some(format!("{multiplier} {symbol}")),
        _ => Some(symbol),
    }
}

#[cfg(test)]
mod tests;
