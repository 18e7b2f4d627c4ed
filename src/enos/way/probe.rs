//! A second look at a way that is barred: whether anybody listens, and what a proxy says.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::domain::{Barred, ProxySaid};
use crate::enos::address::host_and_port;
use crate::enos::reply::{excerpt, shown};
use crate::enos::transport::RawReply;
use crate::enos::{Fault, Proxy};

/// How long a look takes at most.
const PATIENCE: Duration = Duration::from_secs(3);
/// How much of what a proxy says is read, bytes.
const MOST: u64 = 16 * 1024;

/// Whether somebody takes connections at `host:port`.
pub(super) async fn listens(target: &str) -> bool {
    matches!(
        timeout(PATIENCE, TcpStream::connect(target)).await,
        Ok(Ok(_))
    )
}

/// What a proxy says to who wants through.
#[derive(Debug)]
pub(super) struct Said {
    said: ProxySaid,
    /// How it wants to be signed in to: `Basic`, `NTLM`, …
    wants: Vec<String>,
}

impl Said {
    /// Whether user and password are what it does not accept.
    pub(super) const fn is_of_password(&self) -> bool {
        self.said.status == 407
    }

    /// The fault that this is. `refused`: it was asked with user and password, if there are any, and said 407.
    pub(super) fn fault(self, proxy: &Proxy, refused: bool, target: &str) -> Fault {
        let of_password = refused || self.is_of_password();
        let Self { said, wants } = self;
        if of_password {
            let basic =
                wants.is_empty() || wants.iter().any(|way| way.eq_ignore_ascii_case("basic"));
            return proxy.refuses(match (basic, proxy.user.is_some()) {
                (true, true) => Barred::Password(said),
                (true, false) => Barred::NoPassword {
                    variable: proxy.variable.to_owned(),
                    said,
                },
                (false, _) => Barred::OtherSignIn { ways: wants, said },
            });
        }
        let status = said.status;
        let closed = Barred::Closed {
            target: target.to_owned(),
            said: Some(said),
        };
        // What a server's fault bars may be open in a moment.
        if (400..500).contains(&status) && !matches!(status, 408 | 429) {
            proxy.refuses(closed)
        } else {
            proxy.lost(closed)
        }
    }
}

/// Asks the proxy for a way to `target` once more; none when it cannot be asked in the clear, or says
/// nothing that is HTTP, or lets through.
pub(super) async fn ask(proxy: &Proxy, target: &str, signed_in: bool) -> Option<Said> {
    if proxy.url.scheme() != "http" {
        return None;
    }
    let bytes = timeout(PATIENCE, exchange(proxy, target, signed_in));
    read(&bytes.await.ok()??)
}

async fn exchange(proxy: &Proxy, target: &str, signed_in: bool) -> Option<Vec<u8>> {
    let mut request = Zeroizing::new(format!("CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n"));
    if let (Some((user, password)), true) = (&proxy.user, signed_in) {
        let both = Zeroizing::new(format!("{user}:{}", password.expose()));
        let encoded = Zeroizing::new(BASE64_STANDARD.encode(both.as_bytes()));
        request.push_str("Proxy-Authorization: Basic ");
        request.push_str(&encoded);
        request.push_str("\r\n");
    }
    request.push_str("\r\n");
    let mut stream = TcpStream::connect(host_and_port(&proxy.url)).await.ok()?;
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut said = Vec::new();
    // Who keeps the connection open has said all that is needed by then.
    let reading = stream.take(MOST);
    let _ = timeout(PATIENCE / 3, { reading }.read_to_end(&mut said)).await;
    Some(said)
}

fn read(bytes: &[u8]) -> Option<Said> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(bytes.get(..end)?);
    let mut lines = head.lines();
    let mut first = lines.next()?.splitn(3, ' ');
    first
        .next()
        .filter(|version| version.starts_with("HTTP/"))?;
    let status = first.next()?.parse().ok()?;
    if (200..300).contains(&status) {
        return None;
    }
    let headers: Vec<_> = lines.filter_map(|line| line.split_once(':')).collect();
    let of_name = |wanted: &'static str| {
        let named = headers.iter();
        named.filter_map(move |(name, value)| name.eq_ignore_ascii_case(wanted).then_some(*value))
    };
    let wants = of_name("proxy-authenticate").filter_map(|way| way.split_whitespace().next());
    let raw = RawReply {
        status,
        content_type: of_name("content-type").next_back().map(plain),
        body: bytes.get(end + 4..).unwrap_or_default().to_vec(),
        ..RawReply::default()
    };
    let words = (!raw.body.is_empty()).then(|| shown(excerpt(&raw)));
    Some(Said {
        said: ProxySaid {
            status,
            reason: plain(first.next().unwrap_or_default()),
            words,
        },
        wants: wants.map(plain).collect(),
    })
}

/// What stands in a header, as far as a message can show it.
fn plain(text: &str) -> String {
    let shown = text.trim().chars().filter(|c| !c.is_control());
    shown.take(80).collect()
}
