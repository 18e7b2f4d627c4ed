//! The connection test against gateways that are wrong in one way each.

use serde_json::{Value, json};

use super::*;
use crate::enos::Timeouts;
use crate::enos::testing::{Play, Seen, Server, client, reply, token_reply};

/// The verdicts as one letter per check, in order, with the words of those that are not passed.
fn summary(verdicts: &[Verdict]) -> (String, String) {
    assert!(
        verdicts
            .iter()
            .map(|v| v.check)
            .eq(Check::VARIANTS.iter().copied())
    );
    let mut words = String::new();
    let letters = verdicts
        .iter()
        .map(|verdict| match crate::words::verdict(verdict).result {
            Finding::Passed(_) => 'P',
            Finding::Skipped(_) => '-',
            Finding::Warned(text) | Finding::Failed(text) => {
                words.push_str(text.en());
                if matches!(verdict.result, Finding::Failed(_)) {
                    'F'
                } else {
                    'W'
                }
            }
        });
    (letters.collect(), words)
}

/// The server's time is the client's.
fn in_time(body: &Value) -> Play {
    Play::Reply {
        status: 200,
        headers: vec![("date", "Fri, 01 Nov 2019 02:21:49 GMT".to_owned())],
        body: body.to_string().into_bytes(),
    }
}

async fn diagnosed(
    key: Option<&PrivateKey>,
    play: impl Fn(&Seen) -> Play + Send + Sync + 'static,
) -> (String, String) {
    let server = Server::granting(play).await;
    summary(&diagnose(&server.client(), key).await)
}

fn wants_secret(seen: &Seen) -> bool {
    seen.json()["requireSecret"] == true
}

fn page(product: &Value) -> Play {
    in_time(&json!({"code": 0, "data": [product], "pagination": {"totalSize": 1}}))
}

async fn refused_with(code: i64, msg: &'static str) -> (String, String) {
    diagnosed(None, move |_| in_time(&json!({"code": code, "msg": msg}))).await
}

#[tokio::test]
async fn a_good_connection_passes_with_a_key_that_fits() {
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;
    use rsa::pkcs8::{EncodePrivateKey, LineEnding};

    let rsa = rsa::PrivateKey::new(&mut rand::rng(), 1024).unwrap();
    let wrapped = rsa
        .to_public_key()
        .encrypt(&mut rand::rng(), rsa::Pkcs1v15Encrypt, b"0123456789abcdef")
        .unwrap();
    let product = json!({
        "productKey": "pk", "sessionKey": BASE64_STANDARD.encode(wrapped),
        "productSecret": "MH/oPBPFWuIKDdjXMU2YQnYM4K1l/Uxi0D5g6T3z5mQ=",
    });
    let play = move |seen: &Seen| {
        if wants_secret(seen) {
            page(&product)
        } else {
            page(&json!({"productKey": "pk"}))
        }
    };
    let read = |key: &rsa::PrivateKey| {
        PrivateKey::from_pem(&key.to_pkcs8_pem(LineEnding::LF).unwrap()).unwrap()
    };
    // TLS is skipped on this machine.
    let (letters, _) = diagnosed(Some(&read(&rsa)), play.clone()).await;
    assert_eq!(letters, "-P-PPPPPP");

    let other = rsa::PrivateKey::new(&mut rand::rng(), 1024).unwrap();
    let (letters, words) = diagnosed(Some(&read(&other)), play.clone()).await;
    assert_eq!(letters, "-P-PPPPPF");
    assert!(words.contains("private key"), "{words}");

    let (letters, words) = diagnosed(None, play).await;
    assert_eq!(letters, "-P-PPPPPW");
    assert!(words.contains("stay sealed"), "{words}");
}

#[tokio::test]
async fn no_pair_no_secrets_and_no_products_are_told_apart() {
    let (letters, words) = diagnosed(None, |seen| {
        if wants_secret(seen) {
            in_time(&json!({"code": 11858, "msg": "Unable to find public key"}))
        } else {
            page(&json!({"productKey": "pk"}))
        }
    })
    .await;
    assert_eq!(letters, "-P-PPPPPF");
    assert!(words.contains("administrator"), "{words}");

    let (letters, words) = diagnosed(None, |_| page(&json!({"productKey": "pk"}))).await;
    assert_eq!(letters, "-P-PPPPPW");
    assert!(words.contains("permission to create"), "{words}");

    let (letters, _) = diagnosed(None, |_| in_time(&json!({"code": 0, "data": []}))).await;
    assert_eq!(letters, "-P-PPPPP-");
}

#[tokio::test]
async fn an_unreachable_gateway_fails_the_address_alone() {
    let server = Server::playing(|_| reply(200, "")).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let (letters, words) = summary(&diagnose(&client(&url, Timeouts::default()), None).await);
    assert_eq!(letters, "-F-------");
    assert!(words.contains("Check the network"), "{words}");

    let tls = format!("https://{}", server.address);
    let (letters, words) = summary(&diagnose(&client(&tls, Timeouts::default()), None).await);
    assert_eq!(letters, "-PF------");
    assert!(words.contains("its port"), "{words}");
}

#[tokio::test]
async fn something_else_at_the_address_is_recognised() {
    let server = Server::playing(|_| reply(200, "<html>Log in</html>")).await;
    let (letters, words) = summary(&diagnose(&server.client(), None).await);
    assert!(letters.starts_with("-F--"), "{letters}");
    assert!(words.contains("Sign in to this network"), "{words}");

    let server = Server::playing(|_| reply(404, "nothing here")).await;
    let (_, words) = summary(&diagnose(&server.client(), None).await);
    assert!(words.contains("Environment Information"), "{words}");
}

#[tokio::test]
async fn refused_keys_fail_the_credentials() {
    for (code, hint) in [(1002, "access key"), (1003, "secret key")] {
        let server = Server::playing(move |_| in_time(&json!({"status": code, "msg": "no"}))).await;
        let (letters, words) = summary(&diagnose(&server.client(), None).await);
        assert_eq!(letters, "-P-FP----");
        assert!(words.contains(hint), "{words}");
    }
}

#[tokio::test]
async fn signature_permission_and_organisation_are_told_apart() {
    let (letters, _) = refused_with(1003, "sign error").await;
    assert_eq!(letters, "-P-PPF---");
    let (letters, words) = refused_with(99_403, "Denied resource:  orgId o1558").await;
    assert_eq!(letters, "-P-PPPFW-");
    assert!(words.contains("Full Access"), "{words}");
    let (letters, words) =
        refused_with(99_400, "Invalid Argument orgId:  orgId does not exist").await;
    assert_eq!(letters, "-P-PPP-F-");
    assert!(words.contains("Organization Profile"), "{words}");
    let (letters, _) = refused_with(99_500, " Internal Server Error").await;
    assert_eq!(letters, "-P-PPPF--");
    let bare = || reply(403, r#"{"message":"Your IP address is not allowed"}"#);
    let (letters, words) = diagnosed(None, move |_| bare()).await;
    assert_eq!(letters, "-P-PW-F--");
    assert!(words.contains("network"), "{words}");
}

#[tokio::test]
async fn a_wrong_clock_is_warned_about() {
    let late = |body: &Value| match in_time(body) {
        Play::Reply { status, body, .. } => Play::Reply {
            status,
            headers: vec![("date", "Fri, 01 Nov 2019 02:31:50 GMT".to_owned())],
            body,
        },
        other => other,
    };
    let (letters, words) = diagnosed(None, move |_| late(&json!({"code": 0, "data": []}))).await;
    assert_eq!(letters, "-P-PWPPP-");
    assert!(words.contains("10 min behind"), "{words}");
}

#[tokio::test]
async fn a_stored_token_does_not_hide_that_the_key_was_withdrawn() {
    let server = Server::playing(|_| token_reply("T")).await;
    let client = server.client();
    client.fetch_token().await.unwrap();
    client.fetch_token().await.unwrap();
    assert_eq!(server.seen().len(), 2);
}
