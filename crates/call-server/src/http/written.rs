//! What waits until an answer has been written.
//!
//! The notification of an operation must not overtake the answer that names the
//! operation. So the answer carries a [`Hold`] in its body. hyper drops a body when it has
//! taken all of it, which is before the bytes are on their way. Then the hold passes to
//! the connection, and the connection releases it when hyper flushes.
//!
//! This relies on an order that hyper does not document: it drops the body, writes out its
//! whole buffer, and only then flushes the stream. It was read in hyper 1.12.0, where
//! `poll_write` of `proto/h1/dispatch.rs` drops the body and `poll_flush` of
//! `proto/h1/io.rs` flushes the stream once nothing is left in its buffer. The tests below
//! fail if another version does it differently.

use std::convert::Infallible;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use axum::response::Response;
use http_body::{Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::oneshot;

/// What waits for it goes on when it is dropped.
#[derive(Debug)]
pub(crate) struct Hold(
    #[expect(dead_code, reason = "that it is dropped is the signal")] oneshot::Sender<Infallible>,
);

/// Waits for the end of its [`Hold`].
#[derive(Debug)]
pub(crate) struct Held(oneshot::Receiver<Infallible>);

impl Hold {
    pub(crate) fn new() -> (Self, Held) {
        let (sender, receiver) = oneshot::channel();
        (Self(sender), Held(receiver))
    }
}

impl Held {
    pub(crate) async fn released(self) {
        let _ = self.0.await;
    }
}

/// The holds of the answers that a connection has taken and not written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unwritten(Arc<Mutex<Vec<Hold>>>);

impl Unwritten {
    fn push(&self, hold: Hold) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(hold);
    }

    fn release(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// The answer, with `hold`: it ends when the answer has been written, or can no longer be.
pub(crate) fn after(response: Response, hold: Hold, unwritten: Unwritten) -> Response {
    response.map(|body| Body::new(HoldingBody { body, hold: Some(hold), unwritten }))
}

struct HoldingBody {
    body: Body,
    hold: Option<Hold>,
    unwritten: Unwritten,
}

impl HttpBody for HoldingBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for HoldingBody {
    fn drop(&mut self) {
        if let Some(hold) = self.hold.take() {
            self.unwritten.push(hold);
        }
    }
}

/// A connection that releases the holds of what it has written.
#[derive(Debug)]
pub(crate) struct Written<S> {
    stream: S,
    unwritten: Unwritten,
}

impl<S> Written<S> {
    pub(crate) const fn new(stream: S, unwritten: Unwritten) -> Self {
        Self { stream, unwritten }
    }
}

/// What has not been written by now never will be.
impl<S> Drop for Written<S> {
    fn drop(&mut self) {
        self.unwritten.release();
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Written<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Written<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_flush(cx))?;
        self.unwritten.release();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test panics to fail")]
mod tests {
    use std::convert::Infallible;
    use std::sync::Mutex;

    use axum::response::{IntoResponse as _, Response};
    use hyper::server::conn::http1;
    use hyper::service::service_fn;
    use hyper_util::rt::TokioIo;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
    use tokio::task::yield_now;

    use super::{Held, Hold, Unwritten, Written, after};

    /// A client that has sent a request, and what waits for the answer. Few bytes
    /// are ever on the way between the two.
    async fn asked(answer: &'static str) -> (DuplexStream, Held) {
        let (mut client, server) = duplex(64);
        let (hold, waiting) = Hold::new();
        let once = Mutex::new(Some(hold));
        let unwritten = Unwritten::default();
        let io = TokioIo::new(Written::new(server, unwritten.clone()));
        let service = service_fn(move |_| {
            let hold = once.lock().expect("no panic").take().expect("one request");
            let answer = after(answer.into_response(), hold, unwritten.clone());
            async { Ok::<Response, Infallible>(answer) }
        });
        tokio::spawn(http1::Builder::new().serve_connection(io, service));
        client.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.expect("a request");
        (client, waiting)
    }

    /// Whether it is still held after everything that can run has run.
    async fn is_held(held: &mut Held) -> bool {
        for _ in 0..100 {
            yield_now().await;
        }
        held.0.try_recv() == Err(tokio::sync::oneshot::error::TryRecvError::Empty)
    }

    #[tokio::test]
    async fn what_follows_waits_until_the_whole_answer_is_written() {
        for answer in ["", "an answer that is longer than what the connection has room for"] {
            let (mut client, mut held) = asked(answer).await;
            let mut first = [0; 32];
            client.read_exact(&mut first).await.expect("the first bytes");
            assert!(is_held(&mut held).await, "{answer:?}");
            let mut rest = [0; 1024];
            while is_held(&mut held).await {
                assert_ne!(client.read(&mut rest).await.expect("more bytes"), 0);
            }
        }
    }

    #[tokio::test]
    async fn what_follows_does_not_wait_for_a_client_that_is_gone() {
        let (client, mut held) = asked("an answer").await;
        drop(client);
        assert!(!is_held(&mut held).await);
    }
}
