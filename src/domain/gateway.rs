//! A gateway's address: what is accepted.

use reqwest::Url;
use serde::{Deserialize, Serialize};

use super::is_this_machine;
use crate::said::{Said, pair, say};

/// What is wrong with a gateway's address. What may hold a password is not repeated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadAddress {
    /// It is no address.
    NoUrl,
    /// It has no scheme.
    NoScheme,
    /// It has the scheme of something else.
    Scheme(String),
    /// Plain http would go to this other machine.
    Unprotected(String),
    /// It holds a user or a password.
    Credentials,
    /// It holds a query or a fragment.
    Query,
}

/// Reads `https://host[:port][/prefix]`: credentials and devices go over TLS, or do not leave the machine.
///
/// # Errors
/// What is wrong with it.
pub fn gateway_url(address: &str) -> Result<Url, BadAddress> {
    let url = Url::parse(address).map_err(|_| BadAddress::NoUrl)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(BadAddress::Credentials);
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(BadAddress::Query);
    }
    let host = url.host_str().unwrap_or_default();
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_this_machine(host) => Ok(url),
        "http" => Err(BadAddress::Unprotected(host.to_owned())),
        // Else it is what stands before the password of an address without a scheme.
        other if address.contains("://") => Err(BadAddress::Scheme(other.to_owned())),
        _ => Err(BadAddress::NoScheme),
    }
}

impl BadAddress {
    /// What is wrong and what would be right, to follow the name of what holds the address.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Self::NoUrl => {
                pair!(
                    "is not an address; write it as https://apim-….envisioniot.com",
                    "不是地址；应写成 https://apim-….envisioniot.com"
                )
            }
            Self::NoScheme => pair!(
                "has no scheme; write https://…",
                "缺少协议；应写成 https://…"
            ),
            Self::Scheme(scheme) => {
                say!(
                    "`{scheme}` is not a supported scheme; write https://…",
                    "不支持 `{scheme}` 协议；应写成 https://…"
                )
            }
            Self::Unprotected(host) => say!(
                "http would send credentials to {host} unprotected; write https://{host}",
                "http 会把凭据不加保护地发送到 {host}；应写成 https://{host}"
            ),
            Self::Credentials => {
                pair!(
                    "holds a user name or password; give scheme and host only",
                    "含有用户名或密码；只写协议和主机"
                )
            }
            Self::Query => pair!(
                "has a `?` or `#` part; give scheme and host only",
                "含有 `?` 或 `#` 部分；只写协议和主机"
            ),
        }
    }
}
