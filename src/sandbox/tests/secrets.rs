//! Sealed secrets: every candidate recipe opens again with the sandbox's private key.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockModeDecrypt as _, KeyInit as _, KeyIvInit as _};
use aes::{Aes128, Aes192, Aes256};
use aes_gcm::aead::Aead as _;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rsa::pkcs8::DecodePrivateKey as _;
use rsa::{Oaep, Pkcs1v15Encrypt, PrivateKey};
use serde_json::{Value, json};
use sha1::Sha1;
use sha2::Sha256;

use super::{Bench, INVERTER, sample};
use crate::sandbox::Switches;
use crate::sandbox::ids::Ids;
use crate::sandbox::seal::seal;
use crate::sandbox::switches::{AesMode, DESCRIPTIONS, KeyForm, RsaPadding};

async fn private_key(bench: &Bench) -> PrivateKey {
    PrivateKey::from_pkcs8_pem(&bench.sandbox.private_key_pem().await.unwrap()).unwrap()
}

/// Opens the wrapped AES key, by the switches.
fn open_key(private: &PrivateKey, switches: &Switches, sealed: &str) -> Vec<u8> {
    let wrapped = BASE64_STANDARD.decode(sealed).unwrap();
    let form = match switches.rsa_padding {
        RsaPadding::Pkcs1 => private.decrypt(Pkcs1v15Encrypt, &wrapped),
        RsaPadding::OaepSha1 => private.decrypt(Oaep::<Sha1>::new(), &wrapped),
        RsaPadding::OaepSha256 => private.decrypt(Oaep::<Sha256>::new(), &wrapped),
        RsaPadding::OaepSha256Mgf1Sha1 => {
            private.decrypt(Oaep::<Sha256, Sha1>::new_with_mgf_hash(), &wrapped)
        }
    }
    .unwrap();
    match switches.key_form {
        KeyForm::Raw => form,
        KeyForm::Base64 => BASE64_STANDARD.decode(form).unwrap(),
        KeyForm::Hex => hex::decode(form).unwrap(),
    }
}

macro_rules! open_with {
    ($cipher:ty, $gcm:ty, $mode:expr, $key:expr, $text:expr) => {{
        let cbc = |iv: &[u8], text: &[u8]| {
            cbc::Decryptor::<$cipher>::new_from_slices($key, iv)
                .unwrap()
                .decrypt_padded_vec::<Pkcs7>(text)
                .unwrap()
        };
        match $mode {
            AesMode::Ecb => ecb::Decryptor::<$cipher>::new_from_slice($key)
                .unwrap()
                .decrypt_padded_vec::<Pkcs7>($text)
                .unwrap(),
            AesMode::CbcPrefixIv => cbc(&$text[..16], &$text[16..]),
            AesMode::CbcZeroIv => cbc(&[0; 16], $text),
            AesMode::CbcKeyIv => cbc(&$key[..16], $text),
            AesMode::Gcm => <$gcm>::new_from_slice($key)
                .unwrap()
                .decrypt($text[..12].try_into().unwrap(), &$text[12..])
                .unwrap(),
        }
    }};
}

/// Opens a sealed secret, by the switches.
fn open(private: &PrivateKey, switches: &Switches, [secret, key]: &[String; 2]) -> String {
    let key = open_key(private, switches, key);
    let text = BASE64_STANDARD.decode(secret).unwrap();
    let (mode, key, text) = (switches.aes_mode, key.as_slice(), text.as_slice());
    let opened = match key.len() {
        16 => open_with!(Aes128, aes_gcm::Aes128Gcm, mode, key, text),
        24 => {
            open_with!(Aes192, aes_gcm::AesGcm<Aes192, aes::cipher::consts::U12>, mode, key, text)
        }
        32 => open_with!(Aes256, aes_gcm::Aes256Gcm, mode, key, text),
        other => panic!("a key of {other} bytes"),
    };
    String::from_utf8(opened).unwrap()
}

/// Every way to set two switches.
fn ways(one: &str, other: &str) -> Vec<Switches> {
    let values = |name: &str| {
        let mut switches = DESCRIPTIONS.iter();
        switches.find(|switch| switch.name == name).unwrap().values
    };
    let mut ways = Vec::new();
    for (first, _) in values(one) {
        for (second, _) in values(other) {
            let mut switches = Switches::default();
            switches.set(&format!("{one}={first}")).unwrap();
            switches.set(&format!("{other}={second}")).unwrap();
            ways.push(switches);
        }
    }
    ways
}

#[tokio::test]
async fn every_recipe_opens_again() {
    let private = private_key(&Bench::new().await).await;
    let public = private.to_public_key();
    let mut ids = Ids::new(Some(1));
    // The layers do not know of each other, so each is gone through with the other at its default.
    for switches in [ways("aes", "aes-bits"), ways("rsa", "session-key")].concat() {
        let sealed = seal("Z5YtZaQpK5IWocakV7zQ", &public, &switches, ids.rng()).unwrap();
        let opened = open(&private, &switches, &sealed);
        assert_eq!(opened, "Z5YtZaQpK5IWocakV7zQ", "{switches:?}");
    }
}

#[tokio::test]
async fn the_default_recipe_is_the_best_guess() {
    let bench = Bench::new().await;
    let mut body = sample("secret");
    body["requireSecret"] = json!(true);
    let made = bench.client.post("v2.4/devices", "create", &body).await["data"].clone();
    let private = private_key(&bench).await;
    let read = |element: &Value, field: &str| {
        let sealed = [
            element[field].as_str().unwrap().to_owned(),
            element["sessionKey"].as_str().unwrap().to_owned(),
        ];
        assert_eq!(sealed[0].len(), 44, "AES without an IV beside it");
        open(&private, &Switches::default(), &sealed)
    };
    let secret = read(&made, "deviceSecret");
    assert_eq!(secret.len(), 20);

    let selectors = [
        ("assetId", made["assetId"].as_str().unwrap()),
        ("requireSecret", "true"),
    ];
    let got = bench
        .client
        .get("/connect-service/v2.4/devices", "get", &selectors)
        .await;
    assert_eq!(
        read(&got["data"], "deviceSecret"),
        secret,
        "sealed anew, and the same"
    );
    assert_ne!(got["data"]["sessionKey"], made["sessionKey"]);

    let search = json!({ "expression": "productKey = '2zp6A70r'", "requireSecret": true });
    let products = bench.client.post("v2.4/products", "search", &search).await;
    let product = read(&products["data"][0], "productSecret");
    let selectors = [("productKey", INVERTER), ("requireSecret", "true")];
    let got = bench
        .client
        .get("/connect-service/v2.4/products", "get", &selectors)
        .await;
    assert_eq!(read(&got["data"], "productSecret"), product);
}

#[tokio::test]
async fn without_a_key_pair_secrets_are_refused() {
    let bench = Bench::with(&["key-pair=absent"]).await;
    let secret = json!({ "requireSecret": true, "deviceList": [sample("a")] });
    for (path, action) in [
        ("v2.4/devices", "batchCreate"),
        ("v2.4/devices", "create"),
        ("v2.4/devices", "search"),
        ("v2.4/products", "search"),
    ] {
        let reply = bench.client.post(path, action, &secret).await;
        assert_eq!(reply["code"], 11858, "{path} {action}");
        assert_eq!(reply["msg"], "Unable to find public key");
    }
    assert!(bench.sandbox.devices().is_empty());
    assert_eq!(bench.batch(&[sample("a")]).await["code"], 0);
}
