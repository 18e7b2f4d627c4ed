//! What an HTTP status means that came without one of EnOS's codes.

use super::{Explanation, entry};
use crate::said::pair;

/// In ascending order; the sources stand in `enos/codes/http.rs`.
pub(super) static STATUSES: [(i64, Explanation); 11] = [
    entry(
        400,
        pair!("Cannot process request body", "无法处理请求体"),
        pair!(
            "The gateway could not read the request.",
            "API 网关无法读取请求。"
        ),
        pair!(
            "Send smaller batches; if it persists, check that the address is EnOS's API gateway.",
            "减小每批数量；若问题仍在，检查所填地址是否为 EnOS 的 API 网关。"
        ),
    ),
    entry(
        401,
        pair!("Invalid authentication credentials", "身份验证凭据无效"),
        pair!(
            "The gateway did not accept the key, token or signature.",
            "API 网关不接受 AccessKey、Token 或签名。"
        ),
        pair!(
            "Check the access key, the secret key and this machine's clock.",
            "检查 AccessKey、SecretKey 和本机时钟。"
        ),
    ),
    entry(
        403,
        pair!("Your IP address is not allowed", "IP 地址不在允许范围内"),
        pair!(
            "The gateway does not serve this network address or this application.",
            "API 网关不向此网络地址或此应用提供服务。"
        ),
        pair!(
            "Connect through an allowed network, or ask the EnOS administrator to allow this one.",
            "改用允许的网络连接，或联系 EnOS 管理员放行当前网络。"
        ),
    ),
    entry(
        404,
        pair!("Not found", "未找到"),
        pair!("Nothing answers at this path.", "此路径上没有服务响应。"),
        pair!(
            "Check that the address is EnOS's API gateway (console: Help > Environment Information) and that EnOS is 2.4 CU1 or later.",
            "检查所填地址是否为 EnOS 的 API 网关（控制台：帮助 > 环境信息），以及 EnOS 是否为 2.4 CU1 或更高版本。"
        ),
    ),
    entry(
        408,
        pair!("Request timeout", "请求超时"),
        pair!(
            "The gateway did not receive the whole request in time.",
            "API 网关未能及时收到完整请求。"
        ),
        pair!(
            "Check the connection, look the rows up before sending them again, and send smaller batches.",
            "检查连接，重新发送前先查询这些行，并减小每批数量。"
        ),
    ),
    entry(
        413,
        pair!("Request size limit exceeded", "请求大小超出上限"),
        pair!(
            "The request is larger than the gateway allows; nothing was created.",
            "请求超出 API 网关允许的大小；未创建任何设备。"
        ),
        pair!("Send smaller batches.", "减小每批数量。"),
    ),
    entry(
        429,
        pair!("API rate limit exceeded", "API 调用频率超限"),
        pair!(
            "Too many requests were made; nothing was created.",
            "请求过于频繁；未创建任何设备。"
        ),
        pair!(
            "Wait as long as the gateway says, then continue; requests from other programs with the same credentials count too.",
            "按 API 网关要求的时间等待后继续；使用同一访问凭据的其他程序，其请求也计算在内。"
        ),
    ),
    entry(
        500,
        pair!("An unexpected error occurred", "发生意外错误"),
        pair!(
            "The gateway had an internal error; the request may still have been carried out.",
            "API 网关发生内部错误；请求仍可能已执行。"
        ),
        pair!(
            "Wait a minute, then look the rows up before sending them again.",
            "稍等一分钟，重新发送前先查询这些行。"
        ),
    ),
    entry(
        502,
        pair!("Bad gateway", "API 网关错误"),
        pair!(
            "The gateway got no valid reply from EnOS; the request may still have been carried out.",
            "API 网关未收到 EnOS 的有效响应；请求仍可能已执行。"
        ),
        pair!(
            "Wait a minute, then look the rows up before sending them again.",
            "稍等一分钟，重新发送前先查询这些行。"
        ),
    ),
    entry(
        503,
        pair!("Service unavailable", "服务不可用"),
        pair!(
            "The service is down or not allowed for this application.",
            "服务已停止，或不允许此应用使用。"
        ),
        pair!(
            "Wait a minute, then look the rows up before sending them again; if it persists, ask the EnOS administrator.",
            "稍等一分钟，重新发送前先查询这些行；若问题仍在，联系 EnOS 管理员。"
        ),
    ),
    entry(
        504,
        pair!("Gateway timeout", "API 网关超时"),
        pair!(
            "EnOS did not answer the gateway in time; the request may still have been carried out.",
            "EnOS 未及时响应 API 网关；请求仍可能已执行。"
        ),
        pair!(
            "Wait a minute, then look the rows up before sending them again in smaller batches.",
            "稍等一分钟，先查询这些行，再减小每批数量重新发送。"
        ),
    ),
];
