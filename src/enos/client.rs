//! The client: signs, sends, and renews the token once when it is refused.

mod exchange;

use std::sync::{Arc, Mutex};
use std::time::Instant;

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Url};
use serde_json::{Value, json};
use tokio::sync::watch;

use super::address::{self, below};
use super::contact;
use super::products::{self, ProductPage};
use super::reply::Envelope;
use super::request::{Asked, Expected, Request, unusable};
use super::sieve::LEAF;
use super::sign::{self, Signed};
use super::stamp::{Clock, Stamps};
use super::token::{AccessToken, DEFAULT_LIFE_S, Grant, TokenCache};
use super::trace::Shapes;
use super::transport::{Timeouts, Transport};
use super::{Authorities, Contact, Error, Fault, Proxy, Secret, Trace, json};
use crate::domain::{Acted, Again, BadReply, BadSettings};
use exchange::{Dated, TOKEN_HEADER};

/// How often a token is asked for at most, where asking once more may help at once.
const TOKEN_ATTEMPTS: u32 = 3;
/// The longest access token that is believed, bytes; longer ones fit into no server's headers.
const LONGEST_TOKEN: usize = 16 * 1024;
/// A clock that is off by no more is no reason for a refusal; EnOS allows 15 minutes ("Security
/// mechanisms", 2.3.0).
const CLOCK_TOLERANCE_MS: i64 = 60_000;

/// What a connection needs; blanks around the texts are dropped.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `https://…`; plain http only for this machine.
    pub gateway: String,
    /// The organisation: `o` and 14 digits.
    pub org_id: String,
    /// The application's access key.
    pub access_key: String,
    /// The application's secret key.
    pub secret_key: Secret,
    /// The proxy to go through; none: straight to the gateway.
    pub proxy: Option<Proxy>,
    /// Who may sign the gateway's certificate besides those whom the system trusts.
    pub authorities: Option<Authorities>,
    /// Where exchanges are written down, if anywhere.
    pub trace: Option<Arc<dyn Trace>>,
    /// How long to wait.
    pub timeouts: Timeouts,
}

/// A connection to one gateway as one application.
#[derive(Debug)]
pub struct Client {
    pub(super) settings: Settings,
    pub(super) gateway: Url,
    pub(super) contact: watch::Sender<Contact>,
    transport: Transport,
    stamps: Stamps,
    tokens: TokenCache,
    dated: Mutex<Option<Dated>>,
    shapes: Mutex<Shapes>,
    made: Instant,
}

impl Client {
    /// A client that has not yet connected.
    ///
    /// # Errors
    /// [`Fault::Settings`] when the address cannot be used or something is missing.
    pub fn new(settings: Settings, clock: Clock) -> Result<Self, Error> {
        let gateway = address::gateway(&settings.gateway)
            .map_err(|why| unusable(BadSettings::Address(why)))?;
        let given = |missing, text: &str| match text.trim() {
            "" => Err(unusable(missing)),
            text => Ok(text.to_owned()),
        };
        let settings = Settings {
            org_id: given(BadSettings::NoOrgId, &settings.org_id)?,
            access_key: given(BadSettings::NoAccessKey, &settings.access_key)?,
            secret_key: Secret::from(given(
                BadSettings::NoSecretKey,
                settings.secret_key.expose(),
            )?),
            ..settings
        };
        let (proxy, trusted) = (settings.proxy.as_ref(), settings.authorities.as_ref());
        Ok(Self {
            transport: Transport::new(&gateway, proxy, trusted, settings.timeouts)?,
            settings,
            gateway,
            contact: watch::Sender::default(),
            stamps: Stamps::new(clock),
            tokens: TokenCache::default(),
            dated: Mutex::default(),
            shapes: Mutex::default(),
            made: Instant::now(),
        })
    }

    /// Search Product V2.4, one page.
    pub(super) async fn product_page(
        &self,
        page: u32,
        require_secret: bool,
    ) -> Result<ProductPage, Error> {
        let request = products::search(page, require_secret)?;
        self.call(request, |reply| products::read_page(&reply))
            .await
    }

    /// Sends a request and reads what came back.
    pub(super) async fn call<T>(
        &self,
        request: Request,
        read: impl FnOnce(Envelope) -> Result<T, BadReply>,
    ) -> Result<T, Error> {
        let reply = self.reply(&request).await;
        let read = reply.and_then(|reply| {
            let request_id = reply.request_id.clone();
            read(reply).map_err(|why| {
                let error = Error {
                    request_id,
                    ..Error::in_doubt(Fault::Malformed { why })
                };
                self.unreadable(request.asked, &error);
                error
            })
        });
        let ended = if request.writes {
            read
        } else {
            read.map_err(not_acted_upon)
        };
        contact::note(&self.contact, &ended);
        ended
    }

    /// One request, repeated once with a new token when the gateway refuses the credentials: such a
    /// refusal comes before any action.
    async fn reply(&self, request: &Request) -> Result<Envelope, Error> {
        let token = self.token(None).await?;
        match self.attempt(request, &token, 1).await {
            Err(error) if matches!(error.fault, Fault::Credentials(_)) => {
                self.follow_its_clock();
                let token = self.token(Some(&token)).await?;
                self.attempt(request, &token, 2).await
            }
            other => other,
        }
    }

    async fn attempt(
        &self,
        request: &Request,
        token: &AccessToken,
        attempt: u32,
    ) -> Result<Envelope, Error> {
        let more = request.query.iter();
        let mut query = vec![("orgId", self.settings.org_id.as_str())];
        query.extend(more.map(|(name, value)| (*name, value.as_str())));
        let timestamp = self.stamps.next();
        let signed = Signed {
            query: &query,
            body: &request.body,
            timestamp,
        };
        let signature = sign::signature(&token.value, signed, &self.settings.secret_key);
        let mut access = header(token.value.expose())?;
        access.set_sensitive(true);
        let url = below(&self.gateway, request.path, &query);
        let mut leaving = with_json(request.method.clone(), url, request.body.clone());
        let headers = leaving.headers_mut();
        headers.insert(TOKEN_HEADER, access);
        headers.insert("apim-signature", header(&signature)?);
        headers.insert("apim-timestamp", HeaderValue::from(timestamp));
        self.exchange(request.asked, attempt, leaving, &request.reply)
            .await
    }

    async fn token(&self, refused: Option<&AccessToken>) -> Result<Arc<AccessToken>, Error> {
        let token = self
            .tokens
            .get(refused, || self.age(), self.fetch_token())
            .await;
        token.map_err(not_acted_upon)
    }

    /// How old the client is, ms, by a clock that nobody sets: a token expires by it.
    fn age(&self) -> i64 {
        i64::try_from(self.made.elapsed().as_millis()).unwrap_or(i64::MAX)
    }

    /// Fetches a token even when there is one.
    pub(super) async fn fetch_token(&self) -> Result<Grant, Error> {
        let mut attempt = 1;
        loop {
            let error = match self.ask_for_token(attempt).await {
                Ok(grant) => return Ok(grant),
                Err(error) => error,
            };
            // Another program with this key may have hit the same millisecond (1001).
            let at_once = error.follows().again == Again::Now;
            let refused = matches!(error.fault, Fault::Credentials(_));
            if attempt == TOKEN_ATTEMPTS || !(at_once || refused && self.follow_its_clock()) {
                return Err(error);
            }
            attempt += 1;
        }
    }

    /// Stamps requests by the gateway's clock when this machine's is far from it, and tells whether that
    /// is new: a request with too old or too young a stamp is refused like one with a wrong key.
    fn follow_its_clock(&self) -> bool {
        let Some(skew) = self.clock_skew() else {
            return false;
        };
        let ahead = i64::try_from(skew.as_millis()).unwrap_or_default();
        let off_by = ahead.saturating_add(self.stamps.offset());
        let far = off_by.abs() > CLOCK_TOLERANCE_MS;
        if far {
            self.stamps.follow(ahead.saturating_neg());
        }
        far
    }

    /// Get Access Token.
    async fn ask_for_token(&self, attempt: u32) -> Result<Grant, Error> {
        let (key, timestamp) = (&self.settings.access_key, self.stamps.next());
        let body = json!({
            "appKey": key,
            "encryption": sign::encryption(key, timestamp, &self.settings.secret_key),
            "timestamp": timestamp,
        });
        let url = below(&self.gateway, "apim-token-service/v2.0/token/get", &[]);
        let request = with_json(Method::POST, url, body.to_string().into_bytes());
        let fields = |field: &str| matches!(field, "accessToken" | "expire").then_some(LEAF);
        let expected = Expected::of(fields);
        let exchange = self.exchange(Asked::GetAccessToken, attempt, request, &expected);
        let mut reply = exchange.await?;
        let data = reply.object.get_mut("data").and_then(Value::as_object_mut);
        let granted = data.and_then(|data| {
            let expire_s = data.get("expire").and_then(json::int);
            match data.remove("accessToken") {
                Some(Value::String(token)) if (1..=LONGEST_TOKEN).contains(&token.len()) => {
                    Some(Grant {
                        token: Secret::from(token),
                        expire_s: expire_s.unwrap_or(DEFAULT_LIFE_S),
                    })
                }
                _ => None,
            }
        });
        granted.ok_or_else(|| Error {
            request_id: reply.request_id,
            ..Error::untouched(Fault::Malformed {
                why: BadReply::NoToken,
            })
        })
    }
}

/// A request that only reads cannot have been acted upon.
fn not_acted_upon(error: Error) -> Error {
    Error {
        acted: Acted::No,
        ..error
    }
}

/// Only a strange access token does not fit.
fn header(text: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(text).map_err(|_| {
        let why = BadReply::OddToken;
        Error::untouched(Fault::Malformed { why })
    })
}

fn with_json(method: Method, url: Url, body: Vec<u8>) -> reqwest::Request {
    let mut request = reqwest::Request::new(method, url);
    let json = HeaderValue::from_static("application/json;charset=UTF-8");
    request.headers_mut().insert(CONTENT_TYPE, json);
    *request.body_mut() = Some(body.into());
    request
}

#[cfg(test)]
mod tests;
