//! A request before it is signed.

use reqwest::Method;
use serde::Serialize;

use super::sieve::Fields;
use super::{Error, Fault};
use crate::domain::{BadSettings, NotSendable};

/// How much of a reply is read, and what of it.
///
/// The room fits the call: a reply to one question is small, one about many devices grows with their number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expected {
    /// What is read of its data.
    pub data: Fields,
    /// So many bytes at most.
    pub bytes: usize,
    /// So many values at most.
    pub values: usize,
}

impl Expected {
    /// The words around every reply, or a page for people in its place, and of its data these fields.
    pub(super) const fn of(data: Fields) -> Self {
        Self {
            data,
            bytes: 1024 * 1024,
            values: 1_000,
        }
    }

    /// With room for `items` more, of so many bytes and values each on average.
    pub(super) const fn and(self, items: usize, bytes: usize, values: usize) -> Self {
        Self {
            bytes: self.bytes.saturating_add(items.saturating_mul(bytes)),
            values: self.values.saturating_add(items.saturating_mul(values)),
            ..self
        }
    }
}

/// What is asked of a gateway; shows itself as EnOS's documents have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "title_case")]
pub enum Asked {
    /// An access token.
    GetAccessToken,
    /// The products.
    SearchProducts,
    /// A product.
    GetProduct,
    /// A thing model.
    GetThingModel,
    /// To create devices.
    BatchCreateDevices,
    /// The devices of a product.
    SearchDevices,
    /// A device.
    GetDevice,
    /// To delete a device.
    DeleteDevice,
}

/// An operation: what is asked, its path without a leading slash, and its `action`.
pub(super) type Operation = (Asked, &'static str, &'static str);

/// Which operation is asked for, with which parameters.
#[derive(Clone, Debug)]
pub(super) struct Request {
    /// What is asked.
    pub asked: Asked,
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
    /// What is expected of the reply.
    pub reply: Expected,
}

impl Request {
    /// A GET.
    pub(super) fn get((asked, path, action): Operation, reply: Expected) -> Self {
        Self {
            asked,
            method: Method::GET,
            path,
            query: vec![("action", action.to_owned())],
            body: Vec::new(),
            writes: false,
            reply,
        }
    }

    /// A POST without a body.
    pub(super) fn post(operation: Operation, reply: Expected) -> Self {
        Self {
            method: Method::POST,
            ..Self::get(operation, reply)
        }
    }

    /// With one more query parameter.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    /// With `body` as JSON.
    pub(super) fn json(mut self, body: &impl Serialize) -> Result<Self, Error> {
        self.body = serde_json::to_vec(body)
            .map_err(|error| unsendable(NotSendable::NotJson(error.to_string())))?;
        Ok(self)
    }

    /// Marked as one that changes something.
    pub(super) fn writing(mut self) -> Self {
        self.writes = true;
        self
    }
}

/// The error for a request that cannot be sent.
pub(super) fn unsendable(why: NotSendable) -> Error {
    Error::untouched(Fault::Unsendable { why })
}

/// The error for settings that cannot work.
pub(super) fn unusable(why: BadSettings) -> Error {
    Error::untouched(Fault::Settings { why })
}
