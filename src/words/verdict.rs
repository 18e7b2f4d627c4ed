//! What the connection test says.

use super::{PRODUCTS, call, codes, suite, unsealing};
use crate::enos::{self, Check, Fact, Finding};
use crate::said::{Said, pair, say};

/// A line of the connection test, as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What was tested.
    pub check: Check,
    /// How it ended.
    pub result: Finding<Said>,
    /// Whether it was tried at all: not after another one has failed.
    pub tried: bool,
}

/// The verdict in sentences.
#[must_use]
pub fn verdict(of: &enos::Verdict) -> Verdict {
    Verdict {
        check: of.check,
        result: of.result.map(fact),
        tried: of.result != Finding::Skipped(Fact::NotTried),
    }
}

/// What is tested.
#[must_use]
pub const fn check(of: Check) -> Said {
    match of {
        Check::Proxy => pair!("proxy", "代理"),
        Check::Address => pair!("address", "地址"),
        Check::Tls => pair!("TLS", "TLS"),
        Check::Credentials => pair!("credentials", "凭据"),
        Check::Clock => pair!("clock", "时钟"),
        Check::Signature => pair!("signature", "签名"),
        Check::Permission => pair!("permission", "权限"),
        Check::OrgId => pair!("organisation", "组织"),
        Check::RsaPair => pair!("RSA pair", "RSA 密钥对"),
    }
}

/// What was found.
#[expect(clippy::too_many_lines, reason = "one arm a fact")]
fn fact(of: &Fact) -> Said {
    match of {
        Fact::NotTried => say!(
            "not tried because another check failed",
            "其他检查失败，未测试"
        ),
        Fact::ProxyPasses(proxy) => say!("{proxy} lets connections through", "{proxy} 已放行连接"),
        Fact::NoProxy => say!("none is set for this gateway", "未为此 API 网关设置代理"),
        Fact::Answers(gateway) => say!("{gateway} answers", "{gateway} 有响应"),
        Fact::Trusted(None) => say!("the certificate is trusted", "证书受信任"),
        Fact::Trusted(Some(own)) => {
            say!(
                "the certificate is trusted, by the system or by {own}",
                "证书受系统或 {own} 信任"
            )
        }
        Fact::PlainHttp => say!("plain http to this machine", "连接本机，使用明文 HTTP"),
        Fact::KeysAccepted => say!(
            "access key and secret key are accepted",
            "AccessKey 和 SecretKey 验证通过"
        ),
        Fact::CallAccepted => say!("a signed call is accepted", "签名请求验证通过"),
        Fact::Readable(count) => say!(
            "{products} can be read",
            "可读取 {products}",
            products = PRODUCTS.count(count)
        ),
        Fact::OrgKnown(org) => say!("{org} is known", "组织 {org} 存在"),
        Fact::OrgRefused { org, error } => say!(
            "{error}. Compare {org} with the console's IAM > Organization Profile.",
            "{error}。将 {org} 与控制台“IAM > 组织信息”核对。",
            error = call(error)
        ),
        Fact::OrgDoubtful(org) => say!(
            "{org} may belong to another application; compare it with the console's IAM > Organization Profile",
            "{org} 可能属于另一个应用；与控制台“IAM > 组织信息”核对"
        ),
        Fact::NoProductToTry => say!(
            "there is no product whose secret could be tested",
            "没有产品，因此没有产品密钥可供测试"
        ),
        Fact::NoSecrets => say!(
            "EnOS sends no product secrets: to see them, the application needs permission to create or update products",
            "EnOS 未返回产品密钥：应用有创建或更新产品的权限才能看到"
        ),
        Fact::NoPrivateKey => say!(
            "a pair is registered, but no private key is configured here: secrets stay sealed",
            "已注册密钥对，但此处未配置私钥：密钥仍为密文"
        ),
        Fact::KeyFits(of) => say!(
            "the private key fits ({suite})",
            "私钥匹配（{suite}）",
            suite = suite(of)
        ),
        Fact::KeyDoesNotFit(error) => say!(
            "{error}. Configure the private key of the currently registered pair.",
            "{error}。改为配置当前已注册密钥对的私钥。",
            error = unsealing(error)
        ),
        Fact::NoTime => say!(
            "no reply gave the gateway's time",
            "响应中没有 API 网关的时间"
        ),
        Fact::Apart(seconds) => say!("{seconds} s apart", "相差 {seconds} 秒"),
        Fact::Ahead(minutes) => say!(
            "this machine is {minutes} min ahead of the gateway, and EnOS refuses requests that are 15 min or more off; set the clock",
            "本机时钟比 API 网关快 {minutes} 分钟，相差达 15 分钟 EnOS 就会拒绝请求；应校准时钟"
        ),
        Fact::Behind(minutes) => say!(
            "this machine is {minutes} min behind the gateway, and EnOS refuses requests that are 15 min or more off; set the clock",
            "本机时钟比 API 网关慢 {minutes} 分钟，相差达 15 分钟 EnOS 就会拒绝请求；应校准时钟"
        ),
        Fact::Failed(error) => say!(
            "{error}. {advice}",
            "{error}。{advice}",
            error = call(error),
            advice = codes::advice(&error.fault)
        ),
    }
}

#[cfg(test)]
mod tests;
