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
    let mut causes = of_io(error).map(io::Error::kind);
    if causes.any(|kind| kind == io::ErrorKind::UnexpectedEof) {
        return Some(Fault::NoTls {
            why: format!("{host} closed the connection during the handshake"),
        });
    }
    let mut causes = of_io(error).map(io::Error::kind);
    causes
        .any(|kind| kind == io::ErrorKind::InvalidData)
        .then(|| Fault::Certificate {
            why: deepest(error),
        })
}

fn words(cause: &Tls, host: &str) -> Fault {
    match cause {
        Tls::InvalidCertificate(why) => Fault::Certificate {
            why: certificate(why, host),
        },
        Tls::NoCertificatesPresented => Fault::Certificate {
            why: "it shows none".to_owned(),
        },
        Tls::InvalidMessage(_) | Tls::InappropriateMessage { .. } => Fault::NoTls {
            why: format!("{host} answers in another protocol"),
        },
        Tls::PeerIncompatible(_) | Tls::AlertReceived(AlertDescription::ProtocolVersion) => {
            Fault::NoTls {
                why: format!("{host} knows neither TLS 1.2 nor TLS 1.3"),
            }
        }
        Tls::AlertReceived(AlertDescription::CertificateRequired) => Fault::NoTls {
            why: format!("{host} wants a certificate of the client, which EnOS does not use"),
        },
        Tls::AlertReceived(alert) => Fault::NoTls {
            why: format!("{host} broke the handshake off with the alert {alert:?}"),
        },
        other => Fault::Certificate {
            why: other.to_string(),
        },
    }
}

fn certificate(why: &CertificateError, host: &str) -> String {
    match why {
        CertificateError::UnknownIssuer => {
            "nobody whom this machine trusts has signed it".to_owned()
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "it has expired by this machine's clock".to_owned()
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "it is not valid yet by this machine's clock".to_owned()
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            format!("it is for other names than {host}")
        }
        CertificateError::Revoked => "it has been revoked".to_owned(),
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            "it is not meant for servers".to_owned()
        }
        CertificateError::BadSignature => "its signature is wrong".to_owned(),
        CertificateError::BadEncoding => "it cannot be read".to_owned(),
        other => {
            let text = format!("{other:?}");
            // The library has these in no type of its own.
            if text.contains("CaUsedAsEndEntity") {
                "it is the certificate of a CA; the gateway needs one for a server, signed by it"
                    .to_owned()
            } else if text.contains("UnsupportedCertVersion") {
                "it is not of version 3".to_owned()
            } else if text.contains("Unsupported") {
                format!("it is signed in a way that is not trusted any more ({text})")
            } else {
                text
            }
        }
    }
}
