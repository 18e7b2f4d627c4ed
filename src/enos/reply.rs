//! What a reply means: the envelope around every answer, and which refusal is which.

mod odd;

use serde_json::Value;

use super::json::{self, Object, id, int, words};
use super::request::Expected;
use super::sieve::{self, Keep, Room};
use super::transport::RawReply;
use super::{Error, Fault, codes, refusal};
use crate::domain::{Acted, BadReply, Refusal, Unshown, Whose, Words};

/// How much of an unreadable body is shown, characters.
const EXCERPT: usize = 160;

/// A reply that succeeded, wholly or in part.
#[derive(Clone, Debug)]
pub(super) struct Envelope {
    /// The top-level code; 0 where the reply had none.
    pub code: i64,
    /// EnOS's id of the request.
    pub request_id: Option<String>,
    /// The reply, as far as its call reads it.
    pub object: Object,
}

impl Envelope {
    /// The object under `data`.
    pub(super) fn data(&self) -> Result<&Object, BadReply> {
        let data = self.object.get("data").and_then(Value::as_object);
        data.ok_or(BadReply::NoData)
    }

    /// The list under `data`.
    pub(super) fn list(&self) -> Result<&[Value], BadReply> {
        let data = self.object.get("data").and_then(Value::as_array);
        data.map(Vec::as_slice).ok_or(BadReply::NoList)
    }

    /// `pagination.totalSize`.
    pub(super) fn total(&self) -> Option<u64> {
        let pagination = json::object(&self.object, "pagination")?;
        u64::try_from(int(pagination.get("totalSize")?)?).ok()
    }
}

/// Reads a reply of the API or the token service, JSON under any HTTP status.
///
/// Code 0 and 99206 (partial success) succeed, and so does any reply with items in a `data` list:
/// it answers item by item whatever its code says. Everything else becomes the error it is.
pub(super) fn read(raw: &RawReply, expected: &Expected) -> Result<Envelope, Error> {
    let room = Room::of(expected.values);
    let object = match sieve::read(
        odd::without_mark(&raw.body),
        Keep::Reply(expected.data),
        &room,
    ) {
        Ok(Value::Object(object)) => object,
        Err(error) if error.is_data() => {
            let values = expected.values;
            return Err(refused(raw, None, Err(Unshown::TooMany { values }), None));
        }
        Ok(_) | Err(_) => return Err(refused(raw, None, excerpt(raw), None)),
    };
    let code = code(&object, raw.status);
    let msg = ["msg", "message", "error"]
        .into_iter()
        .find_map(|key| words(&object, key));
    let request_id = id(&object, "requestId");
    let data = object.get("data").unwrap_or(&Value::Null);
    let items = data.as_array().is_some_and(|items| !items.is_empty());
    let done = matches!(code, Some(0 | 99_206)) && (is_success(raw.status) || !data.is_null());
    if items || done {
        return Ok(Envelope {
            code: code.unwrap_or(0),
            request_id,
            object,
        });
    }
    let msg = msg.map_or_else(|| excerpt(raw), Ok);
    Err(refused(
        raw,
        code.filter(|code| *code != 0),
        msg,
        request_id,
    ))
}

/// `code`; else the token service's `status` (`stauts` in the English samples), unless that is just
/// the HTTP status once more; else the gateway's `apim_status`.
fn code(object: &Object, http: u16) -> Option<i64> {
    ["code", "status", "stauts", "apim_status"]
        .into_iter()
        .find_map(|key| int(object.get(key)?))
        .filter(|code| *code != i64::from(http))
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// A body that says nothing.
fn unusable(status: u16, excerpt: Words) -> Fault {
    if is_success(status) {
        let why = BadReply::Body(excerpt);
        return Fault::Malformed { why };
    }
    Fault::Http { status, excerpt }
}

/// What a reply says, or what stands in the place of its words.
type Told = Result<String, Unshown>;

/// The same, to be shown.
pub(super) fn shown(told: Told) -> Words {
    told.map_or_else(Words::from, Words::new)
}

/// The refusal in these words.
fn no(code: Option<i64>, told: Told) -> Refusal {
    match told {
        Ok(words) => refusal(code, words),
        Err(unshown) => Refusal {
            words: unshown.into(),
            ..refusal(code, "")
        },
    }
}

fn refused(raw: &RawReply, code: Option<i64>, msg: Told, request_id: Option<String>) -> Error {
    let status = raw.status;
    let whose = code.map(|code| codes::of_request(code).whose);
    let own = |own| code.filter(|code| *code == own);
    let fault = match (code, status) {
        _ if whose == Some(Whose::Credentials) => Fault::Credentials(no(code, msg)),
        _ if whose == Some(Whose::Rights) => Fault::Denied(no(code, msg)),
        (_, 401) => Fault::Credentials(no(None, msg)),
        (_, 403) => Fault::Denied(no(None, msg)),
        (Some(99_413), _) | (_, 413) => Fault::TooLarge { code: own(99_413) },
        (Some(99_429), _) | (_, 429) => Fault::RateLimited { code: own(99_429) },
        // It is in every request: no other one would fare better.
        (Some(_), _) if of_organisation(&msg) => Fault::Organisation(no(code, msg)),
        (Some(_), _) => Fault::Refused(no(code, msg)),
        (None, _) => odd::fault(raw).unwrap_or_else(|| unusable(status, shown(msg))),
    };
    // Under the status of a server fault, a refusal of the request itself says nothing about how far it got.
    let acted = match &fault {
        Fault::Refused(_) | Fault::Organisation(_) if status >= 500 => Acted::Perhaps,
        fault => fault.follows().acted,
    };
    Error {
        fault,
        acted,
        request_id,
        retry_after: raw.retry_after,
    }
}

fn of_organisation(told: &Told) -> bool {
    told.as_ref()
        .is_ok_and(|words| words.to_lowercase().contains("orgid"))
}

/// The beginning of a body on one line, without control characters. A body that may hold an access
/// token is not shown.
pub(super) fn excerpt(raw: &RawReply) -> Told {
    if let Some(title) = odd::page(raw) {
        return Err(Unshown::Page { title });
    }
    let body = odd::without_mark(&raw.body);
    let token = b"accessToken";
    if body.windows(token.len()).any(|part| part == token) {
        return Err(Unshown::Token);
    }
    let line = odd::on_one_line(&odd::head(body));
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => Ok(format!("{}…", line.get(..end).unwrap_or_default())),
        None if line.is_empty() => Err(Unshown::Empty),
        None => Ok(line),
    }
}

#[cfg(test)]
mod tests;
