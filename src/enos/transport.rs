//! One HTTP exchange: bytes out, status and bytes back, and an honest account of what failed.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{
    CONTENT_ENCODING, CONTENT_TYPE, DATE, HeaderMap, HeaderName, LOCATION, RETRY_AFTER,
};
use reqwest::redirect::Policy;
use reqwest::{Request, Url};

use super::causes::{broken, deepest, exhausted};
use super::request::unusable;
use super::way::Way;
use super::{Authorities, Error, Fault, Proxy};
use crate::domain::{BadReply, BadSettings};

/// Idle connections are dropped before gateways and site routers usually drop them, for a request
/// on a dead connection ends in doubt.
const IDLE: Duration = Duration::from_secs(20);

/// How much of a header is kept, characters.
const HEADER_SHOWN: usize = 200;

/// How long to wait for a gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For the connection, TLS included; default 10 s.
    pub connect: Duration,
    /// For the whole exchange; default 60 s.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            total: Duration::from_secs(60),
        }
    }
}

/// A reply before anybody has looked at its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RawReply {
    /// The HTTP status.
    pub status: u16,
    /// The gateway's clock by its `Date` header.
    pub date: Option<Timestamp>,
    /// What `Retry-After` said, in seconds or as a date.
    pub retry_after: Option<Duration>,
    /// Where it sends its reader on to.
    pub location: Option<String>,
    /// What the body is said to be.
    pub content_type: Option<String>,
    /// How the body is said to be compressed.
    pub encoding: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// The HTTP client of one gateway: no redirects, and no proxy to this machine.
#[derive(Debug)]
pub(super) struct Transport {
    http: reqwest::Client,
    way: Way,
    timeouts: Timeouts,
}

impl Transport {
    /// A client for `gateway`.
    pub(super) fn new(
        gateway: &Url,
        proxy: Option<&Proxy>,
        trusted: Option<&Authorities>,
        timeouts: Timeouts,
    ) -> Result<Self, Error> {
        let way = Way::new(gateway, proxy);
        let proxy = proxy.map(Proxy::for_client).transpose();
        let proxy = proxy.map_err(|why| unusable(BadSettings::Proxy(deepest(&why))))?;
        let trusted = trusted.map_or_else(Vec::new, |trusted| trusted.certificates.clone());
        let builder = || {
            let builder = reqwest::Client::builder()
                .redirect(Policy::none())
                .https_only(gateway.scheme() == "https")
                .connect_timeout(timeouts.connect)
                .timeout(timeouts.total)
                .pool_idle_timeout(IDLE)
                .user_agent(concat!("enroll/", env!("CARGO_PKG_VERSION")));
            // What the environment says of proxies is read by `Proxy`, and what cannot be read is said.
            let builder = builder.no_proxy();
            match proxy.clone() {
                Some(proxy) => builder.proxy(proxy),
                None => builder,
            }
        };
        let own = || builder().tls_certs_only(trusted.clone()).build();
        // Plain http to this machine asks for no certificate, and reading the system's takes longer than all the rest
        // of a start. A machine without any CA certificate can build no client with them: one that trusts nobody
        // refuses every certificate.
        let http = if gateway.scheme() == "http" && proxy.is_none() {
            own()
        } else {
            let merged = builder().tls_certs_merge(trusted.clone()).build();
            merged.or_else(|_| own())
        };
        let http = http.map_err(|error| unusable(BadSettings::NoClient(deepest(&error))))?;
        Ok(Self {
            http,
            way,
            timeouts,
        })
    }

    /// Sends `request` as it is and reads the reply, up to so many bytes. A failure says whether the request may have
    /// been acted upon.
    pub(super) async fn send(&self, request: Request, most: usize) -> Result<RawReply, Error> {
        if let Some(closed) = self.way.closed() {
            return Err(closed.clone());
        }
        let mut response = match self.http.execute(request).await {
            Ok(response) => response,
            Err(error) => return Err(self.failure(&error).await),
        };
        self.way.answered();
        let date = http_date(response.headers(), DATE);
        let mut reply = RawReply {
            status: response.status().as_u16(),
            date,
            retry_after: retry_after(response.headers(), date),
            location: text(response.headers(), LOCATION),
            content_type: text(response.headers(), CONTENT_TYPE),
            encoding: text(response.headers(), CONTENT_ENCODING),
            body: Vec::new(),
        };
        loop {
            let chunk = match response.chunk().await {
                Ok(Some(chunk)) => chunk,
                Ok(None) => return Ok(reply),
                Err(error) => return Err(self.failure(&error).await),
            };
            if reply.body.len().saturating_add(chunk.len()) > most {
                let why = BadReply::TooLarge(most / 1024);
                return Err(Error::in_doubt(Fault::Malformed { why }));
            }
            reply.body.extend_from_slice(&chunk);
        }
    }

    async fn failure(&self, error: &reqwest::Error) -> Error {
        if error.is_builder() {
            return unusable(BadSettings::Request(deepest(error)));
        }
        if let Some(why) = exhausted(error) {
            return unusable(BadSettings::OpenFiles(why));
        }
        if error.is_connect() {
            return Error::untouched(self.way.why(error, self.timeouts.connect).await);
        }
        if error.is_timeout() {
            let ms = u64::try_from(self.timeouts.total.as_millis()).unwrap_or(u64::MAX);
            return Error::in_doubt(Fault::Timeout { ms });
        }
        let why = broken(error);
        Error::in_doubt(Fault::Lost { why })
    }
}

/// A header on one line, cut to what a message can show.
fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let value = String::from_utf8_lossy(headers.get(name)?.as_bytes()).into_owned();
    let shown = value.chars().filter(|c| !c.is_control());
    Some(shown.take(HEADER_SHOWN).collect())
}

fn http_date(headers: &HeaderMap, name: HeaderName) -> Option<Timestamp> {
    let text = headers.get(name)?.to_str().ok()?;
    let date = rfc2822::parse(text).ok()?;
    Some(date.timestamp())
}

fn retry_after(headers: &HeaderMap, date: Option<Timestamp>) -> Option<Duration> {
    let seconds = || {
        let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
        let number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // More seconds than can be counted are many, not none.
        number.then(|| text.parse().unwrap_or(u64::MAX))
    };
    let until = || {
        let wait = http_date(headers, RETRY_AFTER)?.duration_since(date?);
        Some(Duration::try_from(wait).unwrap_or_default())
    };
    seconds().map(Duration::from_secs).or_else(until)
}

#[cfg(test)]
mod tests;
