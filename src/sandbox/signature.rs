//! The signature of a business call, checked over the raw body and the decoded query.

use sha2::{Digest as _, Sha256};

use super::call::Call;
use super::gateway::Gateway;
use super::reply::Refusal;
use super::switches::Skew;

/// Checks that a call carries a living token and is signed by the secret key, in time.
///
/// The token errors are those of the page "Invoking API with Access Token".
pub(super) fn check(gateway: &Gateway, call: &Call) -> Result<(), Refusal> {
    let header = |name| {
        call.header(name)
            .filter(|value| !value.is_empty())
            .ok_or_else(|| Refusal::empty(name))
    };
    let token = header("apim-accesstoken")?;
    let signature = header("apim-signature")?;
    let timestamp = header("apim-timestamp")?;
    let sent_at: i64 = timestamp
        .parse()
        .map_err(|_| Refusal::bad("apim-timestamp"))?;

    let now = gateway.now();
    if !gateway.tokens().is_alive(token, now) {
        return Err(Refusal::new(1203, "access token expired"));
    }
    let checked = matches!(gateway.switches.skew, Skew::Both | Skew::Calls);
    if checked && !gateway.in_window(sent_at, now) {
        return Err(Refusal::bad("apim-timestamp"));
    }
    let right = sign(token, &call.query, &call.body, timestamp, super::SECRET_KEY);
    if signature == right {
        Ok(())
    } else {
        Err(Refusal::new(1003, "signature is wrong"))
    }
}

/// Lower-case hex SHA-256 of token, sorted query, body, timestamp and secret, with nothing between.
fn sign(
    token: &str,
    query: &[(String, String)],
    body: &[u8],
    timestamp: &str,
    secret: &str,
) -> String {
    let mut sorted: Vec<_> = query.iter().collect();
    sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut hash = Sha256::new();
    hash.update(token);
    for (name, value) in sorted {
        hash.update(name);
        hash.update(value);
    }
    hash.update(body);
    hash.update(timestamp);
    hash.update(secret);
    hex::encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::sign;

    fn pairs(query: &[(&str, &str)]) -> Vec<(String, String)> {
        query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    /// The example of the Chinese page "Invoking API with Access Token".
    #[test]
    fn the_documented_example_verifies() {
        let body = "{\n  \"count\": 20,\n  \"page\": 1,\n  \"desc\": \"描述\"\n}";
        assert_eq!(
            sign(
                "xxxxaaaxxxx",
                &pairs(&[("k3", "v3"), ("k1", "v1"), ("k2", "v2")]),
                body.as_bytes(),
                "1572574909697",
                "xxxappSecretxxx",
            ),
            "59828328f6c1f9771015dc74e4929ae30f518a35a3d2353972c2ea46556fc981"
        );
    }

    #[test]
    fn values_are_signed_decoded() {
        let query = pairs(&[("assetId", "a b+c/d"), ("action", "get")]);
        assert_eq!(
            sign("TOKEN", &query, b"", "1572574909697", "SECRET"),
            "c87faeeb8f76222b98782fb39ede3e1e859447de9e924bd87ef739a2484de7e2"
        );
    }

    #[test]
    fn a_batch_is_signed_with_its_body() {
        let body = br#"{"deviceList":[{"productKey":"PK1","deviceName":{"defaultValue":"D1","i18nValue":{}},"timezone":"+08:00"}],"requireSecret":false}"#;
        let query = pairs(&[("orgId", "o12345678901234"), ("action", "batchCreate")]);
        assert_eq!(
            sign("TOKEN", &query, body, "1572574909697", "SECRET"),
            "bce7fb78b5e1139d910c495d84a72305e420447ef2558423bc84811fddf58c49"
        );
    }
}
