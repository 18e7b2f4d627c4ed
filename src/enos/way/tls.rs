//! Why a TLS handshake failed, in sentences.

use std::io;

use rustls::{AlertDescription, CertificateError, Error as Tls};

use super::of_io;
use crate::enos::{Fault, transport::deepest};

/// The fault of a connection that failed in TLS; none when it failed elsewhere.
pub(super) fn fault(error: &reqwest::Error, host: &str) -> Option<Fault> {
    let cause = of_io(error).find_map(|cause| cause.get_ref()?.downcast_ref::<Tls>());
    if let Some(cause) = cause {
        return Some(words(cause, host));
    }
    let has = |kind| of_io(error).any(|cause| cause.kind() == kind);
    if has(io::ErrorKind::UnexpectedEof) {
        let why = format!("{host} closed the connection during the handshake");
        return Some(Fault::NoTls { why });
    }
    has(io::ErrorKind::InvalidData).then(|| Fault::Certificate {
        why: deepest(error),
    })
}

fn words(cause: &Tls, host: &str) -> Fault {
    let certificate = |why| Fault::Certificate { why };
    let does = match cause {
        Tls::InvalidCertificate(why) => return certificate(certificate_words(why, host)),
        Tls::NoCertificatesPresented => return certificate("it shows none".to_owned()),
        Tls::InvalidMessage(_) | Tls::InappropriateMessage { .. } => "answers in another protocol",
        Tls::PeerIncompatible(_) | Tls::AlertReceived(AlertDescription::ProtocolVersion) => {
            "knows neither TLS 1.2 nor TLS 1.3"
        }
        Tls::AlertReceived(AlertDescription::CertificateRequired) => {
            "wants a certificate of the client, which EnOS does not use"
        }
        Tls::AlertReceived(alert) => &format!("broke the handshake off with the alert {alert:?}"),
        other => return certificate(other.to_string()),
    };
    Fault::NoTls {
        why: format!("{host} {does}"),
    }
}

fn certificate_words(why: &CertificateError, host: &str) -> String {
    let words = match why {
        CertificateError::UnknownIssuer => "nobody whom this machine trusts has signed it",
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "it has expired by this machine's clock"
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "it is not valid yet by this machine's clock"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            &format!("it is for other names than {host}")
        }
        CertificateError::Revoked => "it has been revoked",
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            "it is not meant for servers"
        }
        CertificateError::BadSignature => "its signature is wrong",
        CertificateError::BadEncoding => "it cannot be read",
        // The library has these in no type of its own.
        other => match format!("{other:?}") {
            text if text.contains("CaUsedAsEndEntity") => {
                "it is the certificate of a CA; the gateway needs one for a server, signed by it"
            }
            text if text.contains("UnsupportedCertVersion") => "it is not of version 3",
            text if text.contains("Unsupported") => {
                &format!("it is signed in a way that is not trusted any more ({text})")
            }
            text => &text.clone(),
        },
    };
    words.to_owned()
}
