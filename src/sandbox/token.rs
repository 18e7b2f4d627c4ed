//! The token service: one token per access key, the same until it expires.

use std::collections::HashMap;

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::call::Call;
use super::gateway::Gateway;
use super::ids;
use super::operation::Operation;
use super::reply::{Answer, Refusal, http_status};
use super::switches::{Refresh, Skew, TokenField};
use super::{ACCESS_KEY, SECRET_KEY};

/// The living token, and the `encryption` values that were used.
#[derive(Default)]
pub(super) struct Tokens {
    current: Option<Token>,
    /// When each was received; forgotten once its timestamp is out of the window anyway.
    used: HashMap<String, i64>,
}

struct Token {
    text: String,
    expires: i64,
}

impl Tokens {
    /// Whether this is the token, and not expired.
    pub(super) fn is_alive(&self, text: &str, now: i64) -> bool {
        self.alive(now).is_some_and(|token| token.text == text)
    }

    /// Forgets the token before its time.
    pub(super) fn expire(&mut self) {
        self.current = None;
    }

    fn alive(&self, now: i64) -> Option<&Token> {
        self.current.as_ref().filter(|token| now < token.expires)
    }
}

/// Puts a new token in the place of the old one, as another program of the same access key would.
pub(super) fn renew(gateway: &Gateway) {
    let text = gateway.ids().alphanumeric(ids::TOKEN);
    let expires = gateway.token_end(gateway.now());
    gateway.tokens().current = Some(Token { text, expires });
}

/// Answers get and refresh.
pub(super) fn answer(gateway: &Gateway, operation: Operation, call: &Call) -> Answer {
    match serve(gateway, operation, call) {
        Ok(data) => envelope(gateway, 0, "SUCCESS", &data),
        Err(refusal) => envelope(gateway, refusal.code, &refusal.msg, &Value::Null),
    }
}

/// The token service's own envelope.
pub(super) fn envelope(gateway: &Gateway, status: i64, msg: &str, data: &Value) -> Answer {
    let field = match gateway.switches.token_field {
        TokenField::Status => "status",
        TokenField::Stauts => "stauts",
    };
    Answer {
        status: http_status(status, gateway.switches.error_http),
        body: json!({ field: status, "msg": msg, "business": "apim-token-service", "data": data }),
    }
}

fn serve(gateway: &Gateway, operation: Operation, call: &Call) -> Result<Value, Refusal> {
    let Some(body) = call.json().as_object() else {
        return Err(Refusal::new(1004, "invalid parameter"));
    };
    let now = gateway.now();
    let encryption = check(gateway, body, now)?;
    let mut tokens = gateway.tokens();
    remember(gateway, &mut tokens, encryption, now)?;

    let expires = gateway.token_end(now);
    let keeps = match operation {
        Operation::RefreshToken => {
            let old = text(body, "accessToken")?;
            if !tokens.is_alive(old, now) {
                return Err(Refusal::new(1204, "refresh failed"));
            }
            gateway.switches.refresh == Refresh::Same
        }
        _ => tokens.alive(now).is_some(),
    };
    let mut token = match tokens.current.take() {
        Some(token) if keeps => token,
        _ => Token {
            text: gateway.ids().alphanumeric(ids::TOKEN),
            expires,
        },
    };
    if operation == Operation::RefreshToken {
        token.expires = expires;
    }
    let expire = token.expires.saturating_sub(now) / 1_000;
    let data = json!({ "accessToken": token.text, "expire": expire });
    tokens.current = Some(token);
    Ok(data)
}

/// Checks the three mandatory fields and gives the `encryption`.
fn check<'a>(
    gateway: &Gateway,
    body: &'a Map<String, Value>,
    now: i64,
) -> Result<&'a str, Refusal> {
    let app_key = text(body, "appKey")?;
    let encryption = text(body, "encryption")?;
    let timestamp = timestamp(body)?;
    if app_key != ACCESS_KEY {
        return Err(Refusal::new(1002, "appKey does not exist"));
    }
    let checked = matches!(gateway.switches.skew, Skew::Both | Skew::Token);
    if checked && !gateway.in_window(timestamp, now) {
        return Err(Refusal::bad("timestamp"));
    }
    let right = Sha256::digest(format!("{ACCESS_KEY}{timestamp}{SECRET_KEY}"));
    if encryption != hex::encode(right) {
        return Err(Refusal::new(1003, "encryption is wrong"));
    }
    Ok(encryption)
}

/// Refuses an `encryption` that was used before.
fn remember(
    gateway: &Gateway,
    tokens: &mut Tokens,
    encryption: &str,
    now: i64,
) -> Result<(), Refusal> {
    // A timestamp may lie ahead by one window and stays good for another.
    let horizon = now.saturating_sub(gateway.window().saturating_mul(2));
    tokens.used.retain(|_, received| *received >= horizon);
    if tokens.used.insert(encryption.to_owned(), now).is_some() {
        return Err(Refusal::new(1001, "the same encryption was used before"));
    }
    Ok(())
}

/// A mandatory text.
fn text<'a>(body: &'a Map<String, Value>, field: &str) -> Result<&'a str, Refusal> {
    match body.get(field) {
        Some(Value::String(text)) if !text.is_empty() => Ok(text),
        None | Some(Value::Null | Value::String(_)) => Err(Refusal::empty(field)),
        Some(_) => Err(Refusal::bad(field)),
    }
}

/// The timestamp in milliseconds, as a number or as text (both are seen from real clients).
fn timestamp(body: &Map<String, Value>) -> Result<i64, Refusal> {
    let number = match body.get("timestamp") {
        Some(Value::Number(number)) => number.as_i64(),
        _ => text(body, "timestamp")?.parse().ok(),
    };
    number.ok_or_else(|| Refusal::bad("timestamp"))
}
