//! Proxies and TLS servers on this machine, real ones.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// A server's certificate, signed by a CA of its own.
pub(super) struct Certificate {
    /// The CA's, PEM.
    pub ca: String,
    /// The CA's, DER.
    pub ca_der: Vec<u8>,
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl Certificate {
    /// A good one for this name.
    pub(super) fn of(name: &str) -> Self {
        Self::made(name, |_| {})
    }

    /// One that has expired.
    pub(super) fn over(name: &str) -> Self {
        Self::made(name, |server| {
            server.not_before = date_time_ymd(2001, 1, 1);
            server.not_after = date_time_ymd(2002, 1, 1);
        })
    }

    /// One of a CA, used by a server.
    pub(super) fn of_a_ca(name: &str) -> Self {
        Self::made(name, |server| {
            server.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        })
    }

    fn made(name: &str, spoil: impl Fn(&mut CertificateParams)) -> Self {
        let mut ca = CertificateParams::new(Vec::new()).unwrap();
        ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let ca_key = KeyPair::generate().unwrap();
        let ca_made = ca.self_signed(&ca_key).unwrap();
        let mut server = CertificateParams::new(vec![name.to_owned()]).unwrap();
        spoil(&mut server);
        let key = KeyPair::generate().unwrap();
        let issuer = Issuer::new(ca, ca_key);
        let made = server.signed_by(&key, &issuer).unwrap();
        Self {
            ca: ca_made.pem(),
            ca_der: ca_made.der().to_vec(),
            chain: vec![made.der().clone()],
            key: PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        }
    }
}

/// A gateway that speaks TLS with this certificate and grants tokens.
pub(super) async fn gateway(certificate: &Certificate) -> SocketAddr {
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(
        rustls::crypto::aws_lc_rs::default_provider(),
    ))
    .with_safe_default_protocol_versions()
    .unwrap()
    .with_no_client_auth()
    .with_single_cert(certificate.chain.clone(), certificate.key.clone_key())
    .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    serve(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                return;
            };
            let mut request = [0; 8192];
            let _ = stream.read(&mut request).await;
            let body = r#"{"status":0,"data":{"accessToken":"T","expire":7200}}"#;
            let reply = format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(reply.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

/// A server that says this when it is connected to, and then listens.
pub(super) async fn speaking(words: &'static [u8]) -> SocketAddr {
    serve(move |mut stream| async move {
        let _ = stream.write_all(words).await;
        let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
    })
    .await
}

/// A proxy for https.
pub(super) struct Proxying {
    place: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Proxying {
    /// One that answers every CONNECT like this.
    pub(super) async fn answering(status: &str, headers: &str, body: &str) -> Self {
        let reply = format!("HTTP/1.1 {status}\r\n{headers}\r\n{body}");
        Self::playing(move |mut stream| {
            let reply = reply.clone();
            async move {
                let _ = stream.write_all(reply.as_bytes()).await;
            }
        })
        .await
    }

    /// One that lets everybody through to `place`.
    pub(super) async fn to(place: SocketAddr) -> Self {
        Self::playing(move |mut stream| async move {
            let mut far = TcpStream::connect(place).await.unwrap();
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
            let _ = copy_bidirectional(&mut stream, &mut far).await;
        })
        .await
    }

    async fn playing<F>(play: impl Fn(TcpStream) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (log, play) = (Arc::clone(&seen), Arc::new(play));
        let place = serve(move |mut stream| {
            let (log, play) = (Arc::clone(&log), Arc::clone(&play));
            async move {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    let mut byte = [0];
                    if !matches!(stream.read(&mut byte).await, Ok(1)) {
                        return;
                    }
                    head.extend(byte);
                }
                let request = String::from_utf8_lossy(&head).into_owned();
                log.lock().unwrap().push(request.to_ascii_lowercase());
                play(stream).await;
            }
        })
        .await;
        Self { place, seen }
    }

    /// Its address, with `user:password@` or nothing before it.
    pub(super) fn url(&self, user: &str) -> String {
        format!("http://{user}{}", self.place)
    }

    /// The heads of the requests so far.
    pub(super) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

async fn serve<F>(play: impl Fn(TcpStream) -> F + Send + Sync + 'static) -> SocketAddr
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(play(stream));
        }
    });
    place
}
