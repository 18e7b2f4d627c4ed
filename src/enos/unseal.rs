//! Opening sealed secrets with the private key of the registered pair.

use std::fmt;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey;
use rsa::traits::PublicKeyParts;
use strum::VariantArray as _;
use zeroize::Zeroizing;

use super::Secret;
use super::suites::{KeyText, Mode, Padding, Suite};
use crate::domain::Sealed;

/// The shortest RSA key taken, bits.
const MIN_BITS: usize = 1024;

/// Plausible lengths of a secret: EnOS's own have 20 characters or fewer, and a decryption that went
/// wrong rarely leaves as many readable ones as this.
const PLAUSIBLE: std::ops::RangeInclusive<usize> = 8..=128;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Why a key cannot be used or a secret cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnsealError {
    /// No PEM block.
    NotPem,
    /// The other half of the pair.
    PublicKey,
    /// Protected by a passphrase.
    Encrypted,
    /// A PEM block of another kind.
    OtherKind(String),
    /// A private key that cannot be read.
    Damaged(String),
    /// An RSA key that protects nothing.
    TooShort(usize),
    /// A sealed text that was changed on its way.
    NotBase64(SealedPart),
    /// Sealed with a key of another size.
    WrongSize {
        /// Bits of the sealed session key.
        sealed: usize,
        /// Bits of the private key.
        key: usize,
    },
    /// No known way gives a plausible secret.
    NothingFits,
}

/// A part of a sealed pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealedPart {
    /// The key that the secret is sealed with.
    SessionKey,
    /// The secret.
    Secret,
}

/// An opened secret and the way in which it had been sealed.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The secret in the clear.
    pub secret: Secret,
    /// The suite that fitted.
    pub suite: Suite,
}

/// The private key of the pair registered for the application.
pub struct PrivateKey(rsa::PrivateKey);

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({} bits)", self.0.size() * 8)
    }
}

impl PrivateKey {
    /// Reads an unprotected RSA key in PEM form: PKCS#8, as the console makes it, or PKCS#1.
    ///
    /// # Errors
    /// What the text is instead.
    pub fn from_pem(pem: &str) -> Result<Self, UnsealError> {
        let parts: Vec<&str> = pem.split("-----").collect();
        let blocks = || {
            parts.windows(2).filter_map(|pair| match pair {
                [label, body] => Some((label.strip_prefix("BEGIN ")?, *body)),
                _ => None,
            })
        };
        let private = blocks().find(|(label, _)| label.ends_with("PRIVATE KEY"));
        let (label, body) = private
            .or_else(|| blocks().next())
            .ok_or(UnsealError::NotPem)?;
        if label == "ENCRYPTED PRIVATE KEY" || body.contains("ENCRYPTED") {
            return Err(UnsealError::Encrypted);
        }
        let der = || {
            let text = Zeroizing::new(without_blanks(body));
            let der = BASE64.decode(text.as_bytes()).map(Zeroizing::new);
            der.map_err(|error| UnsealError::Damaged(error.to_string()))
        };
        let key = match label {
            "PRIVATE KEY" => rsa::PrivateKey::from_pkcs8_der(&der()?).map_err(|e| e.to_string()),
            "RSA PRIVATE KEY" => {
                rsa::PrivateKey::from_pkcs1_der(&der()?).map_err(|e| e.to_string())
            }
            label if label.ends_with("PUBLIC KEY") => return Err(UnsealError::PublicKey),
            other => return Err(UnsealError::OtherKind(other.to_lowercase())),
        };
        let key = key.map_err(UnsealError::Damaged)?;
        let bits = key.size() * 8;
        if bits < MIN_BITS {
            return Err(UnsealError::TooShort(bits));
        }
        Ok(Self(key))
    }

    /// Opens a secret in whichever of the known ways gives a plausible text; never garbage.
    ///
    /// Source: *Decrypting Product/Device Secret*, which names the pair but not the algorithms.
    ///
    /// # Errors
    /// Which of the parts is wrong, as far as that can be told.
    pub fn open(&self, sealed: &Sealed) -> Result<Opened, UnsealError> {
        let session_key = decode(SealedPart::SessionKey, &sealed.session_key)?;
        let secret = decode(SealedPart::Secret, &sealed.device_secret)?;
        if session_key.len() != self.0.size() {
            return Err(UnsealError::WrongSize {
                sealed: session_key.len() * 8,
                key: self.0.size() * 8,
            });
        }
        Padding::VARIANTS
            .iter()
            .find_map(|&padding| {
                let opened = padding.open(&self.0, &session_key)?;
                open_with(padding, &opened, &secret)
            })
            .ok_or(UnsealError::NothingFits)
    }
}

fn open_with(padding: Padding, session_key: &[u8], sealed: &[u8]) -> Option<Opened> {
    KeyText::VARIANTS.iter().find_map(|&key_text| {
        let key = key_text.read(session_key)?;
        Mode::VARIANTS.iter().find_map(|&mode| {
            Some(Opened {
                secret: plausible(&mode.open(&key, sealed)?)?,
                suite: Suite {
                    padding,
                    key_text,
                    key_bits: key.len() * 8,
                    mode,
                },
            })
        })
    })
}

/// A secret is a word of printable ASCII; a decryption that went wrong hardly ever is.
fn plausible(opened: &[u8]) -> Option<Secret> {
    let word = PLAUSIBLE.contains(&opened.len()) && opened.iter().all(u8::is_ascii_graphic);
    let text = str::from_utf8(opened).ok().filter(|_| word)?;
    Some(Secret::from(text.to_owned()))
}

fn decode(what: SealedPart, text: &str) -> Result<Vec<u8>, UnsealError> {
    BASE64
        .decode(without_blanks(text))
        .map_err(|_| UnsealError::NotBase64(what))
}

fn without_blanks(text: &str) -> String {
    text.split_ascii_whitespace().collect()
}

#[cfg(test)]
mod tests;
