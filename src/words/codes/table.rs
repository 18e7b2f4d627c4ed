//! What the codes of EnOS's services mean, and what to do about each.

use super::{Explanation, entry};
use crate::said::pair;

/// In ascending order; the sources stand in `enos/codes/table.rs`.
pub(super) static CODES: [(i64, Explanation); 20] = [
    entry(
        -1,
        pair!("Failed", "失败"),
        pair!(
            "This item failed, and EnOS gives the reason only in its message.",
            "该项失败，EnOS 仅在错误信息中给出原因。"
        ),
        pair!(
            "Read EnOS's message: it says what is wrong.",
            "查看 EnOS 的错误信息，其中说明了问题所在。"
        ),
    ),
    entry(
        0,
        pair!("OK", "成功"),
        pair!("EnOS did what was asked.", "EnOS 已执行请求。"),
        pair!("Nothing to do.", "无需操作。"),
    ),
    entry(
        1001,
        pair!("Encryption used before", "加密串已使用过"),
        pair!(
            "Another token request with this access key was made in the same millisecond.",
            "同一毫秒内，已有使用此 AccessKey 的另一次 Token 请求。"
        ),
        pair!(
            "Try again; if it happens again, check whether another program uses the same access key.",
            "重试；若再次出现，检查是否有其他程序使用同一 AccessKey。"
        ),
    ),
    entry(
        1002,
        pair!("Unknown access key", "未知的 AccessKey"),
        pair!(
            "EnOS has no application with this access key.",
            "EnOS 中没有使用此 AccessKey 的应用。"
        ),
        pair!(
            "Copy the access key again from Application Registration in the EnOS console, and check that the gateway address belongs to the same environment.",
            "从 EnOS 管理控制台的“应用注册”重新复制 AccessKey，并检查 API 网关地址是否属于同一环境。"
        ),
    ),
    entry(
        1003,
        pair!("Wrong secret key", "SecretKey 错误"),
        pair!(
            "The signature made with the secret key does not match the access key.",
            "用 SecretKey 生成的签名与 AccessKey 不匹配。"
        ),
        pair!(
            "Copy the secret key again from Application Registration, and check this machine's clock.",
            "从“应用注册”重新复制 SecretKey，并检查本机时钟。"
        ),
    ),
    entry(
        1004,
        pair!("Invalid parameter", "参数无效"),
        pair!(
            "The token service did not accept a parameter.",
            "Token 服务不接受某个参数。"
        ),
        pair!(
            "Check the access key and the secret key for missing or extra characters.",
            "检查 AccessKey 和 SecretKey 是否缺少或多出字符。"
        ),
    ),
    entry(
        1005,
        pair!("Token service failed", "Token 服务失败"),
        pair!(
            "The token service had an internal error.",
            "Token 服务发生内部错误。"
        ),
        pair!(
            "Wait a minute and try again; if it persists, tell EnOS support the time and the request id.",
            "稍等一分钟后重试；若问题仍在，将时间和请求 ID 提供给 EnOS 技术支持。"
        ),
    ),
    entry(
        1202,
        pair!("A parameter is empty", "参数为空"),
        pair!(
            "The token service or the gateway found a parameter missing.",
            "Token 服务或 API 网关发现缺少参数。"
        ),
        pair!(
            "Check that the access key, the secret key and the organisation id are all filled in.",
            "检查 AccessKey、SecretKey 和组织 ID 是否均已填写。"
        ),
    ),
    entry(
        1203,
        pair!("Token expired", "Token 已过期"),
        pair!(
            "The access token was no longer valid, even after it had been renewed.",
            "Access Token 已失效，刷新后仍然无效。"
        ),
        pair!(
            "Check this machine's clock, then try again.",
            "检查本机时钟，然后重试。"
        ),
    ),
    entry(
        1204,
        pair!("Token not renewed", "Token 未刷新"),
        pair!(
            "The token service could not renew the access token.",
            "Token 服务无法刷新 Access Token。"
        ),
        pair!(
            "Try again: a new token will be fetched.",
            "重试：将获取新的 Token。"
        ),
    ),
    entry(
        4011,
        pair!("Access expired", "Access Token 已过期"),
        pair!(
            "The gateway says that the access token has expired.",
            "API 网关提示 Access Token 已过期。"
        ),
        pair!(
            "Check this machine's clock, then try again.",
            "检查本机时钟，然后重试。"
        ),
    ),
    entry(
        4012,
        pair!("Refresh expired", "刷新期限已过"),
        pair!(
            "The gateway says that the token can no longer be renewed.",
            "API 网关提示 Token 已无法刷新。"
        ),
        pair!(
            "Try again: a new token will be fetched.",
            "重试：将获取新的 Token。"
        ),
    ),
    entry(
        11_404,
        pair!("Device cannot be found", "找不到设备"),
        pair!("There is no such device.", "没有此设备。"),
        pair!(
            "Check the product key and the device key; a device created just now appears after about two seconds.",
            "检查 productKey 和 deviceKey；刚创建的设备约两秒后才可查到。"
        ),
    ),
    entry(
        11_611,
        pair!("Not found", "未找到"),
        pair!(
            "There is no product with this product key.",
            "没有使用此 productKey 的产品。"
        ),
        pair!(
            "Choose the product from the list, and check that the organisation id is the right one.",
            "从列表中选择产品，并检查组织 ID 是否正确。"
        ),
    ),
    entry(
        11_702,
        pair!("DeviceKey existed", "deviceKey 已存在"),
        pair!(
            "The product already has a device with this device key.",
            "该产品下已有使用此 deviceKey 的设备。"
        ),
        pair!(
            "Look at the existing device: if it is the one you mean, leave this row out; otherwise give the row another key.",
            "查看已有设备：若正是所需设备，不再提交此行；否则为此行更换 deviceKey。"
        ),
    ),
    entry(
        11_705,
        pair!("Device not found", "设备不存在"),
        pair!(
            "There is no such device (a code inferred from the MQTT protocol).",
            "没有此设备（该错误码由 MQTT 协议推断得出）。"
        ),
        pair!(
            "Check the product key and the device key.",
            "检查 productKey 和 deviceKey。"
        ),
    ),
    entry(
        11_714,
        pair!("Generate deviceKey failed", "生成 deviceKey 失败"),
        pair!(
            "EnOS could not generate a device key just now; nothing was created.",
            "EnOS 暂时无法生成 deviceKey；未创建任何设备。"
        ),
        pair!(
            "Submit the row again, or give it a device key of its own, such as the serial number.",
            "重新提交此行，或为其指定 deviceKey，例如序列号。"
        ),
    ),
    entry(
        11_739,
        pair!("Exceed max device size", "超出设备数量上限"),
        pair!(
            "The product, or the gateway with its sub-devices, would have more devices than allowed (10,000 by default).",
            "产品下的设备或网关设备下的子设备将超出允许数量（默认 10,000 台）。"
        ),
        pair!(
            "Use another product, delete devices that are not needed, or ask the EnOS administrator to raise the limit.",
            "改用其他产品，删除不需要的设备，或联系 EnOS 管理员提高上限。"
        ),
    ),
    entry(
        11_858,
        pair!("Unable to find public key", "找不到公钥"),
        pair!(
            "Secrets were requested, but no RSA key pair is registered for the application; nothing was created.",
            "请求返回设备密钥，但应用未注册 RSA 密钥对；未创建任何设备。"
        ),
        pair!(
            "Have an administrator create the RSA key pair (EnOS 2.4: IAM > Service Account; 3.0: Developer Console > App Details), or submit without requesting secrets.",
            "由管理员创建 RSA 密钥对（EnOS 2.4：IAM > 服务账号；3.0：开发者控制台 > 应用详情），或提交时不请求设备密钥。"
        ),
    ),
    entry(
        12_958,
        pair!("Asset attribute verification failure", "资产属性校验失败"),
        pair!(
            "An attribute does not fit the thing model: it is required and missing, of the wrong type, or unknown.",
            "有属性不符合模型：必需属性缺失、类型错误或属性未知。"
        ),
        pair!(
            "Compare the row's attributes with the product's thing model and correct the one EnOS names.",
            "将此行的属性与产品的模型对照，修正 EnOS 指出的属性。"
        ),
    ),
];
