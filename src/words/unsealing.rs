//! Why a private key cannot be used, or a secret not be opened.

use crate::enos::{KeyText, Mode, SealedPart, Suite, UnsealError};
use crate::said::{Said, pair, say};

/// The sentence.
#[must_use]
pub fn unsealing(of: &UnsealError) -> Said {
    match of {
        UnsealError::NotPem => {
            say!("this is no private key: it should begin with -----BEGIN PRIVATE KEY-----", =)
        }
        UnsealError::PublicKey => {
            say!("this is the public key; the private key of the pair is needed", =)
        }
        UnsealError::Encrypted => say!(
            "the private key is protected by a passphrase; write an unprotected copy with \
             `openssl pkey -in key.pem -out plain.pem` and keep it readable for you alone", =
        ),
        UnsealError::OtherKind(kind) => {
            say!("this is a PEM file with a {kind}, not with an RSA private key", =)
        }
        UnsealError::Damaged(why) => say!("the private key is damaged or not for RSA ({why})", =),
        UnsealError::TooShort(bits) => {
            say!("the private key has {bits} bits; EnOS's pairs have at least 1024", =)
        }
        UnsealError::NotBase64(SealedPart::SessionKey) => say!(
            "the sealed session key is not Base64: it was cut off or changed on its way", =
        ),
        UnsealError::NotBase64(SealedPart::Secret) => say!(
            "the sealed secret is not Base64: it was cut off or changed on its way", =
        ),
        UnsealError::WrongSize { sealed, key } => say!(
            "the session key is sealed with a key of {sealed} bits and this private key has {key}: \
             it is not the one registered when the secret was fetched", =
        ),
        UnsealError::NothingFits => say!(
            "the secret does not open: the private key is not the one registered when it was fetched, \
             or EnOS seals in a way this program does not know; keep the sealed pair", =
        ),
    }
}

/// The way in which a secret was sealed: `RSA PKCS#1 v1.5; AES-128 ECB`.
#[must_use]
pub fn suite(of: &Suite) -> Said {
    let Suite {
        padding,
        key_text,
        key_bits,
        mode,
    } = of;
    let key = match key_text {
        KeyText::Raw => Said::default(),
        KeyText::Base64 => pair!(", key as Base64", =),
        KeyText::Hex => pair!(", key as hex", =),
    };
    let mode = match mode {
        Mode::Ecb => Said::data("ECB"),
        Mode::CbcZeroIv => pair!("CBC (IV of zeros)", =),
        Mode::CbcKeyIv => pair!("CBC (IV from the key)", =),
        Mode::CbcPrefixIv => pair!("CBC (IV in front)", =),
        Mode::GcmPrefixNonce => pair!("GCM (nonce in front)", =),
    };
    say!("RSA {padding}{key}; AES-{key_bits} {mode}", =, key, mode)
}

impl std::fmt::Display for UnsealError {
    /// For developers.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(unsealing(self).en())
    }
}

impl std::error::Error for UnsealError {}
