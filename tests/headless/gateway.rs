//! A gateway of a few lines that signs everybody in, knows one product, and does with batches what a test wants.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// What a batch is answered with: a body, or nothing but a broken connection.
pub type Answer = Option<String>;

/// Listens until the test process ends; `batch` answers Batch Create and
/// searches with the request's body at hand.
pub fn listen(batch: impl FnMut(&str) -> Answer + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let mut batch = batch;
        for stream in listener.incoming() {
            serve(&stream.unwrap(), &mut batch);
        }
    });
    address
}

/// A gateway that tells of every batch that arrives, and answers it only when it is let: that the devices with
/// these keys are made.
pub fn held(keys: &'static [&'static str]) -> (SocketAddr, Receiver<()>, Sender<()>) {
    let (arrived, batch_arrived) = mpsc::channel();
    let (let_go, may_answer) = mpsc::channel::<()>();
    let address = listen(move |body| {
        if body.contains("expression") {
            return Some(none_found());
        }
        arrived.send(()).unwrap();
        // Nobody may ever let it.
        may_answer.recv().ok()?;
        let made: Vec<String> = keys.iter().map(|key| created(key)).collect();
        Some(data(&format!("[{}]", made.join(","))))
    });
    (address, batch_arrived, let_go)
}

fn serve(stream: &TcpStream, batch: &mut impl FnMut(&str) -> Answer) {
    let mut reader = BufReader::new(stream);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap() == 0 {
            return;
        }
        if line == "\r\n" {
            break;
        }
        head.push(line.to_lowercase());
    }
    let length = head
        .iter()
        .find_map(|line| line.strip_prefix("content-length:"));
    let mut body = vec![0; length.map_or(0, |length| length.trim().parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    let target = head[0].as_str();
    let answer = if target.contains("/token/get") {
        Some(r#"{"status":0,"msg":"SUCCESS","data":{"accessToken":"T","expire":7200}}"#.to_owned())
    } else if target.contains("/products") {
        Some(data(
            r#"{"productKey":"P","productName":{"defaultValue":"P"},"productType":"Device","modelId":"M"}"#,
        ))
    } else if target.contains("/thing-models") {
        Some(data(
            r#"{"modelId":"M","name":{"defaultValue":"M"},"attributes":{}}"#,
        ))
    } else {
        batch(std::str::from_utf8(&body).unwrap())
    };
    let mut stream = stream;
    if let Some(answer) = answer {
        // A client that has left hears nothing.
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{answer}",
            answer.len()
        );
    }
}

/// The envelope of a success.
pub fn data(data: &str) -> String {
    format!(r#"{{"code":0,"msg":"OK","requestId":"r-1","data":{data}}}"#)
}

/// A search that finds nothing.
pub fn none_found() -> String {
    r#"{"code":0,"msg":"OK","requestId":"r-2","pagination":{"pageNo":1,"pageSize":50,"totalSize":0},"data":[]}"#
        .to_owned()
}

/// One created device of product `P`.
pub fn created(key: &str) -> String {
    format!(
        r#"{{"code":0,"msg":"OK","data":{{"productKey":"P","deviceKey":"{key}","assetId":"A{key}"}}}}"#
    )
}
