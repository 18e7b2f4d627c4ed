//! Thing models on the wire.

use std::borrow::Cow;

use serde_json::Value;

use super::json::{Object, filled, flag, i18n, int, object, text};
use super::request::Request;
use crate::domain::{Attribute, DataType, EnumValue, ItemType, StructItem, ThingModel};

const V2_1: &str = "model-service/v2.1/thing-models";

/// Get Thing Model V2.1, public models included (scope 1).
pub(super) fn get(model_id: &str) -> Request {
    Request::get(V2_1, "get")
        .with("modelId", model_id)
        .with("scope", "1")
}

/// Reads a model; its attributes keep the order served.
pub(super) fn read(model: &Object) -> ThingModel {
    let attributes = model.get("attributes").map(members).unwrap_or_default();
    ThingModel {
        model_id: text(model, "modelId").unwrap_or_default(),
        name: i18n(model, "name"),
        attributes: attributes
            .into_iter()
            .map(|(key, attribute)| read_attribute(key, attribute))
            .collect(),
    }
}

/// The objects of a map or of a list, each with the identifier it goes by.
fn members(value: &Value) -> Vec<(String, &Object)> {
    let identifier = |of| filled(of, "identifier");
    match value {
        Value::Object(map) => map
            .iter()
            .filter_map(|(key, member)| Some((key, member.as_object()?)))
            .map(|(key, member)| (identifier(member).unwrap_or_else(|| key.clone()), member))
            .collect(),
        Value::Array(list) => list
            .iter()
            .filter_map(Value::as_object)
            .filter_map(|member| Some((identifier(member)?, member)))
            .collect(),
        _ => Vec::new(),
    }
}

fn read_attribute(identifier: String, attribute: &Object) -> Attribute {
    let definition = definition(attribute);
    let default = |of: &Object| {
        of.get("defaultValue")
            .filter(|value| !value.is_null())
            .cloned()
    };
    Attribute {
        identifier,
        name: i18n(attribute, "name"),
        desc: text(attribute, "desc").unwrap_or_default(),
        data_type: data_type(attribute, &definition),
        required: flag(attribute, "isRequired"),
        default: default(attribute).or_else(|| default(&definition)),
        unit: unit(attribute),
    }
}

/// `dataDefinition`: documented as a text holding JSON, tolerated as an object, empty when absent.
fn definition(of: &Object) -> Cow<'_, Object> {
    match of.get("dataDefinition") {
        Some(Value::Object(definition)) => Cow::Borrowed(definition),
        Some(Value::String(json)) => Cow::Owned(serde_json::from_str(json).unwrap_or_default()),
        _ => Cow::default(),
    }
}

/// A type whose definition is missing or strange is [`DataType::Other`]: better no rule than a wrong one.
fn data_type(of: &Object, definition: &Object) -> DataType {
    let name = text(of, "dataType").unwrap_or_default().to_uppercase();
    let known = match name.as_str() {
        "ARRAY" => item_type(definition).map(DataType::Array),
        "BOOL" => Some(read_bool(definition)),
        "DATE" => Some(DataType::Date),
        "ENUM" => read_enum(definition).map(DataType::Enum),
        "INT" => Some(DataType::Int),
        "FLOAT" => Some(DataType::Float),
        "DOUBLE" => Some(DataType::Double),
        "STRUCT" => read_struct(definition).map(DataType::Struct),
        "STRING" => Some(DataType::String {
            max_length: definition
                .get("maxLength")
                .and_then(int)
                .and_then(|limit| usize::try_from(limit).ok()),
        }),
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
        text(words, key)
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
    let values = labels.keys().map(|key| EnumValue {
        value: match key.parse::<i64>() {
            Ok(number) if !texts => Value::from(number),
            _ => Value::from(key.as_str()),
        },
        label: i18n(labels, key),
    });
    Some(values.collect())
}

fn read_struct(definition: &Object) -> Option<Vec<StructItem>> {
    let items = members(definition.get("items")?).into_iter();
    let items = items.map(|(identifier, item)| StructItem {
        identifier,
        name: i18n(item, "name"),
        data_type: data_type(item, &self::definition(item)),
        required: flag(item, "required") || flag(item, "isRequired"),
        unit: unit(item),
    });
    Some(items.collect())
}

/// `unit {unitId, multiplier}`; a multiplier other than `ONE` is part of what people must read.
fn unit(of: &Object) -> Option<String> {
    let unit = object(of, "unit")?;
    let symbol = filled(unit, "unitId")?;
    match filled(unit, "multiplier") {
        Some(multiplier) if multiplier != "ONE" => Some(format!("{multiplier} {symbol}")),
        _ => Some(symbol),
    }
}

#[cfg(test)]
mod tests;
