//! Why a TLS handshake failed.

use std::io;

use rustls::{AlertDescription, CertificateError, Error as Tls};

use crate::domain::{BadCertificate, NoTls};
use crate::enos::Fault;
use crate::enos::causes::{deepest, of_io};

/// The fault of a connection that failed in TLS; none when it failed elsewhere.
pub(super) fn fault(error: &reqwest::Error, host: &str) -> Option<Fault> {
    let cause = of_io(error).find_map(|cause| cause.get_ref()?.downcast_ref::<Tls>());
    if let Some(cause) = cause {
        return Some(by_tls(cause, host));
    }
    let has = |kind| of_io(error).any(|cause| cause.kind() == kind);
    if has(io::ErrorKind::UnexpectedEof) {
        return Some(no_tls(NoTls::Closed, host));
    }
    has(io::ErrorKind::InvalidData).then(|| Fault::Certificate {
        why: BadCertificate::Words(deepest(error)),
    })
}

fn no_tls(why: NoTls, host: &str) -> Fault {
    let host = host.to_owned();
    Fault::NoTls { host, why }
}

fn by_tls(cause: &Tls, host: &str) -> Fault {
    let certificate = |why| Fault::Certificate { why };
    let why = match cause {
        Tls::InvalidCertificate(why) => return certificate(by_certificate(why, host)),
        Tls::NoCertificatesPresented => return certificate(BadCertificate::None),
        Tls::InvalidMessage(_) | Tls::InappropriateMessage { .. } => NoTls::OtherProtocol,
        Tls::PeerIncompatible(_) | Tls::AlertReceived(AlertDescription::ProtocolVersion) => {
            NoTls::OldVersions
        }
        Tls::AlertReceived(AlertDescription::CertificateRequired) => NoTls::WantsCertificate,
        Tls::AlertReceived(alert) => NoTls::Alert(format!("{alert:?}")),
        other => return certificate(BadCertificate::Words(other.to_string())),
    };
    no_tls(why, host)
}

fn by_certificate(why: &CertificateError, host: &str) -> BadCertificate {
    match why {
        CertificateError::UnknownIssuer => BadCertificate::UnknownIssuer,
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            BadCertificate::Expired
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            BadCertificate::NotYetValid
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            BadCertificate::OtherNames(host.to_owned())
        }
        CertificateError::Revoked => BadCertificate::Revoked,
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            BadCertificate::NotForServers
        }
        CertificateError::BadSignature => BadCertificate::BadSignature,
        CertificateError::BadEncoding => BadCertificate::Unreadable,
        // The library has these in no type of its own.
        other => match format!("{other:?}") {
            text if text.contains("CaUsedAsEndEntity") => BadCertificate::OfAuthority,
            text if text.contains("UnsupportedCertVersion") => BadCertificate::OldVersion,
            text if text.contains("Unsupported") => BadCertificate::OldSignature(text),
            text => BadCertificate::Words(text),
        },
    }
}
