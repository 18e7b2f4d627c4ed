//! What is wrong with a field, in one line without the field's name, and what would be right.

mod value;
mod zone;

use super::coded;
use crate::domain::Field;
use crate::provision::flaw::{Authority, Flaw, Knower, Needed, Part, ZoneAdvice};
use crate::provision::text::{quoted, short, visible};
use crate::provision::{LOCALES, Problem};
use crate::said::{Said, pair, say};

/// What a field is called on the form; an attribute and a translation as the model and EnOS call them.
#[must_use]
pub fn field(of: &Field) -> Said {
    match of {
        Field::ProductKey => pair!("product", "产品"),
        Field::Name => pair!("name", "名称"),
        Field::Timezone => pair!("time zone", "时区"),
        Field::DeviceKey => pair!("device key", "deviceKey"),
        Field::Desc => pair!("description", "描述"),
        Field::Tags => pair!("tags", "标签"),
        Field::Locale(name) | Field::Attribute(name) => Said::data(name),
        Field::AttributePart(id, part) => Said::data(format!("{id}.{part}")),
        Field::Tag(key) => say!("tag {key}", "标签 {key}"),
    }
}

/// What is wrong, and where: `timezone: required; write …`
#[must_use]
pub fn problem(of: &Problem) -> Said {
    say!(
        "{field}: {flaw}",
        "{field}：{flaw}",
        field = of.field,
        flaw = flaw(&of.flaw)
    )
}

/// What is wrong, without the field's name.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm a flaw")]
pub fn flaw(of: &Flaw) -> Said {
    match of {
        Flaw::Missing { what } => missing(*what),
        Flaw::Size {
            of,
            size,
            least,
            most,
            by,
        } => {
            let size = measured(*of, *size);
            match by {
                _ if *least > 0 => say!(
                    "{size}; use {least} to {most}",
                    "{size}；应为 {least} 到 {most} 个",
                    size
                ),
                Authority::Enos => say!(
                    "{size}; EnOS allows {most}",
                    "{size}；EnOS 最多接受 {most} 个",
                    size
                ),
                Authority::Analogy => say!(
                    "{size}; EnOS probably allows {most}",
                    "{size}；EnOS 很可能最多接受 {most} 个",
                    size
                ),
                Authority::Model => say!(
                    "{size}; the model allows {most}",
                    "{size}；模型最多允许 {most} 个",
                    size
                ),
            }
        }
        Flaw::OuterSpace { of } => say!(
            "{subject}begins or ends with white space; remove it",
            "{subject}首尾有空白字符；将其删去",
            subject = subject(*of)
        ),
        Flaw::Invisible { character, at } => {
            let code = u32::from(*character);
            say!(
                "has an invisible character (U+{code:04X}) at position {at}; remove it",
                "第 {at} 个字符是不可见字符（U+{code:04X}）；将其删去"
            )
        }
        Flaw::Foreign { of, found, signs } => foreign(*of, *found, signs),
        Flaw::FullWidth { write } => {
            say!(
                "has full-width characters; write {write}",
                "含有全角字符；应写作 {write}",
                write = short(write)
            )
        }
        Flaw::Unknown { name, to, meant } => unknown(&short(name), to, meant.as_deref()),
        Flaw::Zone { id, known, write } => zone::zone(&short(id), *known, write),
        Flaw::Respell { value, write } => value::respell(value, write),
        Flaw::Misfit { value, why } => value::misfit(value, why),
        Flaw::TimeOfDay { day } => {
            say!(
                "has a time of day, unlike the API's sample; {day} is safe",
                "带有时刻，而 API 示例中没有；写 {day} 最稳妥"
            )
        }
        Flaw::SameName { row } => say!("row {row} has the same name", "与第 {row} 行同名"),
        Flaw::SameKey { row, product } => match product {
            None => say!(
                "row {row} has the same product and key",
                "产品和 deviceKey 与第 {row} 行相同"
            ),
            Some(product) => say!(
                "row {row} has the same key in product {product}; EnOS may require keys to be unique everywhere",
                "与产品 {product} 的第 {row} 行 deviceKey 相同；EnOS 可能要求全局唯一",
                product = short(product)
            ),
        },
        Flaw::ProductNotShown { why } => say!(
            "EnOS does not show this product: {why}",
            "EnOS 中查不到该产品：{why}",
            why
        ),
        Flaw::Sent { cause } => say!("EnOS: {cause}", "EnOS：{cause}", cause = coded(cause)),
    }
}

fn missing(what: Needed) -> Said {
    match what {
        Needed::Product => say!("required; choose a product", "必需；选择产品"),
        Needed::Name => say!("required; enter a name", "必需；填写名称"),
        Needed::Translation => say!(
            "is empty; enter a name or remove the language",
            "为空；填写名称，或移除该语言"
        ),
        Needed::Timezone => {
            say!(
                "required; {advice}",
                "必需；{advice}",
                advice = zone::advice(&ZoneAdvice::Any)
            )
        }
        Needed::DeviceKey => say!(
            "is empty; enter a key, or leave it out to have one generated",
            "为空；填写 deviceKey，或不填此项以自动生成"
        ),
        Needed::Attribute => say!("required by the model", "模型规定为必需"),
        Needed::TagKey => say!("the tag has no key; enter one", "标签没有键；填写标签键"),
    }
}

fn measured(of: Part, size: usize) -> Said {
    match of {
        Part::Tags => say!("has {size} tags", "有 {size} 个标签"),
        Part::Elements => say!("has {size} elements", "有 {size} 个元素"),
        _ => say!(
            "{subject}is {size} characters long",
            "{subject}有 {size} 个字符",
            subject = subject(of)
        ),
    }
}

/// The subject of a sentence, with its blank; nothing where the field itself is.
const fn subject(of: Part) -> Said {
    match of {
        Part::TagKey => pair!("the key ", "标签键"),
        Part::TagValue => pair!("the value ", "标签值"),
        Part::Text | Part::Tags | Part::Elements => pair!("", ""),
    }
}

fn unknown(name: &str, to: &Knower, meant: Option<&str>) -> Said {
    let hint = match meant {
        Some(meant) => say!(
            "did you mean {meant}?",
            "是否应为 {meant}？",
            meant = visible(meant)
        ),
        None => say!("remove it", "将其移除"),
    };
    match to {
        Knower::Enos => {
            let hint = match meant {
                Some(meant) => say!("write {meant}", "应写作 {meant}"),
                None => say!(
                    "it documents {known}",
                    "已列出的有 {known}",
                    known = Said::list(LOCALES.map(Said::data))
                ),
            };
            say!(
                "{name} is not a locale EnOS documents; {hint}",
                "{name} 不是 EnOS 文档列出的语言代码；{hint}",
                hint
            )
        }
        Knower::Model(id) => say!(
            "{name} is not an attribute of model {id}; {hint}",
            "{name} 不是模型 {id} 的属性；{hint}",
            id = short(id),
            hint
        ),
        Knower::Attribute(id) => {
            say!(
                "{name} is not an item of {id}; {hint}",
                "{name} 不是 {id} 的成员；{hint}",
                id = visible(id),
                hint
            )
        }
    }
}

fn foreign(of: Part, found: char, signs: &str) -> Said {
    let found = quoted(&found.to_string());
    let mut signs: Vec<String> = signs.chars().map(String::from).collect();
    let last = signs.pop().unwrap_or_default();
    let signs = signs.join(" ");
    let allowed = say!(
        "use letters A-Z and a-z, digits, {signs} and {last}",
        "只能用字母 A-Z 和 a-z、数字、{signs} 和 {last}"
    );
    if of == Part::TagKey {
        say!(
            "{found} is not allowed in the key; {allowed}",
            "标签键中不允许 {found}；{allowed}",
            allowed
        )
    } else {
        say!(
            "{found} is not allowed; {allowed}",
            "不允许 {found}；{allowed}",
            allowed
        )
    }
}

#[cfg(test)]
mod tests;
