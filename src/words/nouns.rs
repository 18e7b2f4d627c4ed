//! What is counted, in several places.

use crate::said::{Noun, noun};

/// Rows of a file, a run or a queue.
pub const ROWS: Noun = noun!("row", "rows", "行");
/// Rows of which nobody knows yet what happened to them.
pub const UNKNOWN_ROWS: Noun = noun!("unknown row", "unknown rows", "个未知行");
/// Devices.
pub const DEVICES: Noun = noun!("device", "devices", "台设备");
/// Products.
pub const PRODUCTS: Noun = noun!("product", "products", "个产品");
/// Runs.
pub const RUNS: Noun = noun!("run", "runs", "个任务");
/// Items of a reply.
pub const ITEMS: Noun = noun!("item", "items", "项");
/// Requests to EnOS.
pub const REQUESTS: Noun = noun!("request", "requests", "个请求");
/// How often something was done.
pub const TIMES: Noun = noun!("time", "times", "次");
/// What is wrong with devices.
pub const PROBLEMS: Noun = noun!("problem", "problems", "个问题");
/// Problems that keep a device from being sent.
pub const ERRORS: Noun = noun!("error", "errors", "个错误");
/// Problems that do not.
pub const WARNINGS: Noun = noun!("warning", "warnings", "条警告");
/// Characters of a text.
pub const CHARACTERS: Noun = noun!("character", "characters", "个字符");
/// Control characters of a text.
pub const CONTROLS: Noun = noun!("control character", "control characters", "个控制字符");
