//! One request as it arrived: its parts, decoded but not yet believed.

use std::sync::OnceLock;

use axum::http::{HeaderMap, Method, Uri};
use serde_json::Value;

use super::faults::Injected;
use super::reply::Refusal;

/// A request; its body is empty until it is read.
pub(super) struct Call {
    pub(super) method: Method,
    pub(super) path: String,
    /// Names and values, decoded, in the order sent.
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
    json: OnceLock<Value>,
    /// What goes wrong with it.
    pub(super) injected: Injected,
}

impl Call {
    /// A request of which only the head has come.
    pub(super) fn new(method: Method, uri: &Uri, headers: HeaderMap) -> Self {
        Self {
            method,
            path: uri.path().to_owned(),
            query: decode(uri.query().unwrap_or_default()),
            headers,
            body: Vec::new(),
            json: OnceLock::new(),
            injected: Injected::default(),
        }
    }

    /// A query parameter; one that is blank counts as not given.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, value)| key == name && !value.trim().is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// A query parameter that must be given.
    pub(super) fn need(&self, name: &str) -> Result<&str, Refusal> {
        self.parameter(name).ok_or_else(|| Refusal::missing(name))
    }

    /// A header's value when it is text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as JSON, once it is read; null when it is none.
    pub(super) fn json(&self) -> &Value {
        self.json
            .get_or_init(|| serde_json::from_slice(&self.body).unwrap_or_default())
    }
}

/// Takes a query apart by the rules of HTML forms, so both `%20` and `+` are a blank.
fn decode(query: &str) -> Vec<(String, String)> {
    reqwest::Url::parse(&format!("http://127.0.0.1/?{query}"))
        .map(|url| url.query_pairs().into_owned().collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn both_ways_to_write_a_blank_are_read() {
        let pairs = decode("action=get&assetId=a%20b%2Bc%2Fd&name=x+y&empty=&%E6%8F%8F=%E8%BF%B0");
        let expected = [
            ("action", "get"),
            ("assetId", "a b+c/d"),
            ("name", "x y"),
            ("empty", ""),
            ("描", "述"),
        ];
        assert!(
            pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .eq(expected)
        );
    }
}
