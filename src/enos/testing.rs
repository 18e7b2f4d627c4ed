//! A real HTTP server on this machine that plays whatever replies a test gives it.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Response};
use futures::stream::{self, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{Client, Secret, Settings, Timeouts};
use crate::domain::Timestamp;

/// A request as the server saw it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub method: String,
    pub path: String,
    /// As on the wire.
    pub query: String,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Seen {
    pub(super) fn is_token(&self) -> bool {
        self.path == "/apim-token-service/v2.0/token/get"
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// What the server does with a request.
pub(super) enum Play {
    /// Answers with these bytes.
    Reply {
        status: u16,
        headers: Vec<(&'static str, String)>,
        body: Vec<u8>,
    },
    /// Never answers.
    Hang,
    /// Sends the head and this much, then nothing more.
    HangAfter(&'static str),
    /// Sends the head and this much, then drops the connection.
    BreakAfter(&'static str),
    /// Sends so many bytes of blanks.
    Flood(usize),
}

pub(super) fn reply(status: u16, body: impl Into<Vec<u8>>) -> Play {
    Play::Reply {
        status,
        headers: Vec::new(),
        body: body.into(),
    }
}

pub(super) fn with_header(status: u16, name: &'static str, value: &str) -> Play {
    Play::Reply {
        status,
        headers: vec![(name, value.to_string())],
        body: b"{}".to_vec(),
    }
}

pub(super) fn json_reply(body: &Value) -> Play {
    reply(200, body.to_string())
}

/// The documented reply of the token service.
pub(super) fn token_reply(token: &str) -> Play {
    json_reply(&json!({
        "status": 0, "msg": "SUCCESS", "business": "apim-token-service",
        "data": {"accessToken": token, "expire": 7200},
    }))
}

pub(super) struct Server {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// A server that plays every request, token requests included.
    pub(super) async fn playing(play: impl Fn(&Seen) -> Play + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (log, play) = (Arc::clone(&seen), Arc::new(play));
        let app = Router::new().fallback(move |request: Request| {
            let (log, play) = (Arc::clone(&log), Arc::clone(&play));
            async move {
                let (head, body) = request.into_parts();
                let seen = Seen {
                    method: head.method.to_string(),
                    path: head.uri.path().to_owned(),
                    query: head.uri.query().unwrap_or_default().to_owned(),
                    headers: head.headers,
                    body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
                };
                log.lock().unwrap().push(seen.clone());
                respond(play(&seen)).await
            }
        });
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, seen }
    }

    /// A server that grants tokens and plays everything else.
    pub(super) async fn granting(play: impl Fn(&Seen) -> Play + Send + Sync + 'static) -> Self {
        let play = move |seen: &Seen| {
            if seen.is_token() {
                token_reply("TOKEN")
            } else {
                play(seen)
            }
        };
        Self::playing(play).await
    }

    /// The requests so far.
    pub(super) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The last request.
    pub(super) fn last(&self) -> Seen {
        self.seen().pop().unwrap()
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn client(&self) -> Client {
        client(&self.url(), Timeouts::default())
    }

    /// A client that waits for half a second: long enough for a token on a busy machine.
    pub(super) fn hasty_client(&self) -> Client {
        let total = Duration::from_millis(500);
        client(
            &self.url(),
            Timeouts {
                total,
                ..Timeouts::default()
            },
        )
    }
}

/// A client whose clock stands at 2019-11-01T02:21:49.697Z.
pub(super) fn client(gateway: &str, timeouts: Timeouts) -> Client {
    let settings = Settings {
        gateway: gateway.to_owned(),
        org_id: "o12345678901234".to_owned(),
        access_key: "KEY".to_owned(),
        secret_key: Secret::from("SECRET".to_owned()),
        proxy: None,
        authorities: None,
        trace: None,
        timeouts,
    };
    Client::new(settings, Arc::new(|| Timestamp(1_572_574_909_697))).unwrap()
}

async fn respond(play: Play) -> Response<Body> {
    let ok = |body| Response::new(body);
    let first = |text: &'static str| stream::iter([Ok(Bytes::from_static(text.as_bytes()))]);
    match play {
        Play::Reply {
            status,
            headers,
            body,
        } => {
            let mut response = Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(name, value);
            }
            response.body(Body::from(body)).unwrap()
        }
        Play::Hang => std::future::pending().await,
        Play::HangAfter(text) => {
            let hang = stream::pending::<Result<Bytes, io::Error>>();
            ok(Body::from_stream(first(text).chain(hang)))
        }
        Play::BreakAfter(text) => {
            let broken = stream::iter([Err(io::Error::other("dropped on purpose"))]);
            ok(Body::from_stream(first(text).chain(broken)))
        }
        Play::Flood(bytes) => {
            let chunk = Bytes::from(vec![b' '; 1024 * 1024]);
            let chunks = stream::iter(
                (0..bytes.div_ceil(chunk.len())).map(move |_| Ok::<_, Infallible>(chunk.clone())),
            );
            ok(Body::from_stream(chunks))
        }
    }
}
