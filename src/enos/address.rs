//! The gateway's address: what is accepted, and the URLs below it.

use reqwest::Url;

use crate::domain::{BadAddress, gateway_url};

/// A gateway's address in the one form that all its spellings share: host in lower case, no port that the
/// scheme means anyway, no slash at the end. What is no address stays as it is.
#[must_use]
pub fn same_for_all(address: &str) -> String {
    let address = address.trim();
    let url = Url::parse(address).ok();
    let text = url.as_ref().map_or(address, Url::as_str);
    text.trim_end_matches('/').to_owned()
}

/// Reads an address, blanks around it dropped; see [`gateway_url`].
pub(super) fn gateway(text: &str) -> Result<Url, BadAddress> {
    gateway_url(text.trim())
}

/// The URL of `path` (without a leading slash) below a gateway's, with `query`, whose values are given decoded.
pub(super) fn below(gateway: &Url, path: &str, query: &[(&str, &str)]) -> Url {
    let mut url = gateway.clone();
    url.set_path(&format!("{}/{path}", gateway.path().trim_end_matches('/')));
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    url
}

/// `host:port`, the port also where the scheme means it.
pub(super) fn host_and_port(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port_or_known_default()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_gateway_is_one_however_it_is_spelt() {
        for spelling in [
            "https://gw.example/edge",
            "https://GW.Example/edge/",
            "HTTPS://gw.example:443/edge",
            " https://gw.example/./edge// ",
        ] {
            assert_eq!(
                same_for_all(spelling),
                "https://gw.example/edge",
                "{spelling}"
            );
        }
        for other in [
            "http://gw.example/edge",
            "https://gw.example:8443/edge",
            "https://gw.example/Edge",
        ] {
            assert_ne!(same_for_all(other), "https://gw.example/edge");
        }
        assert_eq!(same_for_all("no address/"), "no address");
    }

    #[test]
    fn https_everywhere_and_http_on_this_machine_only() {
        for good in [
            "https://apim-ppe1.envisioniot.com",
            " https://gw.example:8443/edge/ ",
            "http://localhost:8080",
            "http://127.3.2.1",
            "http://[::1]:9",
        ] {
            assert!(gateway(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "apim-ppe1.envisioniot.com",
            "localhost:8080",
            "http://apim-ppe1.envisioniot.com",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "http://192.168.0.1",
            "http://0.0.0.0",
            "ftp://localhost",
            "https://key:secret@gw.example",
            "https://gw.example/?orgId=o1",
        ] {
            assert!(gateway(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_refusal_says_what_would_be_right() {
        let error = gateway("http://gw.example").unwrap_err();
        let said = error.said();
        assert!(said.en().contains("write https://gw.example"), "{said:?}");
    }

    #[test]
    fn urls_keep_the_prefix_and_encode_the_query() {
        let base = gateway("https://gw.example/edge/").unwrap();
        assert_eq!(
            below(&base, "a/b", &[("k", "a b+c/d&é")]).as_str(),
            "https://gw.example/edge/a/b?k=a+b%2Bc%2Fd%26%C3%A9"
        );
        assert_eq!(below(&base, "a", &[]).as_str(), "https://gw.example/edge/a");
    }
}
