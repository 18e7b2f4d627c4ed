//! Why a call failed, within its kind.

use std::time::Duration;

use crate::domain::{
    BadCertificate, BadReply, BadSettings, Barred, Broken, Encoding, NoTls, NotSendable, ProxySaid,
};
use crate::said::{Said, pair, say};

pub(super) fn settings(of: &BadSettings) -> Said {
    match of {
        BadSettings::NoOrgId => pair!("the connection has no organisation id", "连接缺少组织 ID"),
        BadSettings::NoAccessKey => pair!("the connection has no access key", "连接缺少 AccessKey"),
        BadSettings::NoSecretKey => pair!("the connection has no secret key", "连接缺少 SecretKey"),
        BadSettings::Address(why) => {
            say!(
                "the gateway's address: {why}",
                "API 网关地址：{why}",
                why = why.said()
            )
        }
        BadSettings::Proxy(words) => say!("the proxy: {words}", "代理：{words}"),
        BadSettings::NoClient(words) => say!(
            "the HTTP client could not be set up: {words}",
            "无法创建 HTTP 客户端：{words}"
        ),
        BadSettings::Request(words) => Said::data(words),
        BadSettings::OpenFiles(words) => say!(
            "this machine lets the program open no more files or connections ({words}); raise the limit (ulimit -n)",
            "本机不允许程序再打开文件或连接（{words}）；应调高上限（ulimit -n）"
        ),
    }
}

pub(super) fn not_sendable(of: &NotSendable) -> Said {
    match of {
        NotSendable::NotJson(words) => say!(
            "the request cannot be written as JSON: {words}",
            "请求无法写成 JSON：{words}"
        ),
        NotSendable::NotSearchable { name, value } => say!(
            "the {name} {value:?} cannot be searched for: it contains a quote, a backslash or a control character, and EnOS does not say how to escape these in a search",
            "无法按 {name} {value:?} 搜索：其中有引号、反斜杠或控制字符，EnOS 未说明搜索时如何转义"
        ),
    }
}

/// What is common has the system's English words, which differ from one system to the other.
pub(super) fn broken(of: &Broken) -> Said {
    match of {
        Broken::Silent(ms) => say!(
            "no connection within {s} s",
            "{s} 秒内未建立连接",
            s = seconds(*ms)
        ),
        Broken::NoName(words) => say!(
            "its name cannot be resolved ({words})",
            "域名无法解析（{words}）"
        ),
        Broken::Refused(nr) => say!(
            "Connection refused (os error {nr})",
            "连接被拒绝（os error {nr}）"
        ),
        Broken::Reset(nr) => say!(
            "Connection reset by peer (os error {nr})",
            "连接被对端重置（os error {nr}）"
        ),
        Broken::Pipe(nr) => say!("Broken pipe (os error {nr})", "管道已断开（os error {nr}）"),
        Broken::Aborted(nr) => say!(
            "Software caused connection abort (os error {nr})",
            "软件导致连接中止（os error {nr}）"
        ),
        Broken::TimedOut(nr) => say!(
            "Connection timed out (os error {nr})",
            "连接超时（os error {nr}）"
        ),
        Broken::NoNetwork(nr) => say!(
            "Network is unreachable (os error {nr})",
            "网络不可达（os error {nr}）"
        ),
        Broken::NetworkDown(nr) => say!(
            "Network is down (os error {nr})",
            "网络已断开（os error {nr}）"
        ),
        Broken::NoRoute(nr) => say!(
            "No route to host (os error {nr})",
            "没有到主机的路由（os error {nr}）"
        ),
        Broken::Closed => pair!(
            "connection closed before message completed",
            "报文传完之前连接已关闭"
        ),
        Broken::Cut => pair!(
            "end of file before message length reached",
            "未达到报文长度，数据就已结束"
        ),
        Broken::Words(words) => Said::data(words),
    }
}

pub(super) fn certificate(of: &BadCertificate) -> Said {
    match of {
        BadCertificate::None => pair!("it presents none", "未出示证书"),
        BadCertificate::UnknownIssuer => {
            pair!(
                "it is not signed by anyone this machine trusts",
                "证书的签发者不受本机信任"
            )
        }
        BadCertificate::Expired => pair!(
            "it has expired by this machine's clock",
            "按本机时钟，证书已过期"
        ),
        BadCertificate::NotYetValid => pair!(
            "it is not valid yet by this machine's clock",
            "按本机时钟，证书尚未生效"
        ),
        BadCertificate::OtherNames(host) => say!(
            "it is for names other than {host}",
            "证书中的域名不含 {host}"
        ),
        BadCertificate::Revoked => pair!("it has been revoked", "证书已被吊销"),
        BadCertificate::NotForServers => {
            pair!("it is not meant for servers", "证书不是用于服务器的")
        }
        BadCertificate::BadSignature => pair!("its signature is wrong", "证书的签名错误"),
        BadCertificate::Unreadable => pair!("it cannot be read", "证书无法读取"),
        BadCertificate::OfAuthority => pair!(
            "it is a CA certificate; the gateway needs a server certificate signed by it",
            "这是 CA 证书；API 网关需要由它签发的服务器证书"
        ),
        BadCertificate::OldVersion => {
            pair!("it is not a version 3 certificate", "不是第 3 版（v3）证书")
        }
        BadCertificate::OldSignature(words) => {
            say!(
                "it is signed in a way that is no longer trusted ({words})",
                "证书的签名方式已不受信任（{words}）"
            )
        }
        BadCertificate::Words(words) => Said::data(words),
    }
}

pub(super) fn no_tls(host: &str, of: &NoTls) -> Said {
    match of {
        NoTls::Silent(ms) => say!(
            "{host} accepts connections but did not start TLS within {s} s",
            "{host} 接受连接，但 {s} 秒内未开始 TLS 握手",
            s = seconds(*ms)
        ),
        NoTls::Closed => say!(
            "{host} closed the connection during the handshake",
            "{host} 在握手过程中关闭了连接"
        ),
        NoTls::OtherProtocol => say!(
            "{host} answers in another protocol",
            "{host} 使用的是其他协议"
        ),
        NoTls::OldVersions => say!(
            "{host} supports neither TLS 1.2 nor TLS 1.3",
            "{host} 不支持 TLS 1.2 和 TLS 1.3"
        ),
        NoTls::WantsCertificate => {
            say!(
                "{host} requires a client certificate, which EnOS does not use",
                "{host} 要求客户端证书，而 EnOS 不用客户端证书"
            )
        }
        NoTls::Alert(alert) => say!(
            "{host} aborted the handshake with the alert {alert}",
            "{host} 中止了握手，警报为 {alert}"
        ),
    }
}

pub(super) fn barred(of: &Barred) -> Said {
    match of {
        Barred::Broken(why) => broken(why),
        Barred::Silent { target, ms } => {
            say!(
                "no connection to {target} within {s} s",
                "{s} 秒内未连上 {target}",
                s = seconds(*ms)
            )
        }
        Barred::Closed { target, said: None } => say!(
            "it does not let connections through to {target}",
            "代理未放行到 {target} 的连接"
        ),
        Barred::Closed {
            target,
            said: Some(said),
        } => say!(
            "it does not let connections through to {target} ({said})",
            "代理未放行到 {target} 的连接（{said}）",
            said = proxy(said)
        ),
        Barred::Password407 => pair!(
            "HTTP 407, user name and password missing or not accepted",
            "HTTP 407，缺少用户名和密码或未被接受"
        ),
        Barred::Password(said) => {
            say!(
                "it does not accept the user name and password ({said})",
                "代理不接受所给的用户名和密码（{said}）",
                said = proxy(said)
            )
        }
        Barred::NoPassword { variable, said } => say!(
            "it requires a user name and password; put them in {variable} ({said})",
            "代理需要用户名和密码；应写入 {variable}（{said}）",
            said = proxy(said)
        ),
        Barred::OtherSignIn { ways, said } => say!(
            "it requires sign-in by {ways}, which enroll does not support; ask for access without sign-in, or with Basic ({said})",
            "代理要求 {ways} 认证，enroll 不支持；可申请免认证或改用 Basic（{said}）",
            ways = or(ways),
            said = proxy(said)
        ),
    }
}

/// `one or other`
fn or(names: &[String]) -> Said {
    let names = names.iter().map(Said::data);
    names
        .reduce(|before, name| say!("{before} or {name}", "{before} 或 {name}", before, name))
        .unwrap_or_default()
}

/// `HTTP 403 Forbidden, no way`
fn proxy(of: &ProxySaid) -> Said {
    let ProxySaid {
        status,
        reason,
        words,
    } = of;
    let status = format!("HTTP {status} {reason}");
    let status = status.trim_end();
    match words {
        Some(words) => say!(
            "{status}, {words}",
            "{status}，{words}",
            words = words.said()
        ),
        None => Said::data(status),
    }
}

pub(super) fn encoding(of: &Encoding) -> Said {
    match of {
        Encoding::Compressed(name) => say!(
            "compressed ({name}), although that was not requested",
            "压缩数据（{name}），而请求并未要求压缩"
        ),
        Encoding::Charset(name) => {
            say!("encoded in {name}, not in UTF-8", "{name} 编码，不是 UTF-8")
        }
        Encoding::Unnamed => pair!("not in UTF-8, perhaps in GBK", "非 UTF-8 编码，可能是 GBK"),
    }
}

pub(super) fn reply(of: &BadReply) -> Said {
    match of {
        BadReply::Body(words) => words.said(),
        BadReply::TooLarge(kib) => {
            say!(
                "it is larger than {kib} KiB, and a reply to this call should be smaller",
                "超过 {kib} KiB，而此调用的响应不应这么大"
            )
        }
        BadReply::OddToken => pair!(
            "its access token cannot be sent in a header",
            "其中的 Access Token 无法写入请求头"
        ),
        BadReply::NoToken => pair!(
            "the token service issued no token",
            "Token 服务未签发 Access Token"
        ),
        BadReply::NoData => pair!("it holds no data object", "其中没有 data 对象"),
        BadReply::NoList => pair!("it holds no data list", "其中没有 data 列表"),
        BadReply::NoProductKey => pair!("its product has no key", "其中的产品没有 productKey"),
        BadReply::NoDeviceKey => pair!(
            "its device has no productKey or deviceKey",
            "其中的设备没有 productKey 或 deviceKey"
        ),
        BadReply::NoItem => pair!(
            "it has no result for any of the devices",
            "其中没有任何设备的结果"
        ),
        BadReply::ItemWithoutCode(nth) => {
            say!("item {nth} of it has no code", "其中第 {nth} 项没有 code")
        }
        BadReply::ItemOfNoDevice(nth) => {
            say!(
                "item {nth} of it has a productKey or deviceKey longer than any can be",
                "其中第 {nth} 项的 productKey 或 deviceKey 超过长度上限"
            )
        }
        BadReply::NoDevice(nth) => say!(
            "device {nth} in it has no productKey or deviceKey",
            "其中第 {nth} 台设备没有 productKey 或 deviceKey"
        ),
    }
}

fn seconds(ms: u64) -> f32 {
    Duration::from_millis(ms).as_secs_f32()
}
