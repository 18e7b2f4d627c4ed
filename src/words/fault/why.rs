//! Why a call failed, within its kind.

use std::time::Duration;

use crate::domain::{
    BadCertificate, BadReply, BadSettings, Barred, Broken, Encoding, NoTls, NotSendable, ProxySaid,
};
use crate::said::{Said, pair, say};

pub(super) fn settings(of: &BadSettings) -> Said {
    match of {
        BadSettings::NoOrgId => pair!("the connection has no organisation id", =),
        BadSettings::NoAccessKey => pair!("the connection has no access key", =),
        BadSettings::NoSecretKey => pair!("the connection has no secret key", =),
        BadSettings::Address(why) => {
            say!("the gateway's address: {why}", =, why = why.said())
        }
        BadSettings::Proxy(words) => say!("the proxy: {words}", =),
        BadSettings::NoClient(words) => say!("no HTTP client: {words}", =),
        BadSettings::Request(words) => Said::data(words),
        BadSettings::OpenFiles(words) => say!(
            "this machine lets the program open no more files or connections ({words}); raise the limit (ulimit -n)", =
        ),
    }
}

pub(super) fn not_sendable(of: &NotSendable) -> Said {
    match of {
        NotSendable::NotJson(words) => say!("the request cannot be written as JSON: {words}", =),
        NotSendable::NotSearchable { name, value } => say!(
            "the {name} {value:?} cannot be searched for: it holds a quote, a backslash or a control \
             character, and EnOS does not say how to write these in a search", =
        ),
    }
}

/// What is common has the system's English words, which differ from one system to the other.
pub(super) fn broken(of: &Broken) -> Said {
    match of {
        Broken::Silent(ms) => say!("no connection within {s} s", =, s = seconds(*ms)),
        Broken::NoName(words) => say!("its name cannot be resolved ({words})", =),
        Broken::Refused(nr) => say!("Connection refused (os error {nr})", =),
        Broken::Reset(nr) => say!("Connection reset by peer (os error {nr})", =),
        Broken::Pipe(nr) => say!("Broken pipe (os error {nr})", =),
        Broken::Aborted(nr) => say!("Software caused connection abort (os error {nr})", =),
        Broken::TimedOut(nr) => say!("Connection timed out (os error {nr})", =),
        Broken::NoNetwork(nr) => say!("Network is unreachable (os error {nr})", =),
        Broken::NetworkDown(nr) => say!("Network is down (os error {nr})", =),
        Broken::NoRoute(nr) => say!("No route to host (os error {nr})", =),
        Broken::Closed => pair!("connection closed before message completed", =),
        Broken::Cut => pair!("end of file before message length reached", =),
        Broken::Words(words) => Said::data(words),
    }
}

pub(super) fn certificate(of: &BadCertificate) -> Said {
    match of {
        BadCertificate::None => pair!("it shows none", =),
        BadCertificate::UnknownIssuer => {
            pair!("nobody whom this machine trusts has signed it", =)
        }
        BadCertificate::Expired => pair!("it has expired by this machine's clock", =),
        BadCertificate::NotYetValid => pair!("it is not valid yet by this machine's clock", =),
        BadCertificate::OtherNames(host) => say!("it is for other names than {host}", =),
        BadCertificate::Revoked => pair!("it has been revoked", =),
        BadCertificate::NotForServers => pair!("it is not meant for servers", =),
        BadCertificate::BadSignature => pair!("its signature is wrong", =),
        BadCertificate::Unreadable => pair!("it cannot be read", =),
        BadCertificate::OfAuthority => pair!(
            "it is the certificate of a CA; the gateway needs one for a server, signed by it", =
        ),
        BadCertificate::OldVersion => pair!("it is not of version 3", =),
        BadCertificate::OldSignature(words) => {
            say!("it is signed in a way that is not trusted any more ({words})", =)
        }
        BadCertificate::Words(words) => Said::data(words),
    }
}

pub(super) fn no_tls(host: &str, of: &NoTls) -> Said {
    match of {
        NoTls::Silent(ms) => say!(
            "{host} takes connections, and began no TLS within {s} s", =, s = seconds(*ms)
        ),
        NoTls::Closed => say!("{host} closed the connection during the handshake", =),
        NoTls::OtherProtocol => say!("{host} answers in another protocol", =),
        NoTls::OldVersions => say!("{host} knows neither TLS 1.2 nor TLS 1.3", =),
        NoTls::WantsCertificate => {
            say!("{host} wants a certificate of the client, which EnOS does not use", =)
        }
        NoTls::Alert(alert) => say!("{host} broke the handshake off with the alert {alert}", =),
    }
}

pub(super) fn barred(of: &Barred) -> Said {
    match of {
        Barred::Broken(why) => broken(why),
        Barred::Silent { target, ms } => {
            say!("no connection to {target} within {s} s", =, s = seconds(*ms))
        }
        Barred::Closed { target, said: None } => say!("it does not let through to {target}", =),
        Barred::Closed {
            target,
            said: Some(said),
        } => say!("it does not let through to {target} ({said})", =, said = proxy(said)),
        Barred::Password407 => pair!("HTTP 407, user and password", =),
        Barred::Password(said) => {
            say!("it does not accept user and password ({said})", =, said = proxy(said))
        }
        Barred::NoPassword { variable, said } => say!(
            "it wants a user and a password; put them into {variable} ({said})", =, said = proxy(said)
        ),
        Barred::OtherSignIn { ways, said } => say!(
            "it wants to be signed in to by {ways}, which enroll cannot; ask for a way without, or for \
             Basic ({said})", =,
            ways = or(ways), said = proxy(said)
        ),
    }
}

/// `one or other`
fn or(names: &[String]) -> Said {
    let names = names.iter().map(Said::data);
    names
        .reduce(|before, name| say!("{before} or {name}", =, before, name))
        .unwrap_or_default()
}

/// `HTTP 403 Forbidden, no way`
fn proxy(of: &ProxySaid) -> Said {
    let ProxySaid {
        status,
        reason,
        words,
    } = of;
    let status = format!("HTTP {status} {reason}");
    let status = status.trim_end();
    match words {
        Some(words) => say!("{status}, {words}", =, words = words.said()),
        None => Said::data(status),
    }
}

pub(super) fn encoding(of: &Encoding) -> Said {
    match of {
        Encoding::Compressed(name) => say!("compressed ({name}), though nobody asked for that", =),
        Encoding::Charset(name) => say!("in the encoding {name}, and not in UTF-8", =),
        Encoding::Unnamed => pair!("not in UTF-8, perhaps in GBK", =),
    }
}

pub(super) fn reply(of: &BadReply) -> Said {
    match of {
        BadReply::Body(words) => words.said(),
        BadReply::TooLarge(kib) => {
            say!("it is larger than {kib} KiB, and a reply to this call is smaller", =)
        }
        BadReply::OddToken => pair!("its access token does not fit into a header", =),
        BadReply::NoToken => pair!("the token service granted no token", =),
        BadReply::NoData => pair!("it holds no data object", =),
        BadReply::NoList => pair!("it holds no data list", =),
        BadReply::NoProductKey => pair!("its product has no key", =),
        BadReply::NoDeviceKey => pair!("its device has no productKey or deviceKey", =),
        BadReply::NoItem => pair!("it answers none of the devices", =),
        BadReply::ItemWithoutCode(nth) => say!("item {nth} of it carries no code", =),
        BadReply::ItemOfNoDevice(nth) => {
            say!("item {nth} of it names a device by more than any key can have", =)
        }
        BadReply::NoDevice(nth) => say!("device {nth} of it has no productKey or deviceKey", =),
    }
}

fn seconds(ms: u64) -> f32 {
    Duration::from_millis(ms).as_secs_f32()
}
