//! What the codes of EnOS as a whole mean, and what to do about each.

use super::{Explanation, entry};
use crate::said::pair;

/// In ascending order, all above those of [`super::table`]; the sources stand in `enos/codes/table.rs`.
pub(super) static CODES: [(i64, Explanation); 21] = [
    entry(
        99_206,
        pair!("Partial Content Success", "部分成功"),
        pair!(
            "Some items of the batch succeeded and some failed.",
            "该批次部分成功，部分失败。"
        ),
        pair!(
            "Look at each row: the created ones are done, the failed ones say why.",
            "逐行查看：已创建的行已完成，失败的行附有原因。"
        ),
    ),
    entry(
        99_400,
        pair!("Invalid arguments", "参数无效"),
        pair!(
            "EnOS did not accept an argument, or the batch has more devices than the organisation may send at once (1,000 by default); nothing was created.",
            "EnOS 不接受某个参数，或该批次设备数超出组织单次可发送的上限（默认 1,000 台）；未创建任何设备。"
        ),
        pair!(
            "Correct the field EnOS names; if it names none, send smaller batches.",
            "修正 EnOS 指出的字段；若未指出字段，减小每批数量。"
        ),
    ),
    entry(
        99_401,
        pair!("Unauthenticated", "未通过身份验证"),
        pair!(
            "The access token was not accepted, even after it had been renewed; nothing was done.",
            "Access Token 未被接受，刷新后仍然无效；未执行任何操作。"
        ),
        pair!(
            "Check the access key, the secret key and this machine's clock, and whether another program uses the same access key.",
            "检查 AccessKey、SecretKey 和本机时钟，以及是否有其他程序使用同一 AccessKey。"
        ),
    ),
    entry(
        99_403,
        pair!("Denied resource", "资源访问被拒绝"),
        pair!(
            "The application has no permission for this operation or this organisation.",
            "应用没有此操作或此组织的权限。"
        ),
        pair!(
            "Check the organisation id; then have an administrator grant the application Device Management Service: Full Access (2.4) or API permission in the Developer Console (3.0).",
            "检查组织 ID；然后由管理员为应用授予“设备管理服务：完全访问”（2.4）或开发者控制台中的 API 权限（3.0）。"
        ),
    ),
    entry(
        99_404,
        pair!("Not found", "未找到"),
        pair!(
            "Something the request names does not exist, most likely the product.",
            "请求中指定的对象不存在，很可能是产品。"
        ),
        pair!(
            "Choose the product from the list, and check that the organisation id is the right one.",
            "从列表中选择产品，并检查组织 ID 是否正确。"
        ),
    ),
    entry(
        99_405,
        pair!("Method not allowed", "不支持此方法"),
        pair!(
            "EnOS does not offer this operation here; nothing was done.",
            "EnOS 在此不提供该操作；未执行任何操作。"
        ),
        pair!(
            "Check that the address is EnOS's API gateway and that EnOS is 2.4 CU1 or later.",
            "检查所填地址是否为 EnOS 的 API 网关，以及 EnOS 是否为 2.4 CU1 或更高版本。"
        ),
    ),
    entry(
        99_409,
        pair!("Already exists", "已存在"),
        pair!(
            "What the request would create already exists; nothing was created.",
            "要创建的对象已存在；未创建任何设备。"
        ),
        pair!(
            "Look at the existing device: if it is the one you mean, leave this row out; otherwise give the row another key.",
            "查看已有设备：若正是所需设备，不再提交此行；否则为此行更换 deviceKey。"
        ),
    ),
    entry(
        99_413,
        pair!("Request body too large", "请求体过大"),
        pair!(
            "The request is larger than EnOS allows; nothing was created.",
            "请求超出 EnOS 允许的大小；未创建任何设备。"
        ),
        pair!("Send smaller batches.", "减小每批数量。"),
    ),
    entry(
        99_415,
        pair!("Parameter out of range", "参数超出范围"),
        pair!(
            "A value is outside the range EnOS allows; nothing was created.",
            "有值超出 EnOS 允许的范围；未创建任何设备。"
        ),
        pair!("Correct the value EnOS names.", "修正 EnOS 指出的值。"),
    ),
    entry(
        99_429,
        pair!("Resource exhausted", "资源耗尽"),
        pair!(
            "Too much was asked of EnOS at once; nothing was done.",
            "一次向 EnOS 请求过多；未执行任何操作。"
        ),
        pair!(
            "Wait a while, then continue; requests from other programs with the same credentials count too.",
            "稍候再继续；使用同一访问凭据的其他程序，其请求也计算在内。"
        ),
    ),
    entry(
        99_430,
        pair!("Result size too large", "返回结果过大"),
        pair!(
            "The reply would be larger than EnOS allows; the request may still have been carried out.",
            "响应将超出 EnOS 允许的大小；请求仍可能已执行。"
        ),
        pair!("Ask for less at once.", "减少单次请求的内容。"),
    ),
    entry(
        99_497,
        pair!("Timestamp or signature refused", "时间戳或签名被拒绝"),
        pair!(
            "EnOS did not accept the request's timestamp or its signature; nothing was done.",
            "EnOS 不接受请求的时间戳或签名；未执行任何操作。"
        ),
        pair!(
            "Check this machine's clock, then the secret key.",
            "先检查本机时钟，再检查 SecretKey。"
        ),
    ),
    entry(
        99_498,
        pair!("Permission denied to the application", "应用无权限"),
        pair!(
            "The application lacks permission for this resource or this API; nothing was done.",
            "应用没有此资源或此 API 的权限；未执行任何操作。"
        ),
        pair!(
            "Have an administrator grant the application Device Management Service: Full Access (2.4) or API permission in the Developer Console (3.0).",
            "由管理员为应用授予“设备管理服务：完全访问”（2.4）或开发者控制台中的 API 权限（3.0）。"
        ),
    ),
    entry(
        99_499,
        pair!("Client error", "客户端错误"),
        pair!(
            "EnOS did not accept the request and gave no further details; nothing was done.",
            "EnOS 不接受该请求，且未给出更多说明；未执行任何操作。"
        ),
        pair!(
            "Read EnOS's message; if it does not help, give EnOS support the code and the request id.",
            "查看 EnOS 的错误信息；若仍无法解决，将错误码和请求 ID 提供给 EnOS 技术支持。"
        ),
    ),
    entry(
        99_500,
        pair!("Internal Server Error", "内部服务器错误"),
        pair!(
            "EnOS had an internal error; the request may still have been carried out.",
            "EnOS 发生内部错误；请求仍可能已执行。"
        ),
        pair!(
            "Wait a minute, then look the rows up before sending them again.",
            "稍等一分钟，重新发送前先查询这些行。"
        ),
    ),
    entry(
        99_501,
        pair!("Not implemented", "未实现"),
        pair!(
            "This EnOS cannot do what was asked; nothing was done.",
            "此 EnOS 不支持所请求的操作；未执行任何操作。"
        ),
        pair!(
            "Check that EnOS is 2.4 CU1 or later, and that the address is EnOS's API gateway.",
            "检查 EnOS 是否为 2.4 CU1 或更高版本，以及所填地址是否为 EnOS 的 API 网关。"
        ),
    ),
    entry(
        99_503,
        pair!("Service unavailable", "服务不可用"),
        pair!(
            "An EnOS service could not be reached; the request may still have been carried out.",
            "EnOS 的某项服务无法访问；请求仍可能已执行。"
        ),
        pair!(
            "Wait a minute, then look the rows up before sending them again.",
            "稍等一分钟，重新发送前先查询这些行。"
        ),
    ),
    entry(
        99_504,
        pair!("Service timeout", "服务超时"),
        pair!(
            "An EnOS service did not answer in time; the request may well have been carried out.",
            "EnOS 的某项服务未及时响应；请求很可能已执行。"
        ),
        pair!(
            "Wait a minute, then look the rows up before sending them again in smaller batches.",
            "稍等一分钟，先查询这些行，再减小每批数量重新发送。"
        ),
    ),
    entry(
        99_601,
        pair!("Unsupported operation", "不支持的操作"),
        pair!(
            "EnOS cannot do this with this particular resource; nothing was done.",
            "EnOS 不支持对该资源执行此操作；未执行任何操作。"
        ),
        pair!(
            "Read EnOS's message: it usually names the resource.",
            "查看 EnOS 的错误信息，其中通常会指出该资源。"
        ),
    ),
    entry(
        99_701,
        pair!("Data service failed", "数据服务失败"),
        pair!(
            "EnOS's data service had an error; the request may still have been carried out.",
            "EnOS 的数据服务出错；请求仍可能已执行。"
        ),
        pair!(
            "Wait a minute, then look the rows up before sending them again.",
            "稍等一分钟，重新发送前先查询这些行。"
        ),
    ),
    entry(
        99_702,
        pair!("Data service failed", "数据服务失败"),
        pair!(
            "EnOS's data service had an error; the request may still have been carried out.",
            "EnOS 的数据服务出错；请求仍可能已执行。"
        ),
        pair!(
            "Wait a minute, then look the rows up before sending them again.",
            "稍等一分钟，重新发送前先查询这些行。"
        ),
    ),
];
