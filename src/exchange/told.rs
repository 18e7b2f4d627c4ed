//! The words that programs read, told to people.

use crate::said::{Said, label};

/// A word of a report in a language. The English of most is the word itself.
pub(super) fn told(word: &str) -> Said {
    let label = match word {
        "created" => label!("created", "已创建"),
        "failed" => label!("failed", "失败"),
        "unknown" => label!("unknown", "未知"),
        "skipped" => label!("skipped", "已跳过"),
        "deleted" => label!("deleted", "已删除"),
        "unsent" => label!("unsent", "未发送"),
        "deletable" => label!("deletable", "可删除"),
        "gone" => label!("gone", "已不存在"),
        "kept" => label!("kept", "保留"),
        "open" => label!("open", "未处理"),
        "create" => label!("create", "创建"),
        "goesOn" => label!("resumes", "继续"),
        "made" => label!("created before", "已创建过"),
        "identical" => label!("exists, same", "已存在，相同"),
        "different" => label!("exists, differs", "已存在，不同"),
        "repeated" => label!("repeated", "重复"),
        "invalid" => label!("invalid", "无效"),
        "noProduct" => label!("no product", "无此产品"),
        "noRoom" => label!("no room", "已达上限"),
        "unchecked" => label!("unchecked", "未检查"),
        word => return Said::data(word),
    };
    label.into()
}
