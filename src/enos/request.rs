//! A request before it is signed.

use reqwest::Method;
use serde::Serialize;

use super::{Error, Fault};

/// Which operation is asked for, with which parameters.
#[derive(Clone, Debug)]
pub(super) struct Request {
    /// GET or POST.
    pub method: Method,
    /// The path without a leading slash.
    pub path: &'static str,
    /// The query besides `orgId`, decoded.
    pub query: Vec<(&'static str, String)>,
    /// The body exactly as it is signed and sent; empty for none.
    pub body: Vec<u8>,
    /// Whether it changes anything at the gateway.
    pub writes: bool,
}

impl Request {
    /// A GET of `action`.
    pub fn get(path: &'static str, action: &str) -> Self {
        Self {
            method: Method::GET,
            path,
            query: vec![("action", action.to_owned())],
            body: Vec::new(),
            writes: false,
        }
    }

    /// A POST of `action` without a body.
    pub fn post(path: &'static str, action: &str) -> Self {
        Self {
            method: Method::POST,
            ..Self::get(path, action)
        }
    }

    /// What EnOS's documents call it.
    pub fn name(&self) -> &'static str {
        let action = self.query.first().map_or("", |(_, action)| action);
        let thing = self.path.rsplit('/').next().unwrap_or_default();
        match (thing, action) {
            ("devices", "batchCreate") => "Batch Create Devices",
            ("devices", "search") => "Search Devices",
            ("devices", "get") => "Get Device",
            ("devices", "delete") => "Delete Device",
            ("products", "search") => "Search Products",
            ("products", "get") => "Get Product",
            ("thing-models", "get") => "Get Thing Model",
            _ => "a request",
        }
    }

    /// With one more query parameter.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    /// With `body` as JSON.
    pub fn json(mut self, body: &impl Serialize) -> Result<Self, Error> {
        self.body = serde_json::to_vec(body).map_err(|error| {
            unsendable(format!("the request cannot be written as JSON: {error}"))
        })?;
        Ok(self)
    }

    /// Marked as one that changes something.
    pub fn writing(mut self) -> Self {
        self.writes = true;
        self
    }
}

/// The error for a request that cannot be sent.
pub(super) fn unsendable(why: String) -> Error {
    Error::untouched(Fault::Unsendable(why))
}
