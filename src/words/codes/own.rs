//! What the failures mean that come with neither a code of EnOS nor an HTTP status.

use super::Explanation;
use crate::domain::Fault;
use crate::said::{Said, pair};

const LOOK_UP: Said = pair!(
    "Look the devices up in EnOS by their keys before anything is sent again.",
    "再次发送前，先在 EnOS 中按 deviceKey 查询这些设备。"
);
const CHECK_NETWORK: Said = pair!(
    "Check the network and the gateway address (console: Help > Environment Information), then test again.",
    "检查网络和 API 网关地址（控制台：帮助 > 环境信息），然后重新测试。"
);
const CHECK_TRUST: Said = pair!(
    "Check the gateway address and this machine's date; if your site has its own CA, give its certificate in the profile's ca_file or with --ca-file.",
    "检查 API 网关地址和本机日期；若现场使用自建 CA，在连接配置的 ca_file 或用 --ca-file 指定其证书。"
);
const CHECK_PORT: Said = pair!(
    "Check the gateway address and its port: the console shows it under Help > Environment Information.",
    "检查 API 网关地址及其端口：见控制台“帮助 > 环境信息”。"
);
const CHECK_PROXY: Said = pair!(
    "Check the proxy set in the environment variable, or add the gateway to NO_PROXY if it can be reached without a proxy.",
    "检查环境变量中设置的代理；若不经代理即可访问 API 网关，将其加入 NO_PROXY。"
);
const CHECK_KEYS: Said = pair!(
    "Check the access key, the secret key and this machine's clock.",
    "检查 AccessKey、SecretKey 和本机时钟。"
);
const ASK_FOR_RIGHT: Said = pair!(
    "Ask the EnOS administrator to grant the application permission, or to allow this address.",
    "联系 EnOS 管理员为应用授权，或放行此地址。"
);

/// A failure, and what to do about it.
struct Own {
    title: Said,
    meaning: Said,
    /// What to do next when rows were sent.
    remedy: Said,
    /// What to do next when nothing was.
    advice: Said,
}

/// What is known of a fault apart from codes.
pub(super) fn known(of: &Fault) -> Explanation {
    let Own {
        title,
        meaning,
        remedy,
        ..
    } = own(of);
    Explanation {
        title,
        meaning,
        remedy,
    }
}

/// What to do next where nothing has been sent yet.
pub(super) fn advice(of: &Fault) -> Said {
    own(of).advice
}

#[expect(clippy::too_many_lines, reason = "one arm a fault")]
fn own(of: &Fault) -> Own {
    match of {
        Fault::Settings { .. } => Own {
            title: pair!("Settings unusable", "设置不可用"),
            meaning: pair!(
                "The connection cannot work with these settings; nothing was sent.",
                "按当前设置无法连接；未发送任何请求。"
            ),
            remedy: pair!(
                "Correct the settings of the connection, then send again.",
                "修正连接的设置，然后重新发送。"
            ),
            advice: pair!(
                "Correct the settings of the connection.",
                "修正连接的设置。"
            ),
        },
        Fault::Unsendable { .. } => Own {
            title: pair!("Not sent", "未发送"),
            meaning: pair!(
                "The request cannot be written in a form that EnOS can read; nothing was sent.",
                "请求无法转换为 EnOS 可读取的格式；未发送任何请求。"
            ),
            remedy: pair!(
                "Correct the value the error names, then send again.",
                "修正错误中指出的值，然后重新发送。"
            ),
            advice: pair!("Correct the value the error names.", "修正错误中指出的值。"),
        },
        Fault::Unreachable { .. } => Own {
            title: pair!("Gateway unreachable", "无法连接 API 网关"),
            meaning: pair!(
                "No connection to the gateway could be made; nothing was sent.",
                "未能与 API 网关建立连接；未发送任何请求。"
            ),
            remedy: pair!(
                "Check the network and the gateway address, then send again.",
                "检查网络和 API 网关地址，然后重新发送。"
            ),
            advice: CHECK_NETWORK,
        },
        Fault::Certificate { .. } => Own {
            title: pair!("Certificate refused", "证书被拒绝"),
            meaning: pair!(
                "The gateway could not prove its identity; nothing was sent.",
                "API 网关无法证明其身份；未发送任何请求。"
            ),
            remedy: CHECK_TRUST,
            advice: CHECK_TRUST,
        },
        Fault::NoTls { .. } => Own {
            title: pair!("No TLS", "无 TLS"),
            meaning: pair!(
                "What answers at the gateway's address does not speak TLS the way EnOS does; nothing was sent.",
                "API 网关地址上的服务不支持 EnOS 所用的 TLS；未发送任何请求。"
            ),
            remedy: CHECK_PORT,
            advice: CHECK_PORT,
        },
        Fault::ProxyLost { .. } => Own {
            title: pair!("Proxy connection failed", "代理连接失败"),
            meaning: pair!(
                "The proxy could not be reached, or did not reach the gateway; nothing was sent.",
                "无法连接代理，或代理无法连接 API 网关；未发送任何请求。"
            ),
            remedy: CHECK_PROXY,
            advice: CHECK_PROXY,
        },
        Fault::ProxyRefused { .. } => Own {
            title: pair!("Refused by the proxy", "代理拒绝"),
            meaning: pair!(
                "The proxy does not let this program through to the gateway; nothing was sent.",
                "代理不允许本程序访问 API 网关；未发送任何请求。"
            ),
            remedy: CHECK_PROXY,
            advice: CHECK_PROXY,
        },
        Fault::Timeout { .. } => Own {
            title: pair!("No reply", "无响应"),
            meaning: pair!(
                "The request was sent and no reply came in time; it may have been carried out.",
                "请求已发送，但未及时收到响应；请求可能已执行。"
            ),
            remedy: LOOK_UP,
            advice: CHECK_NETWORK,
        },
        Fault::Lost { .. } => Own {
            title: pair!("Connection lost", "连接中断"),
            meaning: pair!(
                "The connection broke before the reply was complete; the request may have been carried out.",
                "响应尚未完整接收，连接即中断；请求可能已执行。"
            ),
            remedy: LOOK_UP,
            advice: CHECK_NETWORK,
        },
        Fault::Redirect { .. } => Own {
            title: pair!("Redirected", "被重定向"),
            meaning: pair!(
                "The gateway's address redirects every request to another address.",
                "API 网关地址将所有请求重定向到另一地址。"
            ),
            remedy: pair!(
                "If the other address is EnOS's API gateway, put it into the profile; if it is a login page, sign in to this network first.",
                "若另一地址是 EnOS 的 API 网关，将其填入连接配置；若是登录页面，先登录当前网络。"
            ),
            advice: pair!(
                "If the other address is EnOS's API gateway, put it into the profile; if it is a login page, sign in to this network first.",
                "若另一地址是 EnOS 的 API 网关，将其填入连接配置；若是登录页面，先登录当前网络。"
            ),
        },
        Fault::Page { .. } => Own {
            title: pair!("A web page answered", "收到的是网页"),
            meaning: pair!(
                "A web page came back instead of EnOS's reply: from a network that wants a login, a proxy or another server.",
                "收到的是网页，而不是 EnOS 的响应：可能来自需要登录的网络、代理或其他服务器。"
            ),
            remedy: pair!(
                "Sign in to this network in a browser, or check that the address is EnOS's API gateway, then look the rows up.",
                "在浏览器中登录当前网络，或检查所填地址是否为 EnOS 的 API 网关，然后查询这些行。"
            ),
            advice: pair!(
                "Sign in to this network in a browser, or check that the address is EnOS's API gateway.",
                "在浏览器中登录当前网络，或检查所填地址是否为 EnOS 的 API 网关。"
            ),
        },
        Fault::Encoded { .. } => Own {
            title: pair!("Reply in another encoding", "响应编码不符"),
            meaning: pair!(
                "The reply was compressed or in an encoding that EnOS does not use; the request may have been carried out.",
                "响应经过压缩，或采用了 EnOS 不使用的编码；请求可能已执行。"
            ),
            remedy: pair!(
                "Have whoever runs the gateway, or the proxy in between, turn that off, then look the rows up.",
                "联系 API 网关或中间代理的管理方关闭此功能，然后查询这些行。"
            ),
            advice: pair!(
                "Have whoever runs the gateway, or the proxy in between, turn that off.",
                "联系 API 网关或中间代理的管理方关闭此功能。"
            ),
        },
        Fault::Malformed { .. } => Own {
            title: pair!("Reply unreadable", "响应无法读取"),
            meaning: pair!(
                "The answer cannot be read as a reply from EnOS; the request may have been carried out.",
                "收到的内容无法作为 EnOS 的响应读取；请求可能已执行。"
            ),
            remedy: pair!(
                "Check that the address is EnOS's API gateway and that no login page is in the way, then look the rows up.",
                "检查所填地址是否为 EnOS 的 API 网关，且未被登录页面拦截，然后查询这些行。"
            ),
            advice: pair!(
                "Check that the address is EnOS's API gateway and that no login page is in the way.",
                "检查所填地址是否为 EnOS 的 API 网关，且未被登录页面拦截。"
            ),
        },
        Fault::Credentials(_) => Own {
            title: pair!("Credentials refused", "凭据被拒绝"),
            meaning: pair!(
                "The gateway did not accept the key, token or signature; nothing was done.",
                "API 网关不接受 AccessKey、Token 或签名；未执行任何操作。"
            ),
            remedy: CHECK_KEYS,
            advice: CHECK_KEYS,
        },
        Fault::Denied(_) => Own {
            title: pair!("Not permitted", "无权限"),
            meaning: pair!(
                "The application lacks permission, or this network address is not allowed; nothing was done.",
                "应用没有权限，或此网络地址不被允许；未执行任何操作。"
            ),
            remedy: ASK_FOR_RIGHT,
            advice: ASK_FOR_RIGHT,
        },
        Fault::RateLimited { .. }
        | Fault::TooLarge { .. }
        | Fault::Refused(_)
        | Fault::Organisation(_)
        | Fault::Http { .. }
        | Fault::Journal { .. } => Own {
            title: pair!("Gateway error", "API 网关出错"),
            meaning: pair!(
                "The gateway answered with an error of its own; the request may have been carried out.",
                "API 网关自身返回错误；请求可能已执行。"
            ),
            remedy: pair!(
                "Wait a minute, then look the rows up before sending them again.",
                "稍等一分钟，重新发送前先查询这些行。"
            ),
            advice: pair!(
                "Wait a minute and test again; if it persists, show this message to EnOS support.",
                "稍等一分钟后重新测试；若问题仍在，将此信息提供给 EnOS 技术支持。"
            ),
        },
    }
}
