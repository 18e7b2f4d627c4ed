//! Whom a gateway's certificate may be signed by, besides those whom the system trusts.

use std::fmt;

use reqwest::Certificate;

/// There is no certificate that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCertificate;

/// Certificates of a site's own authorities.
#[derive(Clone)]
pub struct Authorities {
    /// Where they come from, for people.
    from: String,
    pub(super) certificates: Vec<Certificate>,
}

impl Authorities {
    /// Those in a file: PEM, one or several, or DER. `from` is what the file is called.
    ///
    /// # Errors
    /// When there are none in it that can be read.
    pub fn read(from: &str, bytes: &[u8]) -> Result<Self, NoCertificate> {
        // A DER certificate is a SEQUENCE.
        let certificates = if bytes.first() == Some(&0x30) {
            Certificate::from_der(bytes).map(|one| vec![one])
        } else {
            Certificate::from_pem_bundle(bytes)
        };
        let certificates = certificates.map_err(|_| NoCertificate)?;
        let authorities = Self {
            from: from.to_owned(),
            certificates,
        };
        // What stands between the marks is looked at only when a client is built.
        let builder = reqwest::Client::builder().tls_certs_only(authorities.certificates.clone());
        match builder.build() {
            Ok(_) if !authorities.certificates.is_empty() => Ok(authorities),
            _ => Err(NoCertificate),
        }
    }
}

impl fmt::Debug for Authorities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Authorities({}, {})", self.from, self.certificates.len())
    }
}

impl fmt::Display for Authorities {
    /// Where they come from.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.from)
    }
}
