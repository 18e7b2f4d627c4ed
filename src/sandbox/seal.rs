//! `requireSecret`: adds sealed secrets to an answer, or nothing.
//!
//! RSA protects a session key, the session key protects the secret. EnOS does not publish its recipe; which one
//! is used here is a switch for each part.

use std::sync::Arc;

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::consts::{U12, U16};
use aes::cipher::{
    BlockCipherEncrypt, BlockModeEncrypt as _, BlockSizeUser, Key, KeyInit, KeyIvInit as _,
};
use aes::{Aes128, Aes192, Aes256};
use aes_gcm::AesGcm;
use aes_gcm::aead::Aead as _;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rand::RngExt as _;
use rand::rngs::StdRng;
use rsa::{Oaep, Pkcs1v15Encrypt, PublicKey};
use serde_json::Value;
use sha1::Sha1;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::call::Call;
use super::gateway::Gateway;
use super::ids::Ids;
use super::json::Members as _;
use super::keys::Pair;
use super::reply::Refusal;
use super::switches::{AesMode, KeyBits, KeyForm, KeyPair, RsaPadding, Switches};

/// Seals the secrets of one answer; does nothing when they were not asked for.
pub(super) struct Sealer<'a> {
    pair: Option<Arc<Pair>>,
    switches: &'a Switches,
    ids: Ids,
}

impl<'a> Sealer<'a> {
    /// Reads `requireSecret` from a query.
    pub(super) fn of_query(gateway: &'a Gateway, call: &Call) -> Result<Self, Refusal> {
        Self::new(gateway, call.parameter("requireSecret") == Some("true"))
    }

    /// Reads `requireSecret` from a body.
    pub(super) fn of_body(gateway: &'a Gateway, call: &Call) -> Result<Self, Refusal> {
        let body = call.json();
        let wanted = body.optional("requireSecret", "true or false", Value::as_bool)?;
        Self::new(gateway, wanted == Some(true))
    }

    /// 11858 when there is no key pair to seal for.
    fn new(gateway: &'a Gateway, wanted: bool) -> Result<Self, Refusal> {
        if wanted && gateway.switches.key_pair == KeyPair::Absent {
            return Err(Refusal::of(11858));
        }
        let pair = wanted.then(|| gateway.keys.pair()).transpose()?;
        Ok(Self {
            pair,
            switches: &gateway.switches,
            ids: gateway.ids().fork(),
        })
    }

    /// Adds the sealed secret as `field`, and its `sessionKey`.
    pub(super) fn add(
        &mut self,
        element: &mut Value,
        field: &str,
        secret: &str,
    ) -> Result<(), Refusal> {
        if let (Some(pair), Some(members)) = (&self.pair, element.as_object_mut()) {
            let [secret, key] = seal(secret, &pair.public, self.switches, self.ids.rng())?;
            members.insert(field.to_owned(), secret.into());
            members.insert("sessionKey".to_owned(), key.into());
        }
        Ok(())
    }
}

/// Seals one secret under a session key of its own, and gives both as they are sent, Base64; only a public key that
/// is too small makes it fail.
pub(super) fn seal(
    secret: &str,
    public: &PublicKey,
    switches: &Switches,
    rng: &mut StdRng,
) -> Result<[String; 2], Refusal> {
    let encrypt = match switches.key_bits {
        KeyBits::Bits128 => encrypt::<Aes128>,
        KeyBits::Bits192 => encrypt::<Aes192>,
        KeyBits::Bits256 => encrypt::<Aes256>,
    };
    let (key, sealed) = encrypt(switches.aes_mode, secret.as_bytes(), rng)
        .map_err(|error| Refusal::internal(format!("AES-GCM: {error}")))?;
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
    }
    .map_err(|error| Refusal::internal(format!("RSA: {error}")))?;
    Ok([sealed, session_key].map(|bytes| BASE64_STANDARD.encode(bytes)))
}

/// Encrypts by one of the modes, with what the mode puts before and after the text; gives the new key, too.
fn encrypt<C>(
    mode: AesMode,
    text: &[u8],
    rng: &mut StdRng,
) -> Result<(Zeroizing<Vec<u8>>, Vec<u8>), aes_gcm::Error>
where
    C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16> + KeyInit,
{
    let mut key = Zeroizing::new(Key::<C>::default());
    rng.fill(key.as_mut_slice());
    let bytes = Zeroizing::new(key.to_vec());
    let cbc =
        |iv: [u8; 16]| cbc::Encryptor::<C>::new(&key, &iv.into()).encrypt_padded_vec::<Pkcs7>(text);
    let sealed = match mode {
        AesMode::Ecb => ecb::Encryptor::<C>::new(&key).encrypt_padded_vec::<Pkcs7>(text),
        AesMode::CbcPrefixIv => {
            let iv: [u8; 16] = rng.random();
            [iv.as_slice(), &cbc(iv)].concat()
        }
        AesMode::CbcZeroIv => cbc([0; 16]),
        AesMode::CbcKeyIv => cbc(bytes.first_chunk().copied().unwrap_or_default()),
        AesMode::Gcm => {
            let nonce: [u8; 12] = rng.random();
            let sealed = AesGcm::<C, U12>::new(&key).encrypt(&nonce.into(), text)?;
            [nonce.as_slice(), &sealed].concat()
        }
    };
    Ok((bytes, sealed))
}
