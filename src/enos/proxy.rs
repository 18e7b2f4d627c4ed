//! The proxy that the environment names, and for whom it is not asked.

use std::fmt;
use std::net::IpAddr;

use reqwest::Url;

use super::address::host_and_port;
use super::{Fault, Secret};
use crate::domain::{Barred, is_this_machine};

/// The variables that name a proxy for https, the first that is set counts; as curl and others have them.
const VARIABLES: [&str; 4] = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
/// Those that name whom it is not asked for.
const EXCEPTIONS: [&str; 2] = ["no_proxy", "NO_PROXY"];

/// A variable of the environment that names a proxy and cannot be read. No part of its user or password is repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadProxy {
    /// The variable.
    pub variable: &'static str,
    /// What is wrong with it.
    pub why: BadProxyUrl,
}

/// Why the address of a proxy cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::VariantArray)]
pub enum BadProxyUrl {
    /// It is of another kind than http and https.
    OtherKind,
    /// It names no host.
    NoHost,
    /// Its user or password is not encoded.
    Unencoded,
}

/// A proxy of the environment.
#[derive(Clone, Debug)]
pub struct Proxy {
    /// The variable that names it.
    pub(super) variable: &'static str,
    /// Where it is, without user and password.
    pub(super) url: Url,
    /// Who to be there.
    pub(super) user: Option<(String, Secret)>,
}

impl Proxy {
    /// The proxy for the gateway at `gateway`, if the environment names one; `var` looks a variable up.
    ///
    /// # Errors
    /// What is wrong with the variable.
    pub fn of(
        var: impl Fn(&str) -> Option<String>,
        gateway: &str,
    ) -> Result<Option<Self>, BadProxy> {
        let set = |name: &&'static str| {
            let value = var(name)?.trim().to_owned();
            (!value.is_empty()).then_some((*name, value))
        };
        let Some((variable, value)) = VARIABLES.iter().find_map(set) else {
            return Ok(None);
        };
        let excepted = EXCEPTIONS.iter().find_map(set);
        let spared = |url: &Url| {
            excepted
                .as_ref()
                .is_some_and(|(_, list)| is_spared(url, list))
        };
        let here = |url: &Url| url.host_str().is_some_and(is_this_machine);
        if Url::parse(gateway.trim()).is_ok_and(|url| here(&url) || spared(&url)) {
            return Ok(None);
        }
        let (url, user) = read(&value).map_err(|why| BadProxy { variable, why })?;
        Ok(Some(Self {
            variable,
            url,
            user,
        }))
    }

    /// The same for the HTTP client.
    pub(super) fn for_client(&self) -> reqwest::Result<reqwest::Proxy> {
        let proxy = reqwest::Proxy::https(self.url.clone())?;
        Ok(match &self.user {
            Some((user, password)) => proxy.basic_auth(user, password.expose()),
            None => proxy,
        })
    }

    /// There is no way through it just now.
    pub(super) fn lost(&self, why: Barred) -> Fault {
        let (proxy, why) = (self.to_string(), Box::new(why));
        Fault::ProxyLost { proxy, why }
    }

    /// It refuses, and would again.
    pub(super) fn refuses(&self, why: Barred) -> Fault {
        let (proxy, why) = (self.to_string(), Box::new(why));
        Fault::ProxyRefused { proxy, why }
    }
}

impl fmt::Display for Proxy {
    /// `http://proxy.corp:3128 (HTTPS_PROXY)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, place) = (self.url.scheme(), host_and_port(&self.url));
        write!(f, "{scheme}://{place} ({})", self.variable)
    }
}

type Read = (Url, Option<(String, Secret)>);

fn read(value: &str) -> Result<Read, BadProxyUrl> {
    let (scheme, rest) = value.split_once("://").unwrap_or(("http", value));
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return Err(BadProxyUrl::OtherKind);
    }
    // The last @ ends the password, however it was meant.
    let (user, host) = match rest.rsplit_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, rest),
    };
    let user = user.map(credentials).transpose()?;
    let host = host.trim_end_matches('/');
    let odd = |c: char| matches!(c, '/' | '\\' | '?' | '#') || c.is_whitespace() || c.is_control();
    if host.is_empty() || host.contains(odd) {
        return Err(BadProxyUrl::NoHost);
    }
    let url = Url::parse(&format!("{scheme}://{host}")).map_err(|_| BadProxyUrl::NoHost)?;
    Ok((url, user))
}

fn credentials(text: &str) -> Result<(String, Secret), BadProxyUrl> {
    let (user, password) = text.split_once(':').unwrap_or((text, ""));
    if password.contains(':') {
        return Err(BadProxyUrl::Unencoded);
    }
    Ok((decoded(user)?, Secret::from(decoded(password)?)))
}

/// Percent-decoded; what would have had to be encoded, and was not, is an error.
fn decoded(text: &str) -> Result<String, BadProxyUrl> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                let (Some(high), Some(low)) = (digit(), digit()) else {
                    return Err(BadProxyUrl::Unencoded);
                };
                bytes.push(u8::try_from(high * 16 + low).map_err(|_| BadProxyUrl::Unencoded)?);
            }
            0..=b' ' => return Err(BadProxyUrl::Unencoded),
            _ if b"\\/#?@[]\"<>\x7f".contains(&byte) => return Err(BadProxyUrl::Unencoded),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).map_err(|_| BadProxyUrl::Unencoded)
}

/// Whether the list names the gateway: `*`, a domain and all below it (with or without a leading `.` or `*.`),
/// an address, a network (`10.0.0.0/8`), each with a port or without.
fn is_spared(gateway: &Url, list: &str) -> bool {
    let host = gateway.host_str().unwrap_or_default();
    let host = host.trim_matches(['[', ']']).to_ascii_lowercase();
    let port = gateway.port_or_known_default();
    list.split([',', ' '])
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .any(|entry| {
            let entry = entry.to_ascii_lowercase();
            let (name, named_port) = with_port(&entry);
            let port_fits = named_port.is_none_or(|named| Some(named) == port);
            port_fits && names(name, &host)
        })
}

fn with_port(entry: &str) -> (&str, Option<u16>) {
    let is_address = entry.parse::<IpAddr>().is_ok();
    let split = entry.rsplit_once(':');
    let split = split.filter(|(name, _)| !is_address && !name.contains('/'));
    let ported = split.and_then(|(name, port)| Some((name, port.parse().ok()?)));
    let (name, port) = ported.map_or((entry, None), |(name, port)| (name, Some(port)));
    (name.trim_matches(['[', ']']), port)
}

fn names(name: &str, host: &str) -> bool {
    if name == "*" || name == host {
        return true;
    }
    if let Some((network, bits)) = name.split_once('/') {
        let (Ok(network), Ok(bits), Ok(host)) = (network.parse(), bits.parse(), host.parse())
        else {
            return false;
        };
        return is_within(host, network, bits);
    }
    let domain = name.trim_start_matches('*').trim_start_matches('.');
    let below = host
        .strip_suffix(domain)
        .is_some_and(|rest| rest.ends_with('.'));
    !domain.is_empty() && host.parse::<IpAddr>().is_err() && (host == domain || below)
}

fn is_within(host: IpAddr, network: IpAddr, bits: u32) -> bool {
    let number = |address: IpAddr| match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
        IpAddr::V6(address) => (address.to_bits(), 128),
    };
    let ((host, wide), (network, as_wide)) = (number(host), number(network));
    let rest = u32::saturating_sub(wide, bits);
    wide == as_wide && bits <= wide && host.checked_shr(rest) == network.checked_shr(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GATEWAY: &str = "https://apim.corp.test";

    fn of(vars: &[(&str, &str)]) -> Result<Option<Proxy>, BadProxy> {
        let var = |name: &str| {
            let known = vars.iter().find(|(known, _)| *known == name)?;
            Some(known.1.to_owned())
        };
        Proxy::of(var, GATEWAY)
    }

    fn address_of(proxy: &Proxy) -> String {
        let host = proxy.url.host_str().unwrap();
        format!("{host}:{}", proxy.url.port_or_known_default().unwrap())
    }

    #[test]
    fn the_first_variable_that_is_set_names_it() {
        assert!(of(&[]).unwrap().is_none());
        assert!(
            of(&[("HTTP_PROXY", "http://p:1"), ("HTTPS_PROXY", " ")])
                .unwrap()
                .is_none()
        );
        for (value, address, user) in [
            ("http://proxy.corp:3128", "proxy.corp:3128", None),
            ("proxy.corp:3128/", "proxy.corp:3128", None),
            ("https://proxy.corp", "proxy.corp:443", None),
            ("http://[::1]:3128", "[::1]:3128", None),
            (
                "http://eng:pw@proxy.corp",
                "proxy.corp:80",
                Some(("eng", "pw")),
            ),
            (
                "http://CORP%5Ceng:p%40ss%231%25%3A%2F@127.0.0.1:3128",
                "127.0.0.1:3128",
                Some(("CORP\\eng", "p@ss#1%:/")),
            ),
            ("http://eng@proxy.corp:1", "proxy.corp:1", Some(("eng", ""))),
        ] {
            let proxy = of(&[("HTTPS_PROXY", value)]).unwrap().unwrap();
            assert_eq!(address_of(&proxy), address, "{value}");
            let told = proxy
                .user
                .as_ref()
                .map(|(user, password)| (user.as_str(), password.expose()));
            assert_eq!(told, user, "{value}");
        }
        let both = [
            ("https_proxy", "http://one:1"),
            ("ALL_PROXY", "http://two:2"),
        ];
        assert_eq!(address_of(&of(&both).unwrap().unwrap()), "one:1");
    }

    #[test]
    fn one_that_cannot_be_read_is_an_error_that_tells_no_password() {
        for value in [
            r"http://CORP\eng:p@ss#1%:/@127.0.0.1:3128",
            "http://eng:geheim@@proxy:1",
            "http://eng:gehe im@proxy:1",
            "http://eng:geheim%zz@proxy:1",
            "http://eng:geheim#@proxy:1",
            "socks5://eng:geheim@proxy:1",
            "http://eng:geheim@",
            "http://eng:geheim@proxy:port",
            "http://eng:geheim@proxy:1/path",
            "http://",
        ] {
            let error = of(&[("HTTPS_PROXY", value)]).unwrap_err();
            assert_eq!(error.variable, "HTTPS_PROXY", "{value}");
        }
    }

    #[test]
    fn exceptions_are_known_in_all_their_forms() {
        let spared = |gateway: &str, list: &str| is_spared(&Url::parse(gateway).unwrap(), list);
        for (gateway, list) in [
            (GATEWAY, "*"),
            (GATEWAY, "apim.corp.test"),
            (GATEWAY, "localhost, .corp.test"),
            (GATEWAY, "corp.test"),
            (GATEWAY, "*.corp.test"),
            (GATEWAY, "APIM.corp.test:443"),
            ("https://apim.corp.test:8443", "*.corp.test:8443"),
            ("https://10.1.2.3", "10.0.0.0/8"),
            ("https://10.1.2.3", "10.1.2.3"),
            ("https://[fd00::1]", "fd00::/8"),
            ("https://[fd00::1]:9", "[fd00::1]:9"),
        ] {
            assert!(spared(gateway, list), "{gateway} {list}");
        }
        for (gateway, list) in [
            (GATEWAY, ""),
            (GATEWAY, "."),
            (GATEWAY, "orp.test"),
            (GATEWAY, "apim.corp.test:8443"),
            (GATEWAY, "test.apim"),
            ("https://10.1.2.3", "11.0.0.0/8"),
            ("https://10.1.2.3", "2.3"),
            ("https://10.1.2.3", "10.0.0.0/99"),
            ("https://10.1.2.3", "fd00::/8"),
        ] {
            assert!(!spared(gateway, list), "{gateway} {list}");
        }
        let spared = [("HTTPS_PROXY", r"http://a\b@c"), ("no_proxy", "corp.test")];
        assert!(of(&spared).unwrap().is_none(), "nobody needs to read it");
        for here in [
            "http://127.0.0.1:8080",
            "https://localhost",
            "https://[::1]:9",
        ] {
            let var = |name: &str| (name == "HTTPS_PROXY").then(|| r"a\b@c".to_owned());
            assert!(Proxy::of(var, here).unwrap().is_none(), "{here}");
        }
    }
}
