//! The gateway's address: what is accepted, and the URLs below it.

use reqwest::Url;

use crate::domain::gateway_url;

/// A checked gateway address.
#[derive(Clone, Debug)]
pub(super) struct Gateway {
    base: Url,
}

/// A gateway's address in the one form that all its spellings share: host in lower case, no port that the
/// scheme means anyway, no slash at the end. What is no address stays as it is.
#[must_use]
pub fn same_for_all(address: &str) -> String {
    let address = address.trim();
    let url = Url::parse(address).ok();
    let text = url.as_ref().map_or(address, Url::as_str);
    text.trim_end_matches('/').to_owned()
}

impl Gateway {
    /// Reads an address; see [`gateway_url`].
    /// The error says what is wrong and what would be right.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let base = gateway_url(text.trim());
        base.map(|base| Self { base })
            .map_err(|why| format!("the gateway's address: {why}"))
    }

    /// Whether the connection is protected by TLS.
    pub(super) fn is_tls(&self) -> bool {
        self.base.scheme() == "https"
    }

    /// The host, as a certificate names it.
    pub(super) fn host(&self) -> &str {
        self.base.host_str().unwrap_or_default()
    }

    /// Where to connect to.
    pub(super) fn host_and_port(&self) -> String {
        host_and_port(&self.base)
    }

    /// The address for people.
    pub(super) fn as_str(&self) -> &str {
        self.base.as_str()
    }

    /// The URL of `path` (without a leading slash) with `query`, whose values are given decoded.
    pub(super) fn url(&self, path: &str, query: &[(&str, &str)]) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!(
            "{}/{path}",
            self.base.path().trim_end_matches('/')
        ));
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }
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
            assert!(Gateway::parse(good).is_ok(), "{good}");
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
            assert!(Gateway::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_refusal_says_what_would_be_right() {
        let error = Gateway::parse("http://gw.example").unwrap_err();
        assert!(error.contains("write https://gw.example"), "{error}");
    }

    #[test]
    fn urls_keep_the_prefix_and_encode_the_query() {
        let gateway = Gateway::parse("https://gw.example/edge/").unwrap();
        assert_eq!(
            gateway.url("a/b", &[("k", "a b+c/d&é")]).as_str(),
            "https://gw.example/edge/a/b?k=a+b%2Bc%2Fd%26%C3%A9"
        );
        assert_eq!(gateway.url("a", &[]).as_str(), "https://gw.example/edge/a");
    }
}
