//! The ways in which EnOS may have sealed a secret: its documentation does not say which it is.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{
    BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockSizeUser, KeyInit, KeyIvInit,
};
use aes::{Aes128, Aes192, Aes256};
use aes_gcm::AesGcm;
use aes_gcm::aead::Aead;
use aes_gcm::aead::consts::{U12, U16};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rsa::{Oaep, Pkcs1v15Encrypt, PrivateKey};
use sha1::Sha1;
use sha2::Sha256;
use strum::VariantArray;
use zeroize::Zeroizing;

/// Bytes that are wiped when dropped.
pub(super) type Wiped = Zeroizing<Vec<u8>>;

/// How the session key is padded for RSA, the likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::Display, VariantArray)]
pub enum Padding {
    /// Of the oldest standard.
    #[strum(to_string = "PKCS#1 v1.5")]
    Pkcs1v15,
    /// OAEP with SHA-1.
    #[strum(to_string = "OAEP (SHA-1)")]
    OaepSha1,
    /// OAEP with SHA-256.
    #[strum(to_string = "OAEP (SHA-256)")]
    OaepSha256,
    /// Java's `OAEPWithSHA-256AndMGF1Padding`.
    #[strum(to_string = "OAEP (SHA-256, MGF1 with SHA-1)")]
    OaepSha256Mgf1Sha1,
}

impl Padding {
    /// What RSA gives; with PKCS#1 v1.5 that may be random bytes when the key is the wrong one.
    pub(super) fn open(self, key: &PrivateKey, sealed: &[u8]) -> Option<Wiped> {
        let opened = match self {
            Self::Pkcs1v15 => key.decrypt(Pkcs1v15Encrypt, sealed),
            Self::OaepSha1 => key.decrypt(Oaep::<Sha1>::new(), sealed),
            Self::OaepSha256 => key.decrypt(Oaep::<Sha256>::new(), sealed),
            Self::OaepSha256Mgf1Sha1 => {
                key.decrypt(Oaep::<Sha256, Sha1>::new_with_mgf_hash(), sealed)
            }
        };
        opened.ok().map(Zeroizing::new)
    }
}

/// How the session key is written inside the RSA ciphertext.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum KeyText {
    /// As it is.
    Raw,
    /// As Base64.
    Base64,
    /// As hexadecimal digits.
    Hex,
}

impl KeyText {
    /// The key, if what RSA gave reads as one of an AES key's lengths.
    pub(super) fn read(self, opened: &[u8]) -> Option<Wiped> {
        let key = match self {
            Self::Raw => opened.to_vec(),
            Self::Base64 => BASE64_STANDARD.decode(opened).ok()?,
            Self::Hex => hex::decode(opened).ok()?,
        };
        let key = Zeroizing::new(key);
        matches!(key.len(), 16 | 24 | 32).then_some(key)
    }
}

/// How AES is used with the session key, the likeliest first, but the prefixed IV after the fixed ones: it opens
/// their ciphertexts too, short of the first block, while they read a prefix as garbage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum Mode {
    /// Block by block.
    Ecb,
    /// CBC that begins with zeros.
    CbcZeroIv,
    /// CBC that begins with the key.
    CbcKeyIv,
    /// CBC that begins with what stands in front.
    CbcPrefixIv,
    /// GCM with the nonce in front.
    GcmPrefixNonce,
}

impl Mode {
    /// The plaintext, if the padding or the tag is right. Padding is right by chance about once in 256.
    pub(super) fn open(self, key: &[u8], sealed: &[u8]) -> Option<Wiped> {
        match key.len() {
            16 => self.open_with::<Aes128>(key, sealed),
            24 => self.open_with::<Aes192>(key, sealed),
            32 => self.open_with::<Aes256>(key, sealed),
            _ => None,
        }
    }

    fn open_with<C>(self, key: &[u8], sealed: &[u8]) -> Option<Wiped>
    where
        C: BlockCipherEncrypt + BlockCipherDecrypt + BlockSizeUser<BlockSize = U16> + KeyInit,
    {
        let cbc = |iv: &[u8], sealed: &[u8]| {
            let cipher = cbc::Decryptor::<C>::new_from_slices(key, iv).ok()?;
            cipher.decrypt_padded_vec::<Pkcs7>(sealed).ok()
        };
        let opened = match self {
            Self::Ecb => {
                let cipher = ecb::Decryptor::<C>::new_from_slice(key).ok()?;
                cipher.decrypt_padded_vec::<Pkcs7>(sealed).ok()
            }
            Self::CbcZeroIv => cbc(&[0; 16], sealed),
            Self::CbcKeyIv => cbc(key.get(..16)?, sealed),
            Self::CbcPrefixIv => {
                let (iv, sealed) = sealed.split_at_checked(16)?;
                cbc(iv, sealed)
            }
            Self::GcmPrefixNonce => {
                let (nonce, sealed) = sealed.split_at_checked(12)?;
                let cipher = AesGcm::<C, U12>::new_from_slice(key).ok()?;
                cipher.decrypt(nonce.try_into().ok()?, sealed).ok()
            }
        };
        opened.map(Zeroizing::new)
    }
}

/// The way in which a secret was found to be sealed; `words::suite` tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suite {
    /// How the session key is padded.
    pub padding: Padding,
    /// How it is written.
    pub key_text: KeyText,
    /// How long it is.
    pub key_bits: usize,
    /// How AES is used with it.
    pub mode: Mode,
}
