//! What is wrong with an attribute's value.

use serde_json::Value;

use crate::domain::EnumValue;
use crate::provision::flaw::Misfit;
use crate::provision::text::{quoted, short};
use crate::provision::typed::plain;
use crate::said::{Said, say};

/// The right value in a wrong spelling.
pub(super) fn respell(value: &Value, write: &Value) -> Said {
    let (is, should) = (shown(value), shown(write));
    match (value, write) {
        (Value::String(_), Value::String(day)) => {
            say!(
                "{is} is not how EnOS writes a date; write {day}",
                "{is} 不是 EnOS 的日期写法；应写 {day}"
            )
        }
        (Value::String(_), _) => say!(
            "{is} is text; write {should} without quotes",
            "{is} 是文本；应写 {should}，不加引号"
        ),
        (_, Value::String(_)) => say!(
            "{is} is not text; write {should}",
            "{is} 不是文本；应写 {should}"
        ),
        _ => say!(
            "{is} is written as a decimal; write {should}",
            "{is} 写成了小数；应写 {should}"
        ),
    }
}

/// A value that is not what it should be.
#[expect(clippy::too_many_lines, reason = "one arm a flaw")]
pub(super) fn misfit(value: &Value, why: &Misfit) -> Said {
    let is = match why {
        Misfit::UnlikeUrl | Misfit::ConvertedKey => short(&plain(value)),
        _ => shown(value),
    };
    match why {
        Misfit::NotText => say!("{is} is not text", "{is} 不是文本"),
        Misfit::NotWhole => say!("{is} is not a whole number", "{is} 不是整数"),
        Misfit::NotNumber => say!("{is} is not a number", "{is} 不是数字"),
        Misfit::NotBool { yes, no } => {
            let (yes, no) = (labelled("true", yes), labelled("false", no));
            say!(
                "{is} is neither {yes} nor {no}",
                "{is} 既不是 {yes}，也不是 {no}"
            )
        }
        Misfit::NotDate => say!(
            "{is} is not a date; write it like \"2019-05-06\"",
            "{is} 不是日期；写法如 \"2019-05-06\""
        ),
        Misfit::NoDay => say!(
            "{is} is not a calendar date; write it like 2019-05-06",
            "{is} 在日历上不存在；写法如 2019-05-06"
        ),
        Misfit::NotTime => {
            say!(
                "{is} is not a time; write Unix milliseconds or 2024-05-01T08:00:00+08:00",
                "{is} 不是时间；应写 Unix 毫秒数或 2024-05-01T08:00:00+08:00"
            )
        }
        Misfit::NotUrl => say!(
            "{is} is not a URL; write one in quotes",
            "{is} 不是 URL；应写带引号的 URL"
        ),
        Misfit::UnlikeUrl => {
            say!(
                "{is} does not look like a URL; write it like ftp://host/file.txt",
                "{is} 不像 URL；写法如 ftp://host/file.txt"
            )
        }
        Misfit::NotList => say!(
            "{is} is not a list; write it like [1, 2]",
            "{is} 不是列表；写法如 [1, 2]"
        ),
        Misfit::NotObject { items } => {
            say!(
                "{is} is not an object with {items}",
                "{is} 不是含 {items} 的对象",
                items = short(&items.join(", "))
            )
        }
        Misfit::NoChoice { choices, in_all } => {
            let list = choices.iter().map(|one| Said::data(choice(one)));
            let more =
                (choices.len() < *in_all).then(|| say!("… {in_all} in all", "… 共 {in_all} 个"));
            let list = Said::list(list.chain(more));
            say!(
                "{is} is not one of the values; choose one of {list}",
                "{is} 不是可选值；可选 {list}",
                list
            )
        }
        Misfit::Beyond32 => {
            say!(
                "{is} is beyond 32 bits; EnOS does not say whether INT holds it",
                "{is} 超出 32 位；EnOS 未说明 INT 能否容纳"
            )
        }
        Misfit::Beyond64 => say!("{is} is beyond 64 bits", "{is} 超出 64 位"),
        Misfit::BeyondFloat => say!(
            "{is} is beyond the range of FLOAT, 3.4e38",
            "{is} 超出 FLOAT 的范围 3.4e38"
        ),
        Misfit::Seconds { ms } => {
            say!(
                "{is} looks like seconds; EnOS counts milliseconds: {ms}",
                "{is} 像是秒数；EnOS 以毫秒计：{ms}"
            )
        }
        Misfit::TooLate => say!(
            "{is} is after the year 5000; EnOS counts milliseconds",
            "{is} 在 5000 年之后；EnOS 以毫秒计"
        ),
        Misfit::Converted => {
            say!(
                "{is} looks like an identifier that a spreadsheet turned into a number",
                "{is} 像是被电子表格转成数字的标识符"
            )
        }
        Misfit::ConvertedKey => say!(
            "{is} looks like an identifier that a spreadsheet turned into a number; write it in full",
            "{is} 像是被电子表格转成数字的标识符；应完整写出"
        ),
    }
}

/// A value as a message shows it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        other => short(&other.to_string()),
    }
}

fn choice(choice: &EnumValue) -> String {
    labelled(&plain(&choice.value), &choice.label.default_value)
}

fn labelled(value: &str, label: &str) -> String {
    match label {
        "" => short(value),
        label => format!("{} ({})", short(value), short(label)),
    }
}
