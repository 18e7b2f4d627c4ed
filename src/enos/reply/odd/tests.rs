//! What an odd reply is called.

use super::*;

fn raw(status: u16, body: &[u8]) -> RawReply {
    RawReply {
        status,
        body: body.to_vec(),
        ..RawReply::default()
    }
}

fn told(raw: &RawReply) -> String {
    fault(raw).map_or_else(
        || "nothing".to_owned(),
        |fault| crate::words::fault(&fault).en().to_owned(),
    )
}

#[test]
fn each_odd_reply_is_called_what_it_is() {
    let redirect = RawReply {
        location: Some("https://login.plant.test/?from=enos".to_owned()),
        ..raw(302, b"")
    };
    let gbk = RawReply {
        content_type: Some("application/json; charset=GBK".to_owned()),
        ..raw(200, b"{\"msg\":\"\xc9\xe8\xb1\xb8\"}")
    };
    let brotli = RawReply {
        encoding: Some("br".to_owned()),
        ..raw(200, b"\x0b\x02\x80")
    };
    let page =
        b"\xef\xbb\xbf <!DOCTYPE html><html><head><TITLE lang=en>\n Hotel  WiFi\n Login</TITLE>"
            .as_slice();
    let bare = RawReply {
        content_type: Some("text/html".to_owned()),
        ..raw(200, b"<center>nginx</center>")
    };
    for (reply, words) in [
        (
            redirect,
            "redirects every request to https://login.plant.test/?from=enos (HTTP 302)",
        ),
        (gbk, "encoded in gbk"),
        (raw(200, b"\xc9\xe8"), "perhaps in GBK"),
        (raw(200, b"\x1f\x8b\x08\0"), "compressed (gzip)"),
        (brotli, "compressed (br)"),
        (
            raw(200, page),
            "a web page came instead of EnOS's reply (\"Hotel WiFi Login\", HTTP 200)",
        ),
        (
            raw(511, b"please log in"),
            "a web page came instead of EnOS's reply (\"please log in\", HTTP 511)",
        ),
        (
            bare,
            "a web page came instead of EnOS's reply (\"nginx\", HTTP 200)",
        ),
    ] {
        assert!(told(&reply).contains(words), "{words}: {}", told(&reply));
    }
    for (status, body) in [
        (200, "no JSON"),
        (503, "busy"),
        (200, ""),
        (304, ""),
        (200, "<xml/>"),
        (502, "<html>"),
    ] {
        assert_eq!(
            told(&raw(status, body.as_bytes())),
            "nothing",
            "{status} {body}"
        );
    }
}
