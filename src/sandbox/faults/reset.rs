//! Connections that can be reset: instead of the next byte an RST is written.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// A listener whose connections can be reset.
pub(in crate::sandbox) struct ResettableListener(pub(in crate::sandbox) TcpListener);

/// One connection.
pub(in crate::sandbox) struct Resettable {
    stream: TcpStream,
    reset: Reset,
}

/// Resets a connection; a request finds that of its own one as its connect info.
#[derive(Clone, Default)]
pub(in crate::sandbox) struct Reset(Arc<AtomicBool>);

impl Reset {
    /// From here on no byte is written, and trying to write one resets the connection (RST).
    pub(in crate::sandbox) fn reset(&self) {
        self.0.store(true, Ordering::Release);
    }
}

impl Listener for ResettableListener {
    type Io = Resettable;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Resettable, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        let reset = Reset::default();
        (Resettable { stream, reset }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, ResettableListener>> for Reset {
    fn connect_info(stream: IncomingStream<'_, ResettableListener>) -> Self {
        stream.io().reset.clone()
    }
}

impl Resettable {
    /// The stream to write to, while it is whole.
    fn whole(&mut self) -> io::Result<Pin<&mut TcpStream>> {
        if self.reset.0.load(Ordering::Acquire) {
            // Closed without lingering, a socket says RST. If that cannot be had, it is closed all the same.
            let _ = self.stream.set_zero_linger();
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(Pin::new(&mut self.stream))
    }
}

impl AsyncRead for Resettable {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Resettable {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.whole()?.poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.whole()?.poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.whole()?.poll_shutdown(context)
    }
}
