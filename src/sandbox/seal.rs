//! Sealing of secrets: RSA protects a session key, the session key protects the secret.
//!
//! EnOS does not publish its recipe; which one is used here is a switch for each part.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::consts::{U12, U16};
use aes::cipher::{
    BlockCipherEncrypt, BlockModeEncrypt as _, BlockSizeUser, InvalidLength, KeyInit,
    KeyIvInit as _,
};
use aes::{Aes128, Aes192, Aes256};
use aes_gcm::AesGcm;
use aes_gcm::aead::Aead as _;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rand::RngExt as _;
use rand::rngs::StdRng;
use rsa::{Oaep, Pkcs1v15Encrypt, PublicKey};
use sha1::Sha1;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::switches::{AesMode, KeyBits, KeyForm, RsaPadding, Switches};

/// A sealed secret as it is sent, both parts Base64.
pub(super) struct Sealed {
    pub(super) secret: String,
    pub(super) session_key: String,
}

/// Sealing failed; only a public key that is too small can cause it.
#[derive(Debug, thiserror::Error)]
pub(super) enum SealError {
    #[error("RSA: {0}")]
    Rsa(#[from] rsa::Error),
    #[error("AES: {0}")]
    Aes(#[from] InvalidLength),
    #[error("AES-GCM: {0}")]
    Gcm(#[from] aes_gcm::Error),
}

/// Seals one secret under a session key of its own.
pub(super) fn seal(
    secret: &str,
    public: &PublicKey,
    switches: &Switches,
    rng: &mut StdRng,
) -> Result<Sealed, SealError> {
    let mut key = Zeroizing::new(vec![
        0_u8;
        match switches.key_bits {
            KeyBits::Bits128 => 16,
            KeyBits::Bits192 => 24,
            KeyBits::Bits256 => 32,
        }
    ]);
    rng.fill(key.as_mut_slice());
    let text = secret.as_bytes();
    let mode = switches.aes_mode;
    let secret = match switches.key_bits {
        KeyBits::Bits128 => encrypt::<Aes128>(mode, &key, text, rng)?,
        KeyBits::Bits192 => encrypt::<Aes192>(mode, &key, text, rng)?,
        KeyBits::Bits256 => encrypt::<Aes256>(mode, &key, text, rng)?,
    };
    let form = match switches.key_form {
        KeyForm::Raw => key,
        KeyForm::Base64 => Zeroizing::new(BASE64_STANDARD.encode(&*key).into_bytes()),
        KeyForm::Hex => Zeroizing::new(hex::encode(&*key).into_bytes()),
    };
    let session_key = match switches.rsa_padding {
        RsaPadding::Pkcs1 => public.encrypt(rng, Pkcs1v15Encrypt, &form),
        RsaPadding::OaepSha1 => public.encrypt(rng, Oaep::<Sha1>::new(), &form),
        RsaPadding::OaepSha256 => public.encrypt(rng, Oaep::<Sha256>::new(), &form),
        RsaPadding::OaepSha256Mgf1Sha1 => {
            public.encrypt(rng, Oaep::<Sha256, Sha1>::new_with_mgf_hash(), &form)
        }
    }?;
    Ok(Sealed {
        secret: BASE64_STANDARD.encode(secret),
        session_key: BASE64_STANDARD.encode(session_key),
    })
}

/// Encrypts by one of the modes, with what the mode puts before and after the text.
fn encrypt<C>(
    mode: AesMode,
    key: &[u8],
    text: &[u8],
    rng: &mut StdRng,
) -> Result<Vec<u8>, SealError>
where
    C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16> + KeyInit,
{
    let cbc = |iv: &[u8]| -> Result<Vec<u8>, InvalidLength> {
        Ok(cbc::Encryptor::<C>::new_from_slices(key, iv)?.encrypt_padded_vec::<Pkcs7>(text))
    };
    Ok(match mode {
        AesMode::Ecb => ecb::Encryptor::<C>::new_from_slice(key)?.encrypt_padded_vec::<Pkcs7>(text),
        AesMode::CbcPrefixIv => {
            let iv: [u8; 16] = rng.random();
            [iv.as_slice(), &cbc(&iv)?].concat()
        }
        AesMode::CbcZeroIv => cbc(&[0; 16])?,
        AesMode::CbcKeyIv => cbc(key.get(..16).unwrap_or(key))?,
        AesMode::Gcm => {
            let nonce: [u8; 12] = rng.random();
            let sealed = AesGcm::<C, U12>::new_from_slice(key)?
                .encrypt(&nonce.into(), text)
                .map_err(SealError::Gcm)?;
            [nonce.as_slice(), &sealed].concat()
        }
    })
}
