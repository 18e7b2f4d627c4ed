//! What a failed call is told in: one line.

mod why;

use crate::domain::{Fault, Refusal};
use crate::said::{Said, say};

/// The sentence of a failed call.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm a fault")]
pub fn fault(of: &Fault) -> Said {
    match of {
        Fault::Settings { why } => why::settings(why),
        Fault::Unsendable { why } => why::not_sendable(why),
        Fault::Journal { why } if why.is_empty() => {
            say!("the journal could not be accessed", "无法访问日志")
        }
        Fault::Journal { why } => why.clone(),
        Fault::Unreachable { why } => {
            say!(
                "the gateway cannot be reached: {why}",
                "无法连接 API 网关：{why}",
                why = why::broken(why)
            )
        }
        Fault::Certificate { why } => {
            say!(
                "the gateway's certificate was not accepted: {why}",
                "API 网关的证书未通过验证：{why}",
                why = why::certificate(why)
            )
        }
        Fault::NoTls { host, why } => {
            say!(
                "no TLS connection: {why}",
                "无法建立 TLS 连接：{why}",
                why = why::no_tls(host, why)
            )
        }
        Fault::ProxyLost { proxy, why } => {
            say!(
                "cannot connect through the proxy {proxy}: {why}",
                "无法通过代理 {proxy} 连接：{why}",
                why = why::barred(why)
            )
        }
        Fault::ProxyRefused { proxy, why } => {
            say!(
                "refused by the proxy {proxy}: {why}",
                "被代理 {proxy} 拒绝：{why}",
                why = why::barred(why)
            )
        }
        Fault::Timeout { ms } => say!(
            "no reply within {seconds} s",
            "{seconds} 秒内没有响应",
            seconds = ms / 1_000
        ),
        Fault::Lost { why } => say!(
            "the connection broke before the reply was complete: {why}",
            "响应未收完连接就断开了：{why}",
            why = why::broken(why)
        ),
        Fault::Credentials(Refusal { words, .. }) => {
            say!(
                "the gateway refused the credentials: {words}",
                "API 网关拒绝了凭据：{words}",
                words = words.said()
            )
        }
        Fault::Denied(Refusal { words, .. }) => {
            say!(
                "not permitted: {words}",
                "没有权限：{words}",
                words = words.said()
            )
        }
        Fault::RateLimited { .. } => say!(
            "the gateway asks to slow down (429)",
            "API 网关要求放慢请求（429）"
        ),
        Fault::TooLarge { .. } => say!(
            "the request is too large for the gateway (413)",
            "请求过大，超出 API 网关的限制（413）"
        ),
        Fault::Refused(refusal) | Fault::Organisation(refusal) => {
            let Refusal { words, code, .. } = refusal;
            match code {
                Some(code) => {
                    say!(
                        "EnOS refused the request: {words} ({code})",
                        "EnOS 拒绝了请求：{words}（{code}）",
                        words = words.said()
                    )
                }
                None => say!(
                    "EnOS refused the request: {words}",
                    "EnOS 拒绝了请求：{words}",
                    words = words.said()
                ),
            }
        }
        Fault::Http { status, excerpt } => {
            say!(
                "the gateway answered HTTP {status}: {excerpt}",
                "API 网关返回 HTTP {status}：{excerpt}",
                excerpt = excerpt.said()
            )
        }
        Fault::Redirect { status, to } => redirect(*status, to.as_deref()),
        Fault::Page { status, title } => page(*status, title),
        Fault::Encoded { what } => {
            say!(
                "the reply cannot be read: it is {what}",
                "无法读取响应：{what}",
                what = why::encoding(what)
            )
        }
        Fault::Malformed { why } => {
            say!(
                "the reply cannot be understood: {why}",
                "无法解析响应：{why}",
                why = why::reply(why)
            )
        }
    }
}

fn redirect(status: u16, to: Option<&str>) -> Said {
    match to {
        Some(to) => say!(
            "the address redirects every request to {to} (HTTP {status})",
            "该地址把所有请求重定向到 {to}（HTTP {status}）"
        ),
        None => say!(
            "the address redirects every request without saying where to (HTTP {status})",
            "该地址重定向所有请求，但没有给出目标地址（HTTP {status}）"
        ),
    }
}

fn page(status: u16, title: &str) -> Said {
    if title.is_empty() {
        say!(
            "a web page came instead of EnOS's reply (HTTP {status})",
            "收到的是网页，不是 EnOS 的响应（HTTP {status}）"
        )
    } else {
        say!(
            "a web page came instead of EnOS's reply ({title:?}, HTTP {status})",
            "收到的是网页，不是 EnOS 的响应（{title:?}，HTTP {status}）"
        )
    }
}

#[cfg(test)]
mod tests;
