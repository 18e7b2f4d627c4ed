//! The rows of a model's attributes: an editor that fits the type, and what there is to know.

use std::collections::HashMap;

use super::Key;
use super::drafts::Entries;
use super::words::{help, kind, labelled, part_help, placeholder, type_word};
use crate::domain::{Attribute, DataType, StructItem, ThingModel};
use crate::provision::typed::show;
use crate::said::{Label, Said, label, say};
use crate::tui::form::{Choice, ChoiceOption, Editor, Row};

/// The heading of the attributes.
pub(super) const ATTRIBUTES: Label = label!("Attributes", "属性");

/// What stands behind what the model does not have.
const NOT_THERE: Label = label!("not in this model", "不在模型中");

/// A row that does something instead of holding a value.
pub(super) fn action(key: Key, section: impl Into<Said>, label: impl Into<Said>) -> Row<Key> {
    Row {
        section: section.into(),
        ..Row::new(key, label, Editor::Action)
    }
}

/// The rows of all attributes: required ones first, structs after the rest under their own headings.
pub(super) fn rows(model: &ThingModel, entries: &Entries) -> Vec<Row<Key>> {
    let mut attributes: Vec<_> = model.attributes.iter().collect();
    attributes.sort_by_key(|attribute| {
        let nested = matches!(attribute.data_type, DataType::Struct(_));
        (nested, !attribute.required)
    });
    let mut mine: HashMap<&str, Vec<&Key>> = HashMap::new();
    for (key, _) in entries {
        if let Some(id) = key.attribute() {
            mine.entry(id).or_default().push(key);
        }
    }
    let rows = attributes.into_iter().flat_map(|attribute| {
        let mine = mine.get(&*attribute.identifier);
        rows_of(attribute, mine.map_or(&[], Vec::as_slice))
    });
    rows.collect()
}

/// The row of an attribute while no model is known.
pub(super) fn free(key: Key) -> Row<Key> {
    Row {
        section: ATTRIBUTES.into(),
        help: say!(
            "The product's model is not known here: a value that is valid JSON is read as JSON, anything else as text.",
            "此处没有该产品的模型：值是 JSON 就按 JSON 处理，否则按文本处理。"
        ),
        placeholder: say!("value", "值"),
        removable: true,
        ..Row::new(key, label!("identifier", "标识符"), Editor::pair("", ""))
    }
}

/// The row of an attribute that the model does not have.
pub(super) fn unknown(key: Key) -> Row<Key> {
    Row {
        section: say!("Attributes not in this model", "不在模型中的属性"),
        help: say!(
            "This product's model has no such attribute.",
            "该产品的模型没有此属性。"
        ),
        unit: NOT_THERE.into(),
        ..free(key)
    }
}

/// The row of one more element of the array attribute `id`.
pub(super) fn element(id: &str, number: u32) -> Row<Key> {
    let help = say!("One element of {id}.", "{id} 的一个元素。");
    let key = Key::Element(id.to_owned(), number);
    removable(key, id, ATTRIBUTES.into(), help)
}

fn removable(key: Key, label: &str, section: Said, help: Said) -> Row<Key> {
    Row {
        section,
        help,
        removable: true,
        ..Row::new(key, Said::data(label), Editor::text(""))
    }
}

fn rows_of(attribute: &Attribute, mine: &[&Key]) -> Vec<Row<Key>> {
    let id = attribute.identifier.as_str();
    let mine = || mine.iter().copied();
    // Text that came for a struct or an array and does not fit it has a row of its own.
    let unfit = mine().filter(|key| matches!(key, Key::Attribute(_)));
    let unfit = unfit.map(|key| {
        let kind = kind(&attribute.data_type);
        let help = say!("This text is not {kind}.", "此文本不是{kind}。", kind);
        removable(key.clone(), id, ATTRIBUTES.into(), help)
    });
    match &attribute.data_type {
        DataType::Struct(items) => {
            let known = |part: &str| items.iter().any(|item| item.identifier == part);
            let strays = mine().filter_map(|key| match key {
                Key::Part(_, part) if !known(part) => Some(stray_part(attribute, key, part)),
                _ => None,
            });
            let parts = items.iter().map(|item| part(attribute, item));
            unfit.chain(parts).chain(strays).collect()
        }
        DataType::Array(_) => {
            let elements = mine().filter_map(|key| match key {
                Key::Element(id, number) => Some(element(id, *number)),
                _ => None,
            });
            let (key, label) = (
                Key::AddElement(id.to_owned()),
                Said::data(format_args!("+ {id}")),
            );
            let add = Row {
                help: help(attribute),
                unit: unit(attribute.unit.as_deref()),
                kind: Said::data(type_word(&attribute.data_type)),
                required: attribute.required,
                ..action(key, ATTRIBUTES, label)
            };
            unfit.chain(elements).chain([add]).collect()
        }
        _ => vec![scalar(attribute)],
    }
}

fn scalar(attribute: &Attribute) -> Row<Key> {
    let id = &attribute.identifier;
    Row {
        section: ATTRIBUTES.into(),
        required: attribute.required,
        help: help(attribute),
        ..typed(
            Key::Attribute(id.clone()),
            id,
            &attribute.data_type,
            attribute.unit.as_deref(),
        )
    }
}

fn part(attribute: &Attribute, item: &StructItem) -> Row<Key> {
    let (id, part) = (attribute.identifier.clone(), &item.identifier);
    Row {
        section: section_of(attribute),
        nested: true,
        required: item.required && attribute.required,
        help: part_help(attribute, item),
        ..typed(
            Key::Part(id, part.clone()),
            part,
            &item.data_type,
            item.unit.as_deref(),
        )
    }
}

/// The row of a single value of this type.
fn typed(key: Key, label: &str, data_type: &DataType, measured: Option<&str>) -> Row<Key> {
    Row {
        unit: unit(measured),
        kind: Said::data(type_word(data_type)),
        limit: match data_type {
            DataType::String { max_length } => *max_length,
            _ => None,
        },
        placeholder: Said::data(placeholder(data_type)),
        ..Row::new(key, Said::data(label), editor(data_type))
    }
}

fn stray_part(attribute: &Attribute, key: &Key, part: &str) -> Row<Key> {
    let help = say!("The record has no such item.", "该结构体没有此成员。");
    Row {
        unit: NOT_THERE.into(),
        ..removable(key.clone(), part, section_of(attribute), help)
    }
}

fn section_of(attribute: &Attribute) -> Said {
    say!(
        "Attributes · {id}",
        "属性 · {id}",
        id = attribute.identifier
    )
}

/// The unit as the model names it.
fn unit(named: Option<&str>) -> Said {
    named.map_or_else(Said::default, Said::data)
}

fn editor(data_type: &DataType) -> Editor {
    let option = |text: &str, label: &str| ChoiceOption {
        text: text.to_owned(),
        label: Said::data(if label.is_empty() { text } else { label }),
    };
    match data_type {
        DataType::Bool { yes, no } => Editor::Choice(Choice::new(
            vec![option("true", yes), option("false", no)],
            "",
        )),
        DataType::Enum(values) => {
            let options = values.iter().map(|known| {
                let text = show(data_type, &known.value);
                let label = labelled(&text, &known.label);
                option(&text, &label)
            });
            Editor::Choice(Choice::new(options.collect(), ""))
        }
        _ => Editor::text(""),
    }
}
