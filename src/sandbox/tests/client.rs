//! A client of the documents: tokens and signatures as the pages describe them.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::sandbox::{ACCESS_KEY, ORG_ID, SECRET_KEY};

pub(super) struct Client {
    http: reqwest::Client,
    base: String,
    pub(super) token: String,
    clock: Arc<AtomicI64>,
}

/// A signed request whose parts a test may still spoil.
pub(super) struct Signed {
    pub(super) method: Method,
    pub(super) path: String,
    /// Decoded, in any order.
    pub(super) query: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) headers: Vec<(&'static str, String)>,
}

impl Client {
    pub(super) fn new(base: &str, clock: Arc<AtomicI64>) -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .tls_certs_only([])
            .build()
            .unwrap();
        Self {
            http,
            base: base.to_owned(),
            token: String::new(),
            clock,
        }
    }

    pub(super) fn now(&self) -> i64 {
        self.clock.load(Ordering::SeqCst)
    }

    /// Gets the token, one millisecond later than anything before.
    pub(super) async fn login(&mut self) {
        self.clock.fetch_add(1, Ordering::SeqCst);
        let reply = self.token("get", &credentials(self.now())).await;
        self.token = reply["data"]["accessToken"].as_str().unwrap().to_owned();
    }

    /// The same, with patience.
    pub(super) async fn login_patiently(&mut self) {
        for _ in 0..5 {
            self.clock.fetch_add(1, Ordering::SeqCst);
            let reply = self.token("get", &credentials(self.now())).await;
            if let Some(token) = reply["data"]["accessToken"].as_str() {
                token.clone_into(&mut self.token);
                return;
            }
        }
        panic!("there is no token to be had");
    }

    /// Calls the token service.
    pub(super) async fn token(&self, operation: &str, body: &Value) -> Value {
        let path = format!("/apim-token-service/v2.0/token/{operation}");
        let (_, reply) = self
            .send(Signed {
                method: Method::POST,
                path,
                query: Vec::new(),
                body: body.to_string().into_bytes(),
                headers: Vec::new(),
            })
            .await;
        reply
    }

    /// A signed POST to the connect service.
    pub(super) async fn post(&self, path: &str, action: &str, body: &Value) -> Value {
        let path = format!("/connect-service/{path}");
        let query = query(action, &[]);
        let body = body.to_string().into_bytes();
        self.send(self.sign(Method::POST, &path, query, body))
            .await
            .1
    }

    /// A signed GET with further parameters.
    pub(super) async fn get(&self, path: &str, action: &str, more: &[(&str, &str)]) -> Value {
        let signed = self.sign(Method::GET, path, query(action, more), Vec::new());
        self.send(signed).await.1
    }

    /// Delete Device, by selectors.
    pub(super) async fn delete(&self, selectors: &[(&str, &str)]) -> Value {
        let query = query("delete", selectors);
        let path = "/connect-service/v2.1/devices";
        self.send(self.sign(Method::POST, path, query, Vec::new()))
            .await
            .1
    }

    /// Signs a request for the sandbox's present.
    pub(super) fn sign(
        &self,
        method: Method,
        path: &str,
        query: Vec<(String, String)>,
        body: Vec<u8>,
    ) -> Signed {
        let timestamp = self.now().to_string();
        let mut sorted = query.clone();
        sorted.sort();
        let mut data = self.token.clone().into_bytes();
        for (name, value) in &sorted {
            data.extend_from_slice(name.as_bytes());
            data.extend_from_slice(value.as_bytes());
        }
        data.extend_from_slice(&body);
        data.extend_from_slice(timestamp.as_bytes());
        data.extend_from_slice(SECRET_KEY.as_bytes());
        let headers = vec![
            ("apim-accesstoken", self.token.clone()),
            ("apim-signature", hex::encode(Sha256::digest(data))),
            ("apim-timestamp", timestamp),
        ];
        Signed {
            method,
            path: path.to_owned(),
            query,
            body,
            headers,
        }
    }

    /// Sends a request as it is; every answer must be JSON.
    pub(super) async fn send(&self, signed: Signed) -> (StatusCode, Value) {
        let response = self.try_send(signed).await.unwrap();
        let status = response.status();
        let text = response.text().await.unwrap();
        let json = serde_json::from_str(&text).unwrap_or_else(|_| panic!("not JSON: {text}"));
        (status, json)
    }

    /// Sends a request as it is, whatever comes of it.
    pub(super) async fn try_send(&self, signed: Signed) -> reqwest::Result<reqwest::Response> {
        let mut url = reqwest::Url::parse(&format!("{}{}", self.base, signed.path)).unwrap();
        if !signed.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&signed.query);
        }
        let mut request = self.http.request(signed.method, url).body(signed.body);
        for (name, value) in signed.headers {
            request = request.header(name, value);
        }
        request.send().await
    }
}

/// A right body for the token service.
pub(super) fn credentials(timestamp: i64) -> Value {
    let encryption = Sha256::digest(format!("{ACCESS_KEY}{timestamp}{SECRET_KEY}"));
    json!({
        "appKey": ACCESS_KEY, "encryption": hex::encode(encryption), "timestamp": timestamp,
    })
}

/// The parameters of every operation, and further ones.
pub(super) fn query(action: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
    [("orgId", ORG_ID), ("action", action)]
        .iter()
        .chain(more)
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}
