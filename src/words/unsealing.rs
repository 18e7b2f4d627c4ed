//! Why a private key cannot be used, or a secret not be opened.

use crate::enos::{KeyText, Mode, SealedPart, Suite, UnsealError};
use crate::said::{Said, pair, say};

/// The sentence.
#[must_use]
pub fn unsealing(of: &UnsealError) -> Said {
    match of {
        UnsealError::NotPem => {
            say!(
                "this is not a private key: it should begin with -----BEGIN PRIVATE KEY-----",
                "这不是私钥：开头应为 -----BEGIN PRIVATE KEY-----"
            )
        }
        UnsealError::PublicKey => {
            say!(
                "this is the public key; the private key of the pair is needed",
                "这是公钥；需要密钥对中的私钥"
            )
        }
        UnsealError::Encrypted => say!(
            "the private key is protected by a passphrase; write an unprotected copy with `openssl pkey -in key.pem -out plain.pem` and keep it readable only by you",
            "私钥有口令保护；用 `openssl pkey -in key.pem -out plain.pem` 生成无口令的副本，并设为仅本人可读"
        ),
        UnsealError::OtherKind(kind) => {
            say!(
                "this PEM file holds a {kind}, not an RSA private key",
                "此 PEM 文件的内容是 {kind}，不是 RSA 私钥"
            )
        }
        UnsealError::Damaged(why) => say!(
            "the private key is damaged or not an RSA key ({why})",
            "私钥已损坏，或不是 RSA 私钥（{why}）"
        ),
        UnsealError::TooShort(bits) => {
            say!(
                "the private key has {bits} bits; EnOS key pairs have at least 1024",
                "私钥为 {bits} 位；EnOS 的密钥对至少为 1024 位"
            )
        }
        UnsealError::NotBase64(SealedPart::SessionKey) => say!(
            "the sealed session key is not Base64: it was truncated or altered on the way",
            "会话密钥的密文不是 Base64：中途被截断或改动"
        ),
        UnsealError::NotBase64(SealedPart::Secret) => say!(
            "the sealed secret is not Base64: it was truncated or altered on the way",
            "密钥的密文不是 Base64：中途被截断或改动"
        ),
        UnsealError::WrongSize { sealed, key } => say!(
            "the session key is sealed with a {sealed}-bit key, but this private key has {key} bits: it is not the one registered when the secret was fetched",
            "会话密钥用 {sealed} 位的密钥加密，而此私钥为 {key} 位：它不属于获取密文时所注册的密钥对"
        ),
        UnsealError::NothingFits => say!(
            "the secret cannot be opened: the private key is not the one registered when the secret was fetched, or EnOS seals in a way this program does not know; keep the sealed pair",
            "密钥无法解密：此私钥不属于获取密文时所注册的密钥对，或 EnOS 的加密方式本程序不支持；保留密钥和会话密钥的密文"
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
        KeyText::Base64 => pair!(", key as Base64", "，密钥为 Base64"),
        KeyText::Hex => pair!(", key as hex", "，密钥为十六进制"),
    };
    let mode = match mode {
        Mode::Ecb => Said::data("ECB"),
        Mode::CbcZeroIv => pair!("CBC (zero IV)", "CBC（IV 全零）"),
        Mode::CbcKeyIv => pair!("CBC (IV from the key)", "CBC（IV 取自密钥）"),
        Mode::CbcPrefixIv => pair!("CBC (IV prepended)", "CBC（IV 前置）"),
        Mode::GcmPrefixNonce => pair!("GCM (nonce prepended)", "GCM（nonce 前置）"),
    };
    say!(
        "RSA {padding}{key}; AES-{key_bits} {mode}",
        "RSA {padding}{key}；AES-{key_bits} {mode}",
        key,
        mode
    )
}

impl std::fmt::Display for UnsealError {
    /// For developers.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(unsealing(self).en())
    }
}

impl std::error::Error for UnsealError {}
