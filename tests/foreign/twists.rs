//! Answers of a gateway with text in them that is out for the terminal.

use serde_json::json;

use crate::gateway::{Reply, ok};

/// Clears the screen, sets the clipboard, rings, turns the text round, and forges a message.
pub const EVIL: &str = "\x1b[2J\x1b]52;c;aGk=\x07\u{9b}31m\u{9d}0;t\u{9c}\u{202e}\u{2066}\u{61c}\u{200f}\r\nerror: forged\nenroll: forged\u{85}\u{2028}";

/// One kind of answer of a gateway with [`EVIL`] in it, everything else being well.
pub type Twist = fn(path: &str, body: &str) -> Option<Reply>;

pub const TWISTS: [(&str, Twist); 12] = [
    ("token refused", |path, _| {
        path.contains("/token/get")
            .then(|| Reply::json(200, &json!({"status": 11802, "msg": EVIL})))
    }),
    ("token without sense", |path, _| {
        path.contains("/token/get").then(|| Reply::text(200, EVIL))
    }),
    ("denied", |path, _| {
        path.contains("/products")
            .then(|| Reply::json(200, &json!({"code": 99403, "msg": EVIL, "requestId": EVIL})))
    }),
    ("HTTP 400", |path, _| {
        path.contains("/products").then(|| Reply::text(400, EVIL))
    }),
    ("a page", |path, _| {
        let page = format!("<html><title>{EVIL}</title></html>");
        path.contains("/products").then(|| Reply::text(502, &page))
    }),
    ("headers of a redirection", |path, _| {
        path.contains("/products").then(|| Reply {
            headers: "Location: http://x/\u{9b}31m\r\nRetry-After: \u{9b}31m\r\nContent-Type: \u{9b}31m/html\r\n"
                .to_owned(),
            ..Reply::text(302, EVIL)
        })
    }),
    ("a code of text", |path, _| {
        path.contains("/products")
            .then(|| Reply::json(200, &json!({"code": EVIL, "msg": EVIL})))
    }),
    ("another product", |path, _| {
        path.contains("/products").then(|| {
            let name = json!({"defaultValue": EVIL});
            ok(&json!({"productKey": EVIL, "productName": name, "productType": EVIL, "modelId": EVIL}))
        })
    }),
    ("attributes of a model", |path, _| {
        path.contains("/thing-models").then(|| {
            let attribute = json!({"identifier": EVIL, "name": {"defaultValue": EVIL}, "dataType": EVIL,
                "isRequired": true});
            ok(&json!({"modelId": "M", "name": {"defaultValue": EVIL}, "attributes": {EVIL: attribute}}))
        })
    }),
    ("a refused item", |_, body| {
        (body.contains("deviceList")).then(|| {
            let item = json!({"code": 99400, "msg": EVIL, "data": null});
            Reply::json(
                200,
                &json!({"code": 99206, "msg": EVIL, "requestId": EVIL, "data": [item]}),
            )
        })
    }),
    ("a refused batch", |_, body| {
        (body.contains("deviceList")).then(|| {
            Reply::json(
                200,
                &json!({"code": 99499, "msg": EVIL, "requestId": EVIL, "data": null}),
            )
        })
    }),
    ("a device that is there", |_, body| {
        (body.contains("expression")).then(|| {
            let device = json!({"productKey": "P", "deviceKey": "KEY-1", "assetId": EVIL, "timezone": EVIL,
                "deviceName": {"defaultValue": EVIL, "i18nValue": {EVIL: EVIL}}, "deviceStatus": EVIL,
                "deviceAttributes": {EVIL: EVIL}, "deviceTags": {EVIL: EVIL}, "createTime": 1});
            Reply::json(200, &json!({"code": 0, "msg": "OK", "requestId": "r",
                "pagination": {"pageNo": 1, "pageSize": 50, "totalSize": 1}, "data": [device]}))
        })
    }),
];
