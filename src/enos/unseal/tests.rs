//! Every sealing suite opens; the wrong key opens nothing.

use std::sync::OnceLock;

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeEncrypt, KeyInit, KeyIvInit};
use aes::{Aes128, Aes192, Aes256};
use aes_gcm::AesGcm;
use aes_gcm::aead::Aead;
use aes_gcm::aead::consts::U12;
use proptest::prelude::*;
use rsa::pkcs1::EncodeRsaPrivateKey;
use rsa::pkcs8::{EncodePrivateKey, EncodePublicKey, LineEnding};
use rsa::{Oaep, Pkcs1v15Encrypt};
use sha1::Sha1;
use sha2::Sha256;

use super::*;

const SECRET: &str = "Z5YtZaQpK5IWocakV7zQ";
/// `SECRET` under AES-128-ECB with the key `0123456789abcdef`, made by OpenSSL.
const KNOWN: &str = "MH/oPBPFWuIKDdjXMU2YQnYM4K1l/Uxi0D5g6T3z5mQ=";

/// PKCS#8 of 512 bits, made for this test by OpenSSL: the `rsa` crate makes none so short.
const SHORT_KEY: &str = "MIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8wggE7AgEAAkEA8x/HSzktDeQ4T0eUtPSW7rLRILKULJ6g\
    v4T93L0vivDkCDbKUhcmshflmEUMR+K+6heh/Qh/tlMKsVTLSliEMwIDAQABAkEAo8jGw6BS/8a9QHti\
    bL1RaKDCTZrAQ4bhl+QJ+Ujh3GC3slwA6X3aD+gPpsUFDSuPCSMcbbiu4okJ426LXX6joQIhAP0RkUrX\
    oswLP1XOwo/L4y/rJhX/43bXZnQoAtlZUn1rAiEA9fC45F+pUcUc6nsrU1Z0r3OMfpzlaTLW2mX4b6ah\
    PlkCIDWzi6RZG+e2n0sDJBBFkMEzYhKbCVbHoKsXbntW1AVfAiEA9ZwueVuTc6bfRsg0r2hy5VkG4Nb9\
    QD7WVItrPM1y0BkCICSO+ejKAgrhjxDIxk+hSUrj82sATMIlCN0LiK63YtQt";

fn generate(bits: usize) -> rsa::PrivateKey {
    rsa::PrivateKey::new(&mut rand::rng(), bits).unwrap()
}

fn key() -> &'static PrivateKey {
    static KEY: OnceLock<PrivateKey> = OnceLock::new();
    KEY.get_or_init(|| PrivateKey(generate(2048)))
}

/// Short ones for what needs many operations.
fn small_keys() -> &'static [PrivateKey; 2] {
    static KEYS: OnceLock<[PrivateKey; 2]> = OnceLock::new();
    KEYS.get_or_init(|| [generate(1024), generate(1024)].map(PrivateKey))
}

fn wrap(key: &PrivateKey, padding: Padding, session_key: &[u8]) -> String {
    let (public, rng) = (key.0.to_public_key(), &mut rand::rng());
    let sealed = match padding {
        Padding::Pkcs1v15 => public.encrypt(rng, Pkcs1v15Encrypt, session_key),
        Padding::OaepSha1 => public.encrypt(rng, Oaep::<Sha1>::new(), session_key),
        Padding::OaepSha256 => public.encrypt(rng, Oaep::<Sha256>::new(), session_key),
        Padding::OaepSha256Mgf1Sha1 => {
            let padding = Oaep::<Sha256, Sha1>::new_with_mgf_hash();
            public.encrypt(rng, padding, session_key)
        }
    };
    BASE64.encode(sealed.unwrap())
}

fn encode_key(key_text: KeyText, key: &[u8]) -> Vec<u8> {
    match key_text {
        KeyText::Raw => key.to_vec(),
        KeyText::Base64 => BASE64.encode(key).into_bytes(),
        KeyText::Hex => hex::encode(key).into_bytes(),
    }
}

macro_rules! encrypt {
    ($aes:ty, $mode:expr, $key:expr, $text:expr) => {{
        let (key, text): (&[u8], &[u8]) = ($key, $text);
        let front: [u8; 16] = rand::random();
        let cbc = |iv: &[u8]| {
            cbc::Encryptor::<$aes>::new_from_slices(key, iv)
                .unwrap()
                .encrypt_padded_vec::<Pkcs7>(text)
        };
        match $mode {
            Mode::Ecb => ecb::Encryptor::<$aes>::new_from_slice(key)
                .unwrap()
                .encrypt_padded_vec::<Pkcs7>(text),
            Mode::CbcZeroIv => cbc(&[0; 16]),
            Mode::CbcKeyIv => cbc(&key[..16]),
            Mode::CbcPrefixIv => [&front[..], &cbc(&front)].concat(),
            Mode::GcmPrefixNonce => {
                let nonce = &front[..12];
                let cipher = AesGcm::<$aes, U12>::new_from_slice(key).unwrap();
                let sealed = cipher.encrypt(nonce.try_into().unwrap(), text).unwrap();
                [nonce, &sealed].concat()
            }
        }
    }};
}

fn encrypt(mode: Mode, key: &[u8], text: &[u8]) -> String {
    BASE64.encode(match key.len() {
        16 => encrypt!(Aes128, mode, key, text),
        24 => encrypt!(Aes192, mode, key, text),
        _ => encrypt!(Aes256, mode, key, text),
    })
}

fn seal(key: &PrivateKey, suite: Suite, text: &str) -> Sealed {
    let random: [u8; 32] = rand::random();
    let session_key = &random[..suite.key_bits / 8];
    Sealed {
        device_secret: encrypt(suite.mode, session_key, text.as_bytes()),
        session_key: wrap(key, suite.padding, &encode_key(suite.key_text, session_key)),
    }
}

fn every_suite() -> impl Iterator<Item = Suite> {
    let suite = |padding, key_text, key_bits, mode| Suite {
        padding,
        key_text,
        key_bits,
        mode,
    };
    Padding::VARIANTS.iter().flat_map(move |&padding| {
        KeyText::VARIANTS.iter().flat_map(move |&key_text| {
            [128, 192, 256].into_iter().flat_map(move |bits| {
                let modes = Mode::VARIANTS.iter();
                modes.map(move |&mode| suite(padding, key_text, bits, mode))
            })
        })
    })
}

/// As [`PrivateKey::open`] does after RSA, which would take its time for every combination.
fn open_aes(suite: Suite, text: &str) -> Option<Opened> {
    let random: [u8; 32] = rand::random();
    let session_key = &random[..suite.key_bits / 8];
    let sealed = encrypt(suite.mode, session_key, text.as_bytes());
    let session_key = encode_key(suite.key_text, session_key);
    open_with(suite.padding, &session_key, &BASE64.decode(sealed).unwrap())
}

#[test]
fn every_suite_opens_and_is_named() {
    for suite in every_suite() {
        for text in [SECRET, "k3yOf11char", &SECRET.repeat(3)] {
            let opened = open_aes(suite, text).unwrap_or_else(|| panic!("{suite:?}"));
            assert_eq!(opened.secret.expose(), text, "{suite:?}");
            // One block under an IV of zeros is the same bytes as under ECB.
            if text.len() >= 16 || suite.mode != Mode::CbcZeroIv {
                assert_eq!(opened.suite, suite);
            }
        }
    }
}

#[test]
fn every_rsa_padding_and_key_text_opens() {
    let suites = every_suite().filter(|suite| suite.key_bits == 128 && suite.mode == Mode::Ecb);
    for suite in suites {
        let opened = key().open(&seal(key(), suite, SECRET)).unwrap();
        assert_eq!(opened.secret.expose(), SECRET);
        assert_eq!(opened.suite, suite);
    }
}

#[test]
fn the_known_answer_of_openssl_opens() {
    let sealed = Sealed {
        device_secret: KNOWN.to_owned(),
        session_key: wrap(key(), Padding::Pkcs1v15, b"0123456789abcdef"),
    };
    let opened = key().open(&sealed).unwrap();
    assert_eq!(opened.secret.expose(), SECRET);
    assert_eq!(
        crate::words::suite(&opened.suite),
        "RSA PKCS#1 v1.5; AES-128 ECB"
    );
    let debug = format!("{opened:?} {:?}", key());
    assert!(!debug.contains(SECRET), "{debug}");
}

#[test]
fn line_breaks_and_missing_padding_are_forgiven() {
    let sealed = Sealed {
        device_secret: KNOWN.trim_end_matches('=').to_owned(),
        session_key: wrap(key(), Padding::Pkcs1v15, b"0123456789abcdef").replace('A', "A\r\n "),
    };
    assert_eq!(key().open(&sealed).unwrap().secret.expose(), SECRET);
}

#[test]
fn a_wrong_key_is_an_error_and_never_a_text() {
    let [right, wrong] = small_keys();
    for suite in every_suite().filter(|suite| suite.key_bits == 128) {
        if suite.key_text == KeyText::Raw {
            let sealed = seal(right, suite, SECRET);
            assert_eq!(wrong.open(&sealed).unwrap_err(), UnsealError::NothingFits);
        }
    }
    let other_size = seal(right, every_suite().next().unwrap(), SECRET);
    let expected = UnsealError::WrongSize {
        sealed: 1024,
        key: 2048,
    };
    assert_eq!(key().open(&other_size).unwrap_err(), expected);
}

#[test]
fn what_is_not_base64_is_named() {
    let good = seal(&small_keys()[0], every_suite().next().unwrap(), SECRET);
    for (secret, session_key, what) in [
        ("?", good.session_key.as_str(), SealedPart::Secret),
        (&good.device_secret, "not base64!", SealedPart::SessionKey),
    ] {
        let sealed = Sealed {
            device_secret: secret.to_owned(),
            session_key: session_key.to_owned(),
        };
        let error = small_keys()[0].open(&sealed).unwrap_err();
        assert_eq!(error, UnsealError::NotBase64(what));
    }
}

#[test]
fn implausible_plaintext_is_refused() {
    for text in [
        "short",
        "with a blank in it",
        "geheimnis-äöü",
        "bell\u{7}in the text",
    ] {
        assert!(
            open_aes(every_suite().next().unwrap(), text).is_none(),
            "{text}"
        );
    }
}

#[test]
fn both_pem_forms_are_read_however_they_are_wrapped() {
    let rsa = &small_keys()[0].0;
    let pkcs8 = rsa.to_pkcs8_pem(LineEnding::LF).unwrap();
    let pkcs1 = rsa.to_pkcs1_pem(LineEnding::CRLF).unwrap();
    let noisy = format!(
        "Bag Attributes\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n{}\n",
        *pkcs8
    );
    let one_line = pkcs8.replace("KEY-----\n", "KEY-----").replace("=\n", "=");
    for pem in [pkcs8.as_str(), pkcs1.as_str(), &noisy, &one_line] {
        assert_eq!(PrivateKey::from_pem(pem).unwrap().0, *rsa, "{pem}");
    }
}

#[test]
fn other_texts_are_told_apart() {
    let rsa = &small_keys()[0].0;
    let public = rsa
        .to_public_key()
        .to_public_key_pem(LineEnding::LF)
        .unwrap();
    let cut: String = rsa
        .to_pkcs8_pem(LineEnding::LF)
        .unwrap()
        .replace('\n', "")
        .chars()
        .take(200)
        .collect();
    let legacy = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----";
    let error = |pem: &str| PrivateKey::from_pem(pem).unwrap_err();
    assert_eq!(error(""), UnsealError::NotPem);
    assert_eq!(error("MIIEvQIBADAN"), UnsealError::NotPem);
    assert_eq!(error(&public), UnsealError::PublicKey);
    assert_eq!(
        error("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII=\n"),
        UnsealError::Encrypted
    );
    assert_eq!(error(legacy), UnsealError::Encrypted);
    assert_eq!(
        error("-----BEGIN EC PRIVATE KEY-----\nMII=\n"),
        UnsealError::OtherKind("ec private key".into())
    );
    assert_eq!(
        error(&format!(
            "-----BEGIN PRIVATE KEY-----{SHORT_KEY}-----END PRIVATE KEY-----"
        )),
        UnsealError::TooShort(512)
    );
    assert!(matches!(error(&cut), UnsealError::Damaged(_)));
    assert!(matches!(
        error("-----BEGIN PRIVATE KEY-----\n????\n"),
        UnsealError::Damaged(_)
    ));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_open(
        session_key in proptest::collection::vec(any::<u8>(), 128),
        secret in proptest::collection::vec(any::<u8>(), 0..80),
    ) {
        let sealed = Sealed {
            device_secret: BASE64.encode(secret),
            session_key: BASE64.encode(session_key),
        };
        prop_assert_eq!(small_keys()[0].open(&sealed).unwrap_err(), UnsealError::NothingFits);
    }

    #[test]
    fn a_wrong_session_key_never_opens(
        session_key in proptest::collection::vec(any::<u8>(), 0..65),
        blocks in proptest::collection::vec(any::<[u8; 16]>(), 1..5),
    ) {
        for padding in Padding::VARIANTS {
            prop_assert!(open_with(*padding, &session_key, &blocks.concat()).is_none());
        }
    }

    #[test]
    fn no_text_upsets_the_key_reader(text: String) {
        prop_assert!(PrivateKey::from_pem(&text).is_err());
        let dressed = format!("-----BEGIN PRIVATE KEY-----{text}-----END PRIVATE KEY-----");
        prop_assert!(PrivateKey::from_pem(&dressed).is_err());
    }
}
