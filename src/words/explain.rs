//! What a cause means to the person who has to do something about it.

use super::codes::{self, Explanation};
use crate::domain::{Cause, End, Fault, Field};
use crate::said::{Said, pair, say};

/// Explains any cause: by EnOS's code and the field that it is about, and where there is no code by what happened.
#[must_use]
pub fn explain(cause: &Cause) -> Explanation {
    let Some(code) = cause.meaning() else {
        return without_code(cause);
    };
    let Some(known) = codes::code(code) else {
        return Explanation {
            title: say!("Code {code}", "错误码 {code}"),
            meaning: say!(
                "EnOS's public documentation does not list this code; EnOS says: {words}.",
                "EnOS 的公开文档未列出此错误码；EnOS 的说明：{words}。",
                words = without_stop(cause)
            ),
            remedy: say!(
                "Read EnOS's message; if it does not help, give EnOS support the code and the request id.",
                "查看 EnOS 的错误信息；若仍无法解决，将错误码和请求 ID 提供给 EnOS 技术支持。"
            ),
        };
    };
    match cause.field() {
        Some(field) if matches!(code, -1 | 12_958 | 99_400) => Explanation {
            meaning: say!("EnOS did not accept {field}.", "EnOS 未接受 {field}。"),
            remedy: remedy(&field),
            ..known.clone()
        },
        _ => known.clone(),
    }
}

fn without_code(cause: &Cause) -> Explanation {
    match cause {
        Cause::NotAccepted(fault) | Cause::NoReply(fault)
            if !matches!(fault, Fault::Journal { .. }) =>
        {
            codes::known(fault)
        }
        Cause::NotFound {
            after: Some(after),
            perhaps_made: false,
            ..
        }
        | Cause::AskedToWait { after, .. }
        | Cause::NotSent {
            end: Some(End::Stopped { cause: after }),
        } => without_code(after),
        Cause::NotSent { .. } => Explanation {
            title: say!("Not sent", "未发送"),
            meaning: say!("{why}.", "{why}。", why = super::cause(cause)),
            remedy: say!(
                "Resume the run to send the row.",
                "继续该任务即可发送此行。"
            ),
        },
        Cause::TooManyFailed { .. } => Explanation {
            title: say!("Too many rows failed", "失败的行过多"),
            meaning: say!(
                "{why}, more than the run allows.",
                "{why}，超出任务允许的上限。",
                why = super::cause(cause)
            ),
            remedy: say!(
                "Correct the failed rows: what is wrong with them is likely wrong with the rest.",
                "修正失败的行：其余的行很可能有同样的问题。"
            ),
        },
        _ => Explanation {
            title: say!("No clear answer from EnOS", "EnOS 无响应"),
            meaning: say!("{why}.", "{why}。", why = without_stop(cause)),
            remedy: say!(
                "Look the devices up in EnOS by their keys before sending anything again.",
                "再次发送前，先按 deviceKey 在 EnOS 中查询这些设备。"
            ),
        },
    }
}

/// The sentence of a cause without the full stop that EnOS's words may end with.
fn without_stop(cause: &Cause) -> Said {
    super::cause(cause).trim_end('.')
}

/// What EnOS accepts in a field; source: the limits page and the API FAQ.
const fn remedy(field: &Field) -> Said {
    match field {
        Field::ProductKey => pair!("Choose the product from the list.", "从列表中选择产品。"),
        Field::Name | Field::Locale(_) => {
            pair!(
                "Use a name of 1 to 64 characters without < > ; @ * % & \\ or /.",
                "名称须为 1 到 64 个字符，不含 < > ; @ * % & \\ 和 /。"
            )
        }
        Field::Timezone => pair!(
            "Use an offset such as +08:00, or a name such as Asia/Shanghai from the list.",
            "填写 +08:00 这样的偏移量，或列表中 Asia/Shanghai 这样的名称。"
        ),
        Field::DeviceKey => pair!(
            "Use a key of 4 to 64 letters, digits, '-', '_' and '.'.",
            "deviceKey 须为 4 到 64 个字母、数字、'-'、'_' 和 '.'。"
        ),
        Field::Desc => pair!(
            "Shorten the description to 512 characters or leave it out.",
            "把描述信息缩短到 512 个字符以内，或不填。"
        ),
        Field::Attribute(_) | Field::AttributePart(..) => pair!(
            "Check the value against the product's thing model.",
            "对照产品的模型检查该值。"
        ),
        Field::Tags | Field::Tag(_) => pair!(
            "Tags: at most 100; keys of up to 50 letters, digits, '_', '-' and '/'; values of up to 200 characters without leading or trailing white space.",
            "标签：最多 100 个；键最多 50 个字母、数字、'_'、'-' 和 '/'；值最多 200 个字符，首尾无空白。"
        ),
    }
}

#[cfg(test)]
mod tests;
