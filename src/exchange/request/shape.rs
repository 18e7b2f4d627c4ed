//! From JSON to drafts, noting whatever does not fit.
//!
//! The shape: Batch Create Devices V2.4, request body, `CreateOption`, `StringI18n`.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};

use super::json::Node;
use super::{Fault, Place, Request};
use crate::domain::{Draft, StringI18n};
use crate::provision::text::{nearest, quoted, short, visible};

const BODY: [&str; 2] = ["deviceList", "requireSecret"];
const DEVICE: [&str; 7] = [
    "productKey",
    "deviceName",
    "timezone",
    "deviceAttributes",
    "deviceKey",
    "deviceDesc",
    "deviceTags",
];
const NAME: [&str; 2] = ["defaultValue", "i18nValue"];

/// The request that `node` is. When it adds to `faults`, what it returns is incomplete.
pub(super) fn request(node: Node, faults: &mut Vec<Fault>) -> Request {
    let mut reader = Reader { faults };
    match node {
        Node::Array(list) => Request {
            devices: reader.devices("", list),
            require_secret: false,
        },
        Node::Object(fields) => {
            let mut fields = reader.fields("", fields, &BODY);
            let devices = match reader.mandatory("", &mut fields, "deviceList") {
                Some(Node::Array(list)) => reader.devices("deviceList", list),
                Some(other) => reader.misfit("deviceList", &other, "a list of devices"),
                None => Vec::new(),
            };
            let require_secret = match optional(&mut fields, "requireSecret") {
                Some(Node::Scalar(Value::Bool(wanted))) => wanted,
                Some(other) => reader.misfit("requireSecret", &other, "true or false"),
                None => false,
            };
            Request {
                devices,
                require_secret,
            }
        }
        other @ Node::Scalar(_) => reader.misfit(
            "",
            &other,
            "an object with deviceList, nor a list of devices",
        ),
    }
}

/// The fields of an object, by name.
type Fields = BTreeMap<String, Node>;

fn optional(fields: &mut Fields, name: &str) -> Option<Node> {
    fields
        .remove(name)
        .filter(|node| !matches!(node, Node::Scalar(Value::Null)))
}

struct Reader<'a> {
    faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    fn devices(&mut self, path: &str, list: Vec<Node>) -> Vec<Draft> {
        list.into_iter()
            .enumerate()
            .map(|(index, node)| self.device(&format!("{path}[{index}]"), node))
            .collect()
    }

    fn device(&mut self, path: &str, node: Node) -> Draft {
        let Node::Object(fields) = node else {
            return self.misfit(path, &node, "a device; write {\"productKey\": ...}");
        };
        let mut fields = self.fields(path, fields, &DEVICE);
        let at = |name: &str| inside(path, name);
        Draft {
            product_key: self
                .mandatory(path, &mut fields, "productKey")
                .map(|node| self.text(&at("productKey"), node))
                .unwrap_or_default(),
            device_name: self
                .mandatory(path, &mut fields, "deviceName")
                .map(|node| self.name(&at("deviceName"), node))
                .unwrap_or_default(),
            timezone: self
                .mandatory(path, &mut fields, "timezone")
                .map(|node| self.text(&at("timezone"), node))
                .unwrap_or_default(),
            device_attributes: optional(&mut fields, "deviceAttributes")
                .map(|node| self.attributes(&at("deviceAttributes"), node))
                .unwrap_or_default(),
            device_key: optional(&mut fields, "deviceKey")
                .map(|node| self.text(&at("deviceKey"), node)),
            device_desc: optional(&mut fields, "deviceDesc")
                .map(|node| self.text(&at("deviceDesc"), node)),
            device_tags: optional(&mut fields, "deviceTags")
                .map(|node| self.texts(&at("deviceTags"), node))
                .unwrap_or_default(),
        }
    }

    fn name(&mut self, path: &str, node: Node) -> StringI18n {
        let Node::Object(fields) = node else {
            return self.misfit(path, &node, "a name; write {\"defaultValue\": ...}");
        };
        let mut fields = self.fields(path, fields, &NAME);
        let default_value = self
            .mandatory(path, &mut fields, "defaultValue")
            .map(|node| self.text(&inside(path, "defaultValue"), node))
            .unwrap_or_default();
        let i18n_value = match optional(&mut fields, "i18nValue") {
            Some(Node::Scalar(Value::String(text))) if text.is_empty() => BTreeMap::new(),
            Some(node) => self.texts(&inside(path, "i18nValue"), node),
            None => BTreeMap::new(),
        };
        StringI18n {
            default_value,
            i18n_value,
        }
    }

    fn text(&mut self, path: &str, node: Node) -> String {
        match node {
            Node::Scalar(Value::String(text)) => text,
            Node::Scalar(Value::Number(number)) => {
                self.fault(
                    path,
                    format!("{number} is a number; write it in quotes: \"{number}\""),
                );
                String::new()
            }
            other => self.misfit(path, &other, "a text"),
        }
    }

    fn texts(&mut self, path: &str, node: Node) -> BTreeMap<String, String> {
        let Node::Object(fields) = node else {
            return self.misfit(path, &node, "an object of texts");
        };
        let fields = self.distinct(path, fields);
        fields
            .into_iter()
            .map(|(name, node)| {
                let text = self.text(&inside(path, &name), node);
                (name, text)
            })
            .collect()
    }

    fn attributes(&mut self, path: &str, node: Node) -> Map<String, Value> {
        match node {
            Node::Object(fields) => self.members(path, fields),
            other => self.misfit(path, &other, "an object of attributes"),
        }
    }

    fn members(&mut self, path: &str, fields: Vec<(String, Node)>) -> Map<String, Value> {
        self.distinct(path, fields)
            .into_iter()
            .map(|(name, node)| {
                let value = self.value(&inside(path, &name), node);
                (name, value)
            })
            .collect()
    }

    /// Any JSON, as long as no field is given twice.
    fn value(&mut self, path: &str, node: Node) -> Value {
        match node {
            Node::Scalar(value) => value,
            Node::Object(fields) => Value::Object(self.members(path, fields)),
            Node::Array(list) => list
                .into_iter()
                .enumerate()
                .map(|(index, node)| self.value(&format!("{path}[{index}]"), node))
                .collect(),
        }
    }

    /// The fields of an object that may have only those `known`.
    fn fields(&mut self, path: &str, fields: Vec<(String, Node)>, known: &[&str]) -> Fields {
        let fields = self.distinct(path, fields);
        for (name, _) in &fields {
            if known.contains(&name.as_str()) {
                continue;
            }
            let hint = nearest(name, known.iter().copied()).map_or_else(
                || format!("known are {}", known.join(", ")),
                |known| format!("did you mean {known}?"),
            );
            self.fault(&inside(path, name), format!("unknown field; {hint}"));
        }
        fields.into_iter().collect()
    }

    /// The fields of an object in their order, each the first of its name.
    fn distinct(&mut self, path: &str, fields: Vec<(String, Node)>) -> Vec<(String, Node)> {
        let mut seen = HashSet::new();
        let mut distinct = Vec::with_capacity(fields.len());
        for (name, node) in fields {
            if seen.insert(name.clone()) {
                distinct.push((name, node));
            } else {
                self.fault(&inside(path, &name), "is given twice; keep one".to_owned());
            }
        }
        distinct
    }

    fn mandatory(&mut self, path: &str, fields: &mut Fields, name: &str) -> Option<Node> {
        let node = optional(fields, name);
        if node.is_none() {
            self.fault(&inside(path, name), "is missing".to_owned());
        }
        node
    }

    /// Notes that `node` is not what is `wanted`; returns an empty stand-in.
    fn misfit<T: Default>(&mut self, path: &str, node: &Node, wanted: &str) -> T {
        let found = match node {
            Node::Array(_) => "a list".to_owned(),
            Node::Object(_) => "an object".to_owned(),
            Node::Scalar(Value::String(text)) => quoted(text),
            Node::Scalar(value) => short(&value.to_string()),
        };
        self.fault(path, format!("{found} is not {wanted}"));
        T::default()
    }

    fn fault(&mut self, path: &str, message: String) {
        self.faults.push(Fault {
            place: Place::Path(path.to_owned()),
            message,
        });
    }
}

fn inside(path: &str, name: &str) -> String {
    let name = visible(name);
    if path.is_empty() {
        name.into_owned()
    } else {
        format!("{path}.{name}")
    }
}
