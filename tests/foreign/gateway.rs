//! A gateway that answers well, but for what a test has it twist.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::{Value, json};

/// An answer, byte for byte.
pub struct Reply {
    pub status: u16,
    pub headers: String,
    pub body: String,
}

impl Reply {
    pub fn text(status: u16, body: &str) -> Self {
        Self {
            status,
            headers: String::new(),
            body: body.to_owned(),
        }
    }

    pub fn json(status: u16, body: &Value) -> Self {
        Self {
            headers: "Content-Type: application/json\r\n".to_owned(),
            ..Self::text(status, &body.to_string())
        }
    }
}

/// The envelope of a success.
pub fn ok(data: &Value) -> Reply {
    Reply::json(
        200,
        &json!({"code": 0, "msg": "OK", "requestId": "r", "data": data}),
    )
}

/// Listens until the test process ends.
pub fn listen(twist: fn(&str, &str) -> Option<Reply>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            serve(&stream.unwrap(), twist);
        }
    });
    address
}

fn serve(mut stream: &TcpStream, twist: fn(&str, &str) -> Option<Reply>) {
    let mut reader = BufReader::new(stream);
    let (mut target, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let line = line.trim_end().to_lowercase();
        if line.is_empty() {
            break;
        }
        if target.is_empty() {
            target.clone_from(&line);
        }
        if let Some(number) = line.strip_prefix("content-length:") {
            length = number.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let body = String::from_utf8(body).unwrap();
    let Reply {
        status,
        headers,
        body,
    } = twist(&target, &body).unwrap_or_else(|| usual(&target, &body));
    // A client that has left hears nothing.
    let _ = write!(
        stream,
        "HTTP/1.1 {status} X\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
}

static MADE: AtomicUsize = AtomicUsize::new(1);

fn usual(target: &str, body: &str) -> Reply {
    if target.contains("/token/get") {
        return Reply::json(
            200,
            &json!({"status": 0, "msg": "SUCCESS", "data": {"accessToken": "T", "expire": 7200}}),
        );
    }
    if target.contains("/products") {
        let name = json!({"defaultValue": "P"});
        return ok(
            &json!({"productKey": "P", "productName": name, "productType": "Device", "modelId": "M"}),
        );
    }
    if target.contains("/thing-models") {
        return ok(&json!({"modelId": "M", "name": {"defaultValue": "M"}, "attributes": {}}));
    }
    if body.contains("expression") {
        let none = json!({"pageNo": 1, "pageSize": 50, "totalSize": 0});
        return Reply::json(
            200,
            &json!({"code": 0, "msg": "OK", "requestId": "r", "pagination": none, "data": []}),
        );
    }
    // Every device has an asset of its own.
    let asset = format!("A{}", MADE.fetch_add(1, Ordering::Relaxed));
    let made = json!({"productKey": "P", "deviceKey": "KEY-1", "assetId": asset});
    ok(&json!([{"code": 0, "msg": "OK", "data": made}]))
}
