//! Any bytes under any status are read or refused, never a panic.

use std::time::Duration;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::domain::Refusal;

fn raw(status: u16, body: impl Into<Vec<u8>>) -> RawReply {
    RawReply {
        status,
        date: None,
        retry_after: Some(Duration::from_secs(7)),
        body: body.into(),
        ..RawReply::default()
    }
}

/// Reads it as a call would that is interested in everything.
fn read(raw: &RawReply) -> Result<Envelope, Error> {
    super::read(raw, &ROOMY)
}

const ROOMY: Expected = Expected {
    data: |_| Some(Keep::All),
    bytes: usize::MAX,
    values: 100_000,
};

fn read_json(status: u16, body: &Value) -> Result<Envelope, Error> {
    read(&raw(status, body.to_string()))
}

fn error(status: u16, body: &Value) -> Error {
    read_json(status, body).unwrap_err()
}

fn credentials(code: Option<i64>, msg: &str) -> Fault {
    Fault::Credentials(refusal(code, msg))
}

#[test]
fn success_is_read_under_any_status() {
    for status in [200, 207, 400, 500] {
        let got = read_json(
            status,
            &json!({"code": 0, "msg": "OK", "requestId": "r", "data": {}}),
        );
        assert_eq!(got.unwrap().request_id.as_deref(), Some("r"));
    }
}

#[test]
fn items_are_a_reply_under_any_code() {
    for code in [0, 99_206, 99_400, -1] {
        let body = json!({"code": code, "data": [{"code": -1}]});
        assert_eq!(read_json(200, &body).unwrap().code, code);
    }
    assert_eq!(read_json(200, &json!({"data": [{}]})).unwrap().code, 0);
}

#[test]
fn every_shape_of_an_auth_failure_is_one() {
    for code in [1001, 1002, 1003, 1004, 1005, 1202, 1203, 1204] {
        for key in ["code", "status", "stauts"] {
            let got = error(200, &json!({key: code, "msg": "no", "data": null}));
            assert_eq!(got.fault, credentials(Some(code), "no"));
            assert_eq!(got.acted, Acted::No);
        }
    }
    for code in [4011, 4012] {
        let got = error(
            200,
            &json!({"apim_status": code, "apim_refreshtoken": "x", "msg": "old"}),
        );
        assert_eq!(got.fault, credentials(Some(code), "old"));
    }
    let bare = error(
        401,
        &json!({"message": "Invalid authentication credentials"}),
    );
    assert_eq!(
        bare.fault,
        credentials(None, "Invalid authentication credentials")
    );
    let text = read(&raw(401, "who are you?")).unwrap_err();
    assert_eq!(text.fault, credentials(None, "who are you?"));
    assert_eq!(text.acted, Acted::No);
}

#[test]
fn denials_limits_and_sizes_were_not_acted_upon() {
    let denied = error(
        200,
        &json!({"code": 99403, "msg": "Denied resource:  orgId o1"}),
    );
    let bare = error(403, &json!({"message": "Your IP address is not allowed"}));
    let limited = error(429, &json!({"message": "API rate limit exceeded"}));
    let large = read(&raw(413, "<html>")).unwrap_err();
    assert!(matches!(
        denied.fault,
        Fault::Denied(Refusal {
            code: Some(99_403),
            ..
        })
    ));
    assert!(
        matches!(&bare.fault, Fault::Denied(no) if no.code.is_none() && no.words.said().en().contains("IP"))
    );
    assert_eq!(limited.fault, Fault::RateLimited { code: None });
    assert_eq!(large.fault, Fault::TooLarge { code: None });
    for error in [denied, bare, limited, large] {
        assert_eq!(error.acted, Acted::No, "{error:?}");
    }
}

#[test]
fn what_a_gateway_asks_to_wait_is_heard_whatever_else_it_says() {
    let busy = json!({"code": 99429, "msg": "slow down"});
    let broken = json!({"code": 12345, "msg": "internal", "data": null});
    for (status, body) in [(200, &busy), (429, &busy), (503, &busy), (503, &broken)] {
        let heard = error(status, body).retry_after;
        assert_eq!(heard, Some(Duration::from_secs(7)), "{status} {body}");
    }
    let page = read(&raw(503, "<html>")).unwrap_err();
    assert_eq!(page.retry_after, Some(Duration::from_secs(7)));
}

#[test]
fn business_refusals_keep_code_words_and_request() {
    let got = error(
        200,
        &json!({"code": "11858", "msg": "Unable to find public key", "requestId": "r", "data": null}),
    );
    let msg = "Unable to find public key".to_owned();
    assert_eq!(got.fault, Fault::Refused(refusal(Some(11858), msg)));
    assert_eq!(got.acted, Acted::No);
    assert_eq!(got.request_id.as_deref(), Some("r"));
    // No item, so nothing was answered.
    let empty = error(
        200,
        &json!({"code": 99400, "msg": "Invalid arguments", "data": []}),
    );
    assert!(matches!(
        empty.fault,
        Fault::Refused(Refusal {
            code: Some(99_400),
            ..
        })
    ));
}

#[test]
fn a_server_fault_leaves_doubt_even_with_a_code() {
    let fault = error(
        200,
        &json!({"code": 99500, "msg": " Internal Server Error"}),
    );
    let under_500 = error(500, &json!({"code": 11739, "msg": "?"}));
    let gateway = read(&raw(502, "<html>Bad\r\n\tGateway\u{7}</html>")).unwrap_err();
    let spring = error(
        500,
        &json!({"status": 500, "error": "Internal Server Error"}),
    );
    let hollow = error(500, &json!({"code": 0, "data": null}));
    for error in [&fault, &under_500, &gateway, &spring, &hollow] {
        assert_eq!(error.acted, Acted::Perhaps, "{error:?}");
    }
    for error in [&gateway, &spring, &hollow] {
        assert!(matches!(error.fault, Fault::Http { .. }), "{error:?}");
    }
    assert_eq!(
        crate::words::call(&gateway),
        "the gateway answered HTTP 502: (a web page: \"Bad Gateway\"); it asks to wait 7s"
    );
}

#[test]
fn what_came_no_further_than_http_was_not_acted_upon_and_other_statuses_are_a_doubt() {
    for status in [307, 308, 400, 404, 405, 411, 415, 511] {
        assert_eq!(read(&raw(status, "")).unwrap_err().acted, Acted::No);
    }
    for status in [301, 302, 303, 408, 409, 422] {
        assert_eq!(read(&raw(status, "")).unwrap_err().acted, Acted::Perhaps);
    }
}

#[test]
fn what_is_no_answer_is_malformed_and_in_doubt() {
    for body in ["", "null", "[]", "\"OK\"", "{}", "{\"code\":"] {
        let error = read(&raw(200, body)).unwrap_err();
        assert!(matches!(error.fault, Fault::Malformed { .. }), "{error:?}");
        assert_eq!(error.acted, Acted::Perhaps);
    }
}

#[test]
fn excerpts_are_one_short_line_and_never_a_token() {
    assert_eq!(
        excerpt(&raw(200, b" a\x1b[31m\r\n\tb ")),
        Ok("a [31m b".to_owned())
    );
    assert_eq!(excerpt(&raw(200, b"\n")), Err(Unshown::Empty));
    assert_eq!(
        excerpt(&raw(200, "界".repeat(1000))).map(|text| text.chars().count()),
        Ok(EXCERPT + 1)
    );
    let cut = br#"{"status":0,"data":{"accessToken":"abc"#;
    assert!(
        !read(&raw(200, &cut[..]))
            .unwrap_err()
            .to_string()
            .contains("abc")
    );
}

/// JSON that looks like a reply in places.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        Just(Value::from(0)),
        ".{0,8}".prop_map(Value::from),
    ];
    let key = proptest::sample::select(vec![
        "code",
        "status",
        "apim_status",
        "msg",
        "data",
        "requestId",
        "pagination",
        "totalSize",
        "productKey",
        "deviceKey",
        "deviceName",
        "defaultValue",
        "i18nValue",
        "attributes",
        "dataType",
        "dataDefinition",
        "items",
        "enumDesc",
        "unit",
        "unitId",
        "sessionKey",
    ]);
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((key.clone(), inner), 0..6).prop_map(|members| {
                members
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect()
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_json_upsets_any_reader(status in 100..600_u16, body in any_json()) {
        if let Ok(envelope) = read_json(status, &body) {
            let _ = crate::enos::products::read_page(&envelope);
            let _ = crate::enos::devices::read_page(&envelope);
            let _ = envelope.data().map(crate::enos::models::read);
            let items = crate::enos::devices::read_batch(envelope);
            prop_assert!(items.is_err() || !items.unwrap().items.is_empty());
        }
    }
}
