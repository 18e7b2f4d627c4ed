//! Why there is no connection, with the way out.

use std::fmt;

use super::{call, journal, unsealing};
use crate::connect::{ACCESS_KEY, ConnectError, Distrust, SECRET_KEY};
use crate::domain::Site;
use crate::enos::{BadProxy, BadProxyUrl};
use crate::said::{Said, pair, say};

/// The sentence.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm a fault")]
pub fn connection(of: &ConnectError) -> Said {
    match of {
        ConnectError::NoneChosen { profiles } => say!(
            "no connection is chosen. Choose one of three: --sandbox; --profile NAME{known}; or --gateway URL --org-id ID with {ACCESS_KEY} and {SECRET_KEY} in the environment",
            "未选择连接。三选一：--sandbox；--profile NAME{known}；或 --gateway URL --org-id ID，并设置环境变量 {ACCESS_KEY} 和 {SECRET_KEY}",
            known = known(profiles)
        ),
        ConnectError::NoSuchProfile { name, profiles } => {
            say!(
                "there is no profile `{name}`{known}",
                "没有连接配置 `{name}`{known}",
                known = known(profiles)
            )
        }
        ConnectError::Gateway(problem) => {
            say!("--gateway {problem}", "--gateway {problem}", problem)
        }
        ConnectError::Profile { name, key, problem } => {
            say!(
                "profile `{name}`: {key} {problem}",
                "连接配置 `{name}`：{key} {problem}",
                problem
            )
        }
        ConnectError::NoCredential(variable) => say!(
            "the environment variable {variable} is not set, or is empty: --gateway takes the credentials from {ACCESS_KEY} and {SECRET_KEY}",
            "环境变量 {variable} 未设置或为空：--gateway 从 {ACCESS_KEY} 和 {SECRET_KEY} 读取凭据"
        ),
        ConnectError::SecretWanted { profile } => say!(
            "profile `{profile}` asks for its secret key: set {SECRET_KEY}, or let the profile take it from a variable or a command",
            "连接配置 `{profile}` 要求输入 SecretKey：设置 {SECRET_KEY}，或让该配置从环境变量或命令读取"
        ),
        ConnectError::Secret { profile, source } => {
            say!(
                "profile `{profile}`: {why}",
                "连接配置 `{profile}`：{why}",
                why = source.said()
            )
        }
        ConnectError::KeyUnusable { path, source } => {
            say!(
                "{path}: {why}",
                "{path}：{why}",
                path = path.display(),
                why = unsealing(source)
            )
        }
        ConnectError::PrivateKey(error) => {
            say!(
                "the private key: {why}",
                "私钥：{why}",
                why = journal(error)
            )
        }
        ConnectError::Folder(error) => journal(error),
        ConnectError::Settings(error) => call(error),
        ConnectError::Proxy(BadProxy { variable, why }) => say!(
            "the proxy in the environment variable {variable} cannot be read: {why}; it should look like http://user:password@proxy.example:3128",
            "环境变量 {variable} 中的代理无法解析：{why}；格式应为 http://user:password@proxy.example:3128",
            why = proxy_url(*why)
        ),
        ConnectError::Trust {
            place,
            path,
            problem,
        } => {
            say!(
                "{place} names {path}, {problem}",
                "{place} 指定了 {path}，{problem}",
                path = path.display(),
                problem = distrust(problem)
            )
        }
        ConnectError::Trace(error) => {
            say!("--trace: {why}", "--trace：{why}", why = journal(error))
        }
        ConnectError::Sandbox(error) => {
            say!(
                "the sandbox did not start: {why}",
                "沙箱未能启动：{why}",
                why = error.said()
            )
        }
        ConnectError::Scenario(error) => {
            say!("--scenario: {why}", "--scenario：{why}", why = error.said())
        }
    }
}

fn distrust(of: &Distrust) -> Said {
    match of {
        Distrust::Unfit(error) => say!(
            "which cannot be used: {why}",
            "但它无法使用：{why}",
            why = journal(error)
        ),
        Distrust::NoPem => {
            say!(
                "which holds no readable certificate; it must be PEM",
                "但其中没有可读取的证书；格式须为 PEM"
            )
        }
        Distrust::Unread(why) => say!(
            "which cannot be read ({why}), so no certificate would be trusted; correct or unset it, or use ca_file",
            "但它无法读取（{why}），因此不会信任任何证书；修正或取消该变量，或改用 ca_file"
        ),
    }
}

const fn proxy_url(of: BadProxyUrl) -> Said {
    match of {
        BadProxyUrl::OtherKind => pair!(
            "only http and https proxies are supported",
            "仅支持 http 和 https 代理"
        ),
        BadProxyUrl::NoHost => pair!(
            "the part after the user is not a host and a port",
            "用户信息之后不是主机和端口"
        ),
        BadProxyUrl::Unencoded => pair!(
            "its user and password must be percent-encoded (\\ is %5C, @ is %40, # is %23, / is %2F, : in one of them is %3A, % itself is %25)",
            "用户名和密码须做百分号编码（\\ 写作 %5C，@ 写作 %40，# 写作 %23，/ 写作 %2F，其中的 : 写作 %3A，% 本身写作 %25）"
        ),
    }
}

fn known(profiles: &[String]) -> Said {
    if profiles.is_empty() {
        say!(" (none is configured)", "（尚无连接配置）")
    } else {
        let names = Said::list(profiles.iter().map(Said::data));
        say!(" ({names})", "（{names}）", names)
    }
}

impl fmt::Display for ConnectError {
    /// For developers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(connection(self).en())
    }
}

impl std::error::Error for ConnectError {}

/// Where devices go, on a line of its own.
#[must_use]
pub fn site(of: &Site) -> Said {
    let Site {
        gateway, org_id, ..
    } = of;
    say!(
        "{gateway}   organisation {org_id}",
        "{gateway}   组织 {org_id}"
    )
}

#[cfg(test)]
mod tests;
