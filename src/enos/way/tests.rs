//! Ways that are barred: proxies of every temper, and servers of every protocol and certificate.

mod peers;

use std::time::Duration;

use super::*;
use crate::domain::Timestamp;
use crate::enos::diagnose::{Check, Finding, diagnose};
use crate::enos::{Acted, Authorities, Client, Secret, Settings, Timeouts};
use peers::{Certificate, Proxying, gateway, speaking};

/// An https gateway that is reached through a proxy only.
const FAR: &str = "https://gw.example:8443";

fn client(gateway: &str, proxy: Option<&str>, trusted: Option<&str>) -> Client {
    let settings = Settings {
        gateway: gateway.to_owned(),
        org_id: "o1".to_owned(),
        access_key: "key".to_owned(),
        secret_key: Secret::from("secret".to_owned()),
        proxy: proxy.map(|proxy| {
            let var = |name: &str| (name == "HTTPS_PROXY").then(|| proxy.to_owned());
            Proxy::of(var, FAR).unwrap().unwrap()
        }),
        authorities: trusted.map(|pem| Authorities::read("site.pem", pem.as_bytes()).unwrap()),
        trace: None,
        timeouts: Timeouts {
            connect: Duration::from_millis(700),
            total: Duration::from_secs(5),
        },
    };
    Client::new(settings, std::sync::Arc::new(|| Timestamp(0))).unwrap()
}

async fn fails(client: &Client) -> Error {
    let error = client.fetch_token().await.unwrap_err();
    assert_eq!(error.acted, Acted::No, "{error:?}");
    error
}

#[tokio::test]
async fn a_proxy_that_refuses_the_password_is_offered_it_once() {
    let proxy = Proxying::answering(
        "407 Authentication Required",
        "Proxy-Authenticate: Basic realm=corp\r\n",
        "<html><title>Who are you?</title></html>",
    )
    .await;
    let client = client(FAR, Some(&proxy.url("eng:geheim@")), None);
    for _ in 0..3 {
        let error = fails(&client).await;
        let text = error.to_string();
        assert!(
            matches!(error.fault, Fault::ProxyRefused { .. }),
            "{error:?}"
        );
        for part in [
            "127.0.0.1",
            "(HTTPS_PROXY)",
            "does not accept the user name and password",
            "HTTP 407 Authentication Required",
            "Who are you?",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("geheim"), "{text}");
    }
    let offered = proxy.seen();
    let offered = offered
        .iter()
        .filter(|request| request.contains("proxy-authorization"));
    assert_eq!(offered.count(), 1);
}

#[tokio::test]
async fn a_refusal_that_is_no_good_http_closes_the_way_too() {
    let proxy = Proxying::answering("407 No\u{1b}[31m", "", "").await;
    let client = client(FAR, Some(&proxy.url("eng:geheim@")), None);
    for _ in 0..3 {
        let error = fails(&client).await;
        assert!(
            matches!(error.fault, Fault::ProxyRefused { .. }),
            "{error:?}"
        );
    }
    // Once more to learn what it says, and then no more.
    assert_eq!(proxy.seen().len(), 2);
}

#[tokio::test]
async fn a_proxy_that_wants_another_way_of_signing_in_is_named_with_it() {
    let ntlm = "Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n";
    let proxy = Proxying::answering("407 No", ntlm, "").await;
    let text = fails(&client(FAR, Some(&proxy.url("a:b@")), None))
        .await
        .to_string();
    assert!(text.contains("sign-in by Negotiate or NTLM"), "{text}");
    let proxy = Proxying::answering("407 No", "", "").await;
    let text = fails(&client(FAR, Some(&proxy.url("")), None))
        .await
        .to_string();
    assert!(
        text.contains("put them in HTTPS_PROXY (HTTP 407 No)"),
        "{text}"
    );
}

#[tokio::test]
async fn a_proxy_that_bars_the_way_says_so_in_its_own_words() {
    for (status, words, for_good) in [
        ("403 Forbidden", "Not this site", true),
        ("405 Method Not Allowed", "", true),
        ("502 Bad Gateway", "gw.example: no route", false),
        ("503 Service Unavailable", "", false),
        ("429 Too Many Requests", "", false),
    ] {
        let proxy = Proxying::answering(status, "", words).await;
        let error = fails(&client(FAR, Some(&proxy.url("a:b@")), None)).await;
        let text = error.to_string();
        assert!(
            text.contains(&format!("HTTP {status}")) && text.contains(words),
            "{text}"
        );
        assert!(text.contains("gw.example:8443"), "{text}");
        let refused = matches!(error.fault, Fault::ProxyRefused { .. });
        assert_eq!(refused, for_good, "{error:?}");
    }
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_not_the_gateways_fault() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = nobody.local_addr().unwrap();
    drop(nobody);
    let rubbish = speaking(b"SSH-2.0-OpenSSH_9.6\r\n").await;
    let hangs = speaking(b"").await;
    for (proxy, words) in [
        (format!("http://{closed}"), "refused"),
        ("http://no-such-proxy.invalid:3128".to_owned(), "its name"),
        (
            format!("http://{rubbish}"),
            "does not let connections through",
        ),
        (format!("http://{hangs}"), "within 0.7 s"),
    ] {
        let error = fails(&client(FAR, Some(&proxy), None)).await;
        assert!(matches!(error.fault, Fault::ProxyLost { .. }), "{error:?}");
        let text = error.to_string();
        assert!(
            text.contains(words) && text.contains("HTTPS_PROXY"),
            "{text}"
        );
        assert!(!text.contains("tunnel error"), "{text}");
    }
}

#[tokio::test]
async fn through_a_proxy_that_lets_through_the_gateway_is_proved_as_ever() {
    let own = Certificate::of("gw.example");
    let place = gateway(&own).await;
    let proxy = Proxying::to(place).await;
    let url = proxy.url("eng:geheim@");
    client(FAR, Some(&url), Some(&own.ca))
        .fetch_token()
        .await
        .unwrap();
    let error = fails(&client(FAR, Some(&url), None)).await;
    assert!(
        matches!(error.fault, Fault::Certificate { .. }),
        "{error:?}"
    );
    let verdicts = diagnose(&client(FAR, Some(&url), Some(&own.ca)), None).await;
    let told: Vec<String> = verdicts
        .iter()
        .filter(|verdict| matches!(verdict.check, Check::Proxy | Check::Tls))
        .map(|verdict| match crate::words::verdict(verdict).result {
            Finding::Passed(fact) => fact.en().to_owned(),
            other => format!("{other:?}"),
        })
        .collect();
    assert!(told[0].contains("lets connections through"), "{told:?}");
    assert!(told[1].contains("site.pem"), "{told:?}");
}

#[tokio::test]
async fn the_connection_test_blames_the_proxy_for_what_is_the_proxys() {
    let proxy = Proxying::answering("403 Forbidden", "", "").await;
    let verdicts = diagnose(&client(FAR, Some(&proxy.url("")), None), None).await;
    for verdict in verdicts {
        let failed = matches!(verdict.result, Finding::Failed(_));
        assert_eq!(failed, verdict.check == Check::Proxy, "{verdict:?}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_said_in_a_sentence() {
    for (certificate, words) in [
        (Certificate::of("localhost"), None),
        (
            Certificate::of("elsewhere.example"),
            Some("for names other than localhost"),
        ),
        (Certificate::over("localhost"), Some("has expired")),
        (
            Certificate::of_a_ca("localhost"),
            Some("it is a CA certificate"),
        ),
    ] {
        let place = gateway(&certificate).await;
        let url = format!("https://localhost:{}", place.port());
        let trusting = client(&url, None, Some(&certificate.ca));
        let ended = trusting.fetch_token().await;
        match (ended, words) {
            (Ok(_), None) => {}
            (Err(error), Some(words)) => {
                assert!(
                    matches!(error.fault, Fault::Certificate { .. }),
                    "{error:?}"
                );
                assert!(error.to_string().contains(words), "{error}");
            }
            other => panic!("{other:?}"),
        }
        let error = fails(&client(&url, None, None)).await;
        assert!(
            matches!(error.fault, Fault::Certificate { .. }),
            "{error:?}"
        );
    }
    let own = Certificate::of("localhost");
    let place = gateway(&own).await;
    let error = fails(&client(
        &format!("https://localhost:{}", place.port()),
        None,
        None,
    ))
    .await;
    assert!(
        error
            .to_string()
            .contains("it is not signed by anyone this machine trusts"),
        "{error}"
    );
}

#[tokio::test]
async fn a_port_that_speaks_no_tls_is_a_verdict() {
    for words in [
        b"SSH-2.0-OpenSSH_9.6\r\n".as_slice(),
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"220 mail.example ESMTP\r\n",
        b"\x15\x03\x01\x00\x02\x02\x46",
        b"",
    ] {
        let place = speaking(words).await;
        let client = client(&format!("https://localhost:{}", place.port()), None, None);
        let error = fails(&client).await;
        assert!(matches!(error.fault, Fault::NoTls { .. }), "{error:?}");
        assert_eq!(error.follows().again, crate::domain::Again::Never);
    }
}

#[tokio::test]
async fn silence_of_a_gateway_that_has_spoken_tls_before_is_the_networks() {
    let way = Way::new(
        &crate::enos::address::gateway("https://localhost:1").unwrap(),
        None,
    );
    way.answered();
    assert!(matches!(
        way.silence(1_000).await,
        Fault::Unreachable { .. }
    ));
}

#[test]
fn a_file_without_a_certificate_is_refused() {
    let own = Certificate::of("localhost");
    let bad = own.ca.replace('M', "N");
    for text in ["", "rubbish", "-----BEGIN CERTIFICATE-----", bad.as_str()] {
        assert!(Authorities::read("f", text.as_bytes()).is_err(), "{text}");
    }
    assert!(Authorities::read("f", &own.ca_der).is_ok(), "DER");
}
