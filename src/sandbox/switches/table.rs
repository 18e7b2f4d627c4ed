//! The switches themselves, one entry for each guess; the first value is the best guess.

use strum::EnumString;

use super::{Description, SwitchError};
use crate::said::Label;

/// Makes, from one table, an enum for each switch, the struct of them all, and their descriptions.
macro_rules! switches {
    ($(
        $field:ident, $kind:ident, $name:literal, $about:literal $about_zh:literal {
            $first:ident $first_word:literal $first_meaning:literal $first_zh:literal
            $(, $variant:ident $word:literal $meaning:literal $meaning_zh:literal)* $(,)?
        }
    )+) => {
        $(
            #[doc = $about]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString)]
            pub enum $kind {
                #[doc = $first_meaning]
                #[default]
                #[strum(serialize = $first_word)]
                $first,
                $(#[doc = $meaning] #[strum(serialize = $word)] $variant,)*
            }
        )+

        /// All switches; the default of each is the best guess.
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct Switches {
            $(#[doc = $about] pub $field: $kind,)+
        }

        /// Every switch, in the order of the help text.
        pub const DESCRIPTIONS: &[Description] = &[
            $(Description {
                name: $name,
                about: Label::new($about, $about_zh),
                values: &[
                    ($first_word, Label::new($first_meaning, $first_zh))
                    $(, ($word, Label::new($meaning, $meaning_zh)))*
                ],
            },)+
        ];

        impl Switches {
            pub(super) fn apply(&mut self, name: &str, value: &str) -> Result<(), SwitchError> {
                match name {
                    $($name => {
                        self.$field = value.parse().map_err(|_| SwitchError::UnknownValue {
                            name: $name,
                            value: value.to_owned(),
                            allowed: vec![$first_word $(, $word)*],
                        })?;
                    })+
                    _ => return Err(SwitchError::UnknownName {
                        name: name.to_owned(),
                        known: DESCRIPTIONS.iter().map(|switch| switch.name).collect(),
                    }),
                }
                Ok(())
            }
        }
    };
}

switches! {
    item_code, ItemCode, "item-code", "the code of a failed item in a batch" "批次中失败条目的错误码" {
        MinusOne "minus-one" "-1, as the struct's own table says" "-1，如该结构自身的表格所示",
        Real "real" "the error's own code, such as 11702" "该错误自身的错误码，如 11702",
    }
    item_data, ItemData, "item-data", "the data of a failed item" "失败条目的 data" {
        Null "null" "null" "null",
        Text "text" "the error text once more, as in the alert service" "重复错误信息，与告警服务相同",
        Echo "echo" "productKey and deviceKey as they were sent" "所发送的 productKey 和 deviceKey",
    }
    item_order, ItemOrder, "item-order", "the order of the items in a batch's reply" "批次响应中条目的顺序" {
        Request "request" "as in the request" "与请求相同",
        Reversed "reversed" "the last one first" "与请求相反",
    }
    made_item, MadeItem, "made-item", "the data of an item that was created" "已创建条目的 data" {
        Full "full" "productKey, deviceKey and assetId" "productKey、deviceKey 和 assetId",
        NoKeys "no-keys" "assetId alone" "只有 assetId",
        NoProduct "no-product" "deviceKey and assetId" "deviceKey 和 assetId",
        NoAsset "no-asset" "productKey and deviceKey" "productKey 和 deviceKey",
        OneAsset "one-asset" "the same assetId for all" "所有条目的 assetId 相同",
        LowerCase "lower-case" "the deviceKey in lower case" "deviceKey 改为小写",
        Blank "blank" "all three, as empty strings" "三者均为空字符串",
    }
    partial_code, PartialCode, "partial-code", "the code of a batch in which some items failed"
        "部分条目失败时，整个批次的错误码" {
        Partial "99206" "99206 Partial Content Success, as in the alert service"
            "99206 Partial Content Success，与告警服务相同",
        Zero "0" "0 OK; the items say which" "0 OK，由各条目说明",
    }
    all_failed, AllFailed, "all-failed", "the code of a batch in which every item failed"
        "全部条目失败时，整个批次的错误码" {
        Partial "99206" "99206 with successSize 0" "99206，successSize 为 0",
        Invalid "99400" "99400 Invalid arguments, with the items" "99400 Invalid arguments，带条目",
        InvalidBare "99400-bare" "99400 Invalid arguments, without the items" "99400 Invalid arguments，不带条目",
    }
    invalid_item, InvalidItem, "invalid-item", "what one item with a bad field does to its batch"
        "一个条目有错误字段时，对所在批次的影响" {
        Item "item" "only that item fails" "只有该条目失败",
        Request "request" "the whole batch is refused with that item's error" "整个批次以该条目的错误被拒绝",
    }
    product_full, ProductFull, "product-full", "what 11739 does to a batch that would exceed a product's limit"
        "批次会超出产品的设备上限时，11739 的影响" {
        Item "item" "the items that still fit are created" "仍创建放得下的条目",
        Request "request" "the whole batch is refused" "整个批次被拒绝",
    }
    repeated_key, RepeatedKey, "repeated-key", "a deviceKey that occurs twice in one batch"
        "同一批次中出现两次的 deviceKey" {
        First "first" "the first is created, the others get 11702" "第一个创建，其余返回 11702",
        Refuse "none" "all of them get 11702" "全部返回 11702",
    }
    generated_keys, GeneratedKeys, "generated-keys", "whether a deviceKey can be generated just now (11714)"
        "当前能否生成 deviceKey（11714）" {
        Work "work" "always" "总是能",
        Flaky "flaky" "every other one fails, starting with the first" "从第一个起，隔一个失败一个",
        Fail "fail" "never" "总是不能",
    }
    empty_batch, EmptyBatch, "empty-batch", "an empty deviceList" "空的 deviceList" {
        Refuse "refuse" "99400, the list counts as missing" "99400，视为缺少该列表",
        Accept "accept" "0 OK with no items" "0 OK，没有条目",
    }
    unknown_product, UnknownProduct, "unknown-product", "the code when an item's productKey does not exist"
        "条目的 productKey 不存在时的错误码" {
        NotFound "99404" "99404, as for Delete Product" "99404，与删除产品相同",
        ProductNotFound "11611" "11611, as for Get Product" "11611，与获取产品相同",
    }
    bad_attribute, BadAttribute, "bad-attribute", "the code when an attribute does not fit its thing model"
        "属性不符合模型时的错误码" {
        Invalid "99400" "99400 Invalid Argument deviceAttributes.x" "99400 Invalid Argument deviceAttributes.x",
        Verification "12958" "12958, as for Update Asset" "12958，与更新资产相同",
    }
    unknown_attribute, UnknownAttribute, "unknown-attribute", "an attribute the thing model does not have"
        "模型中没有的属性" {
        Refuse "refuse" "the item fails" "条目失败",
        Ignore "ignore" "it is silently dropped" "忽略该属性，没有提示",
    }
    coercion, Coercion, "coercion", "attribute values of a similar type" "类型相近的属性值" {
        Strict "strict" "refused" "拒绝",
        Lenient "lenient" "numbers written as text are accepted, and 0 or 1 for BOOL"
            "接受写成文本的数字，BOOL 接受 0 或 1",
    }
    integer_width, IntegerWidth, "integer-width", "the range of INT" "INT 的取值范围" {
        Bits32 "32" "32 bits; TIMESTAMP is there for more" "32 位；更大的值用 TIMESTAMP",
        Bits64 "64" "64 bits" "64 位",
    }
    text_limits, TextLimits, "text-limits", "the length of device names (1-64) and descriptions (0-512)"
        "设备名称（1-64）和设备描述信息（0-512）的长度" {
        Check "check" "checked, as for products" "检查，与产品相同",
        Ignore "ignore" "any length" "任意长度",
    }
    locales, Locales, "locales", "the locales of a device name" "设备名称的语言代码" {
        Any "any" "any" "任意",
        Known "known" "the four of Envision's newer samples" "Envision 较新示例中的四种",
    }
    timezones, Timezones, "timezones", "which time zones are supported" "支持哪些时区" {
        Check "check" "offsets from -14:59 to +14:59 and the names in the tz database"
            "-14:59 到 +14:59 的偏移，以及 tz 数据库中的名称",
        Any "any" "any text, as before 2.4 CU1" "任意文本，与 2.4 CU1 之前相同",
    }
    key_pair, KeyPair, "key-pair", "whether an RSA key pair is registered (not a guess: it provokes 11858)"
        "是否已注册 RSA 密钥对（并非猜测，用于触发 11858）" {
        Present "present" "it is" "已注册",
        Absent "absent" "requireSecret gets 11858" "requireSecret 返回 11858",
    }
    rsa_padding, RsaPadding, "rsa", "the RSA padding of a session key" "会话密钥的 RSA 填充方式" {
        Pkcs1 "pkcs1" "PKCS#1 v1.5" "PKCS#1 v1.5",
        OaepSha1 "oaep-sha1" "OAEP with SHA-1" "OAEP，SHA-1",
        OaepSha256 "oaep-sha256" "OAEP with SHA-256" "OAEP，SHA-256",
        OaepSha256Mgf1Sha1 "oaep-sha256-mgf1-sha1" "OAEP with SHA-256 and MGF1 with SHA-1, Java's default"
            "OAEP，SHA-256，MGF1 用 SHA-1，即 Java 的默认方式",
    }
    key_form, KeyForm, "session-key", "the form of the AES key inside a session key" "会话密钥中 AES 密钥的形式" {
        Raw "raw" "its bytes" "原始字节",
        Base64 "base64" "Base64 text" "Base64 文本",
        Hex "hex" "hexadecimal text" "十六进制文本",
    }
    key_bits, KeyBits, "aes-bits", "the length of the AES key" "AES 密钥的长度" {
        Bits128 "128" "128 bits" "128 位",
        Bits192 "192" "192 bits" "192 位",
        Bits256 "256" "256 bits" "256 位",
    }
    aes_mode, AesMode, "aes", "the AES mode of a secret" "设备密钥的 AES 模式" {
        Ecb "ecb" "ECB, PKCS#7 padding" "ECB，PKCS#7 填充",
        CbcPrefixIv "cbc-prefix-iv" "CBC, the IV before the text" "CBC，IV 前置",
        CbcZeroIv "cbc-zero-iv" "CBC, the IV all zero" "CBC，IV 全零",
        CbcKeyIv "cbc-key-iv" "CBC, the IV being the key's first 16 bytes" "CBC，IV 为密钥的前 16 字节",
        Gcm "gcm" "GCM, the 12-byte nonce before the text, the 16-byte tag after it"
            "GCM，12 字节 nonce 前置，16 字节 tag 后置",
    }
    definition, Definition, "data-definition", "the form of dataDefinition in a thing model"
        "模型中 dataDefinition 的形式" {
        Text "string" "a string that holds JSON, as documented" "内容为 JSON 的字符串，与文档一致",
        NestedText "nested-string" "the same, also for the items inside a STRUCT" "同上，STRUCT 内的各项也如此",
        Object "object" "an object" "对象",
    }
    inherited, Inherited, "inherited", "whether Get Thing Model returns the attributes of parent models"
        "获取模型时，是否返回父模型的属性" {
        Merged "merged" "it does" "返回",
        Own "own" "only the model's own" "只返回模型自身的属性",
    }
    get_lag, GetLag, "get-device", "whether Get Device sees a new device at once" "获取设备时，能否立即查到新设备" {
        Immediate "immediate" "at once" "立即",
        Lagged "lagged" "only after the lag, like a search" "延迟之后才能查到，与搜索相同",
    }
    create_time, CreateTime, "create-time", "how searches and Get Device write createTime"
        "搜索设备和获取设备如何表示 createTime" {
        Millis "ms" "milliseconds since 1970" "自 1970 年起的毫秒数",
        Seconds "s" "seconds" "秒",
        Micros "us" "microseconds" "微秒",
        Iso "iso" "ISO text in UTC" "UTC 时间的 ISO 文本",
        East "east" "milliseconds of local time, 8 hours ahead of UTC" "本地时间（UTC+8）的毫秒数",
        West "west" "milliseconds of local time, 5 hours behind UTC" "本地时间（UTC-5）的毫秒数",
        Behind "behind" "milliseconds of a clock that is 45 seconds behind the gateway's"
            "毫秒数，其时钟比 API 网关慢 45 秒",
        Years "years" "milliseconds of a clock that is stuck in 2001" "毫秒数，其时钟停在 2001 年",
        Zero "zero" "0" "0",
        Negative "negative" "-1" "-1",
        Absent "null" "null" "null",
    }
    date, DateHeader, "date", "the Date header of every reply" "每个响应的 Date 头" {
        Own "own" "the gateway's clock" "API 网关的时钟",
        Unreadable "unreadable" "not a date at all" "不是日期",
        Front "front" "the clock of a machine in front, 45 seconds ahead of the gateway's"
            "前置服务器的时钟，比 API 网关快 45 秒",
        Epoch "epoch" "a clock that was never set: 1970" "从未校准的时钟：1970 年",
    }
    update_time, UpdateTime, "update-time",
        "whether a device shows the time of its last edit, which is not among its documented fields"
        "设备是否显示最近编辑时间（不在文档所列字段中）" {
        None "none" "it does not" "不显示",
        Shown "shown" "as updateTime, at first the time of its creation" "显示为 updateTime，起初为创建时间",
    }
    auth, Auth, "auth", "how a bad token or signature is answered" "Access Token 或签名无效时如何响应" {
        Status "status" "HTTP 200, the token service's envelope with status 1003, 1004, 1202 or 1203"
            "HTTP 200，Token 服务的响应格式，status 为 1003、1004、1202 或 1203",
        Kong "kong401" "HTTP 401, {\"message\": \"Invalid authentication credentials\"}"
            "HTTP 401，{\"message\": \"Invalid authentication credentials\"}",
        ApimStatus "apim-status" "HTTP 200, {\"apim_status\": 4011, …}" "HTTP 200，{\"apim_status\": 4011, …}",
    }
    skew, Skew, "skew", "where the 15 minutes between the clocks are checked" "在何处检查时钟相差是否超过 15 分钟" {
        Both "both" "when getting a token and on signed calls" "获取 Access Token 时，以及带签名的调用时",
        Token "token" "only when getting a token" "只在获取 Access Token 时",
        Calls "calls" "only on signed calls" "只在带签名的调用时",
        Off "off" "nowhere" "不检查",
    }
    refresh, Refresh, "refresh", "what refreshing a token gives" "刷新 Access Token 得到什么" {
        Same "same" "the same token with its lifetime restarted" "原来的 Access Token，有效期重新计算",
        New "new" "a new token; the old one is dead" "新的 Access Token，原来的失效",
    }
    token_field, TokenField, "token-field", "the name of the token service's first field"
        "Token 服务响应中第一个字段的名称" {
        Status "status" "status" "status",
        Stauts "stauts" "stauts, as the English samples print it" "stauts，与英文示例相同",
    }
    error_http, ErrorHttp, "error-http", "the HTTP status of a business error" "业务错误的 HTTP 状态码" {
        Ok "200" "200" "200",
        Mapped "mapped" "400, 403, 404, 500, 504 or another, depending on the code"
            "400、403、404、500、504 等，取决于错误码",
    }
}
