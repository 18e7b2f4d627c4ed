//! A gateway's address: what is accepted.

use reqwest::Url;

use super::is_this_machine;
use crate::said::{Said, say};

/// Reads `https://host[:port][/prefix]`: credentials and devices go over TLS, or do not leave the machine.
///
/// # Errors
/// What is wrong with it and what would be right. What may hold a password is not repeated.
pub fn gateway_url(address: &str) -> Result<Url, Said> {
    let Ok(url) = Url::parse(address) else {
        return Err(say!("is not an address; write it as https://apim-….envisioniot.com", =));
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(say!("holds a user name or password; give scheme and host only", =));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(say!("has a `?` or `#` part; give scheme and host only", =));
    }
    let host = url.host_str().unwrap_or_default();
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_this_machine(host) => Ok(url),
        "http" => Err(say!(
            "http would send credentials to {host} unprotected; write https://{host}", =
        )),
        // Else it is what stands before the password of an address without a scheme.
        other if address.contains("://") => {
            Err(say!("`{other}` is not a gateway's scheme; write https://…", =))
        }
        _ => Err(say!("has no scheme; write https://…", =)),
    }
}
