//! From JSON to drafts, noting whatever does not fit.
//!
//! The shape: Batch Create Devices V2.4, request body, `CreateOption`, `StringI18n`.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value};

use super::json::Node;
use super::{Fault, Request};
use crate::domain::{Draft, StringI18n};
use crate::provision::text::{nearest, quoted, short, visible};
use crate::said::{Said, pair, say};

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

/// The request that `node` is, if there are no `faults` before or in it.
pub(super) fn request(node: Node, faults: Vec<Fault>) -> Result<Request, Vec<Fault>> {
    let mut reader = Reader { faults };
    let request = reader.request(node);
    if reader.faults.is_empty() {
        Ok(request)
    } else {
        Err(reader.faults)
    }
}

/// What has a value in the object at a path, by name.
struct Fields<'a> {
    path: &'a str,
    nodes: BTreeMap<String, Node>,
}

/// Reads what stands at a path. When it adds to the faults, what it returns is incomplete.
type Read<T> = fn(&mut Reader, &str, Node) -> T;

struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    fn request(&mut self, node: Node) -> Request {
        match node {
            list @ Node::Array(_) => Request {
                devices: self.devices("", list),
                require_secret: false,
            },
            Node::Object(fields) => {
                let fields = &mut self.fields("", fields, &BODY);
                Request {
                    devices: self.mandatory(fields, "deviceList", Self::devices),
                    require_secret: self.optional(fields, "requireSecret", Self::flag),
                }
            }
            other @ Node::Scalar(_) => {
                let wanted = pair!(
                    "an object with deviceList, nor a list of devices",
                    "带 deviceList 的对象，也不是设备列表"
                );
                self.misfit("", &other, &wanted)
            }
        }
    }

    fn devices(&mut self, path: &str, node: Node) -> Vec<Draft> {
        let Node::Array(list) = node else {
            return self.misfit(path, &node, &pair!("a list of devices", "设备列表"));
        };
        list.into_iter()
            .enumerate()
            .map(|(index, node)| self.device(&format!("{path}[{index}]"), node))
            .collect()
    }

    fn device(&mut self, path: &str, node: Node) -> Draft {
        let Node::Object(fields) = node else {
            return self.misfit(
                path,
                &node,
                &pair!(
                    "a device; write {\"productKey\": ...}",
                    "设备；写成 {\"productKey\": ...}"
                ),
            );
        };
        let fields = &mut self.fields(path, fields, &DEVICE);
        let some_text: Read<_> = |reader, path, node| Some(reader.text(path, node));
        Draft {
            product_key: self.mandatory(fields, "productKey", Self::text),
            device_name: self.mandatory(fields, "deviceName", Self::name),
            timezone: self.mandatory(fields, "timezone", Self::text),
            device_attributes: self.optional(fields, "deviceAttributes", Self::attributes),
            device_key: self.optional(fields, "deviceKey", some_text),
            device_desc: self.optional(fields, "deviceDesc", some_text),
            device_tags: self.optional(fields, "deviceTags", Self::texts),
        }
    }

    fn name(&mut self, path: &str, node: Node) -> StringI18n {
        let Node::Object(fields) = node else {
            return self.misfit(
                path,
                &node,
                &pair!(
                    "a name; write {\"defaultValue\": ...}",
                    "名称；写成 {\"defaultValue\": ...}"
                ),
            );
        };
        let fields = &mut self.fields(path, fields, &NAME);
        StringI18n {
            default_value: self.mandatory(fields, "defaultValue", Self::text),
            i18n_value: self.optional(fields, "i18nValue", Self::names),
        }
    }

    fn names(&mut self, path: &str, node: Node) -> BTreeMap<String, String> {
        match node {
            Node::Scalar(Value::String(text)) if text.is_empty() => BTreeMap::new(),
            node => self.texts(path, node),
        }
    }

    fn flag(&mut self, path: &str, node: Node) -> bool {
        match node {
            Node::Scalar(Value::Bool(flag)) => flag,
            other => self.misfit(
                path,
                &other,
                &pair!("true or false", "布尔值（true 或 false）"),
            ),
        }
    }

    fn text(&mut self, path: &str, node: Node) -> String {
        match node {
            Node::Scalar(Value::String(text)) => text,
            Node::Scalar(Value::Number(number)) => {
                let message = say!(
                    "{number} is a number; write it in quotes: \"{number}\"",
                    "{number} 是数字；加引号写：\"{number}\""
                );
                self.fault(path, message);
                String::new()
            }
            other => self.misfit(path, &other, &pair!("text", "文本")),
        }
    }

    fn texts(&mut self, path: &str, node: Node) -> BTreeMap<String, String> {
        match node {
            Node::Object(fields) => self.members(path, fields, Self::text),
            other => self.misfit(
                path,
                &other,
                &pair!("an object of text values", "由文本组成的对象"),
            ),
        }
    }

    fn attributes(&mut self, path: &str, node: Node) -> Map<String, Value> {
        match node {
            Node::Object(fields) => self.members(path, fields, Self::value),
            other => self.misfit(
                path,
                &other,
                &pair!("an object of attributes", "由属性组成的对象"),
            ),
        }
    }

    fn members<T, All: FromIterator<(String, T)>>(
        &mut self,
        path: &str,
        fields: Vec<(String, Node)>,
        read: Read<T>,
    ) -> All {
        let members = self.distinct(path, fields).into_iter();
        let read = members.map(|(name, node)| {
            let member = read(self, &inside(path, &name), node);
            (name, member)
        });
        read.collect()
    }

    /// Any JSON, as long as no field is given twice.
    fn value(&mut self, path: &str, node: Node) -> Value {
        match node {
            Node::Scalar(value) => value,
            Node::Object(fields) => Value::Object(self.members(path, fields, Self::value)),
            Node::Array(list) => list
                .into_iter()
                .enumerate()
                .map(|(index, node)| self.value(&format!("{path}[{index}]"), node))
                .collect(),
        }
    }

    /// The fields of an object that may have only those `known`.
    fn fields<'a>(
        &mut self,
        path: &'a str,
        fields: Vec<(String, Node)>,
        known: &[&str],
    ) -> Fields<'a> {
        let fields = self.distinct(path, fields);
        for (name, _) in &fields {
            if known.contains(&name.as_str()) {
                continue;
            }
            let hint = nearest(name, known.iter().copied()).map_or_else(
                || {
                    say!(
                        "the fields are {known}",
                        "可用的字段有 {known}",
                        known = Said::list(known.iter().map(Said::data))
                    )
                },
                |known| say!("did you mean {known}?", "是否应为 {known}？"),
            );
            self.fault(
                &inside(path, name),
                say!("unknown field; {hint}", "未知字段；{hint}", hint),
            );
        }
        let given = fields.into_iter();
        let given = given.filter(|(_, node)| !matches!(node, Node::Scalar(Value::Null)));
        Fields {
            path,
            nodes: given.collect(),
        }
    }

    /// The fields of an object in their order, each the first of its name.
    fn distinct(&mut self, path: &str, mut fields: Vec<(String, Node)>) -> Vec<(String, Node)> {
        let mut seen = HashSet::new();
        fields.retain(|(name, _)| {
            let first = seen.insert(name.clone());
            if !first {
                self.fault(
                    &inside(path, name),
                    say!("is given twice; keep one", "重复出现；保留一个"),
                );
            }
            first
        });
        fields
    }

    /// What `read` makes of a field.
    fn optional<T: Default>(&mut self, fields: &mut Fields<'_>, name: &str, read: Read<T>) -> T {
        let node = fields.nodes.remove(name);
        node.map_or_else(T::default, |node| {
            read(self, &inside(fields.path, name), node)
        })
    }

    fn mandatory<T: Default>(&mut self, fields: &mut Fields<'_>, name: &str, read: Read<T>) -> T {
        if !fields.nodes.contains_key(name) {
            self.fault(&inside(fields.path, name), say!("is missing", "缺失"));
        }
        self.optional(fields, name, read)
    }

    /// Notes that `node` is not what is `wanted`; returns an empty stand-in.
    fn misfit<T: Default>(&mut self, path: &str, node: &Node, wanted: &Said) -> T {
        let found = match node {
            Node::Array(_) => say!("a list", "列表 [...]"),
            Node::Object(_) => say!("an object", "对象 {{...}}"),
            Node::Scalar(Value::String(text)) => Said::data(quoted(text)),
            Node::Scalar(value) => Said::data(short(&value.to_string())),
        };
        self.fault(
            path,
            say!(
                "{found} is not {wanted}",
                "{found} 不是{wanted}",
                found,
                wanted
            ),
        );
        T::default()
    }

    fn fault(&mut self, path: &str, message: Said) {
        self.faults.push(Fault::of(path, message));
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
