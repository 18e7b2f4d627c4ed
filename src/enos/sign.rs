//! The two hashes that prove knowledge of the secret key.
//!
//! Both are fed to the hasher piece by piece, so that no buffer ever holds the secret; the hasher's
//! own block is wiped on drop (`sha2`'s `zeroize` feature).

use sha2::{Digest, Sha256};

use super::Secret;

/// The `encryption` of a get-token request made at `timestamp` (Unix ms).
///
/// Source: *Get Access Token*.
pub(super) fn encryption(access_key: &str, timestamp: i64, secret_key: &Secret) -> String {
    let mut hasher = Sha256::new();
    hasher.update(access_key);
    hasher.update(timestamp.to_string());
    hasher.update(secret_key.expose());
    hex::encode(hasher.finalize())
}

/// What of a request is signed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signed<'a> {
    /// The query parameters, decoded, in any order.
    pub query: &'a [(&'a str, &'a str)],
    /// The body exactly as sent; empty when there is none.
    pub body: &'a [u8],
    /// Unix ms; the same as in the `apim-timestamp` header.
    pub timestamp: i64,
}

/// The `apim-signature` of a request.
///
/// Source: *Invoking API with Access Token*: token, parameters sorted by name, body, timestamp, secret.
pub(super) fn signature(token: &Secret, signed: Signed<'_>, secret_key: &Secret) -> String {
    let mut parameters = signed.query.to_vec();
    parameters.sort_unstable();
    let mut hasher = Sha256::new();
    hasher.update(token.expose());
    for (name, value) in parameters {
        hasher.update(name);
        hasher.update(value);
    }
    hasher.update(signed.body);
    hasher.update(signed.timestamp.to_string());
    hasher.update(secret_key.expose());
    hex::encode(hasher.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: i64 = 1_572_574_909_697;

    fn secret(text: &str) -> Secret {
        Secret::from(text.to_owned())
    }

    fn documented(body: &str) -> String {
        let signed = Signed {
            query: &[("k3", "v3"), ("k1", "v1"), ("k2", "v2")],
            body: body.as_bytes(),
            timestamp: AT,
        };
        signature(&secret("xxxxaaaxxxx"), signed, &secret("xxxappSecretxxx"))
    }

    #[test]
    fn vector_a_the_documented_example() {
        assert_eq!(
            documented("{\n  \"count\": 20,\n  \"page\": 1,\n  \"desc\": \"描述\"\n}"),
            "59828328f6c1f9771015dc74e4929ae30f518a35a3d2353972c2ea46556fc981"
        );
    }

    /// The English page translated the body and kept the Chinese page's hash.
    #[test]
    fn the_english_page_prints_a_hash_that_is_not_its_bodys() {
        assert_eq!(
            documented("{\n  \"count\": 20,\n  \"page\": 1,\n  \"desc\": \"description\"\n}"),
            "ad6dc6fc97f4290f3724e94eab38168d8613c41c3a4569b4b8b0efbce96a816c"
        );
    }

    #[test]
    fn vector_b_get_token() {
        assert_eq!(
            encryption("yourAppKey", AT, &secret("yourAppSecret")),
            "ae3f19cbb57f898367a939aeca0a75ef0d6978cb8da9f4e0a79a48b04c2bc4b1"
        );
    }

    #[test]
    fn vector_c_a_batch() {
        let signed = Signed {
            query: &[("action", "batchCreate"), ("orgId", "o12345678901234")],
            body: br#"{"deviceList":[{"productKey":"PK1","deviceName":{"defaultValue":"D1","i18nValue":{}},"timezone":"+08:00"}],"requireSecret":false}"#,
            timestamp: AT,
        };
        assert_eq!(
            signature(&secret("TOKEN"), signed, &secret("SECRET")),
            "bce7fb78b5e1139d910c495d84a72305e420447ef2558423bc84811fddf58c49"
        );
    }

    #[test]
    fn vector_d_values_are_signed_decoded() {
        let signed = Signed {
            query: &[("assetId", "a b+c/d"), ("action", "get")],
            body: b"",
            timestamp: AT,
        };
        assert_eq!(
            signature(&secret("TOKEN"), signed, &secret("SECRET")),
            "c87faeeb8f76222b98782fb39ede3e1e859447de9e924bd87ef739a2484de7e2"
        );
    }
}
