//! A port without a network: one answer is written down, and comes in pieces.

use core::fmt;
use core::future::poll_fn;
use core::task::Poll;
use core::time::Duration;

use drs_status_core::{
    Clock, Request, RequestSent, ResponseHead, StatusCode, Transport, TransportError,
    TransportErrorKind, Wake,
};

use crate::signing_vectors::NEW_YEAR_UNIX_TIME;

/// Answers each request in the same way, and nothing is ready at once.
#[derive(Clone, Copy)]
pub(crate) struct Port {
    status: u16,
    body: &'static [u8],
    piece: usize,
    rest: &'static [u8],
}

impl Port {
    /// Answers with `body`, of which each read brings at most `piece` bytes.
    pub(crate) const fn new(status: u16, body: &'static [u8], piece: usize) -> Self {
        Self {
            status,
            body,
            piece,
            rest: b"",
        }
    }
}

impl Transport for Port {
    type Error = NoAnswer;

    async fn send(
        &mut self,
        request: &Request<'_>,
        _: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, NoAnswer> {
        let pieces = request.body().pieces();
        let sent: usize = pieces.map(|piece| piece.as_ref().len()).sum();
        assert_eq!(sent, request.body().encoded_len());
        pending_once().await;
        self.rest = self.body;
        StatusCode::new(self.status).ok_or(NoAnswer)
    }

    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, NoAnswer> {
        pending_once().await;
        let len = self.rest.len().min(self.piece).min(buffer.len());
        let (piece, rest) = self.rest.split_at(len);
        buffer[..len].copy_from_slice(piece);
        self.rest = rest;
        Ok(len)
    }

    fn close(&mut self) {
        self.rest = b"";
    }
}

/// The status of an answer is none.
#[derive(Debug)]
pub(crate) struct NoAnswer;

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no answer")
    }
}

impl core::error::Error for NoAnswer {}

impl TransportError for NoAnswer {
    fn kind(&self) -> TransportErrorKind {
        TransportErrorKind::Closed
    }

    fn request_sent(&self) -> RequestSent {
        RequestSent::Maybe
    }
}

/// A clock that stands still, at a new year.
#[derive(Clone, Copy)]
pub(crate) struct Still;

impl Clock for Still {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn unix_time(&self) -> Option<Duration> {
        Some(Duration::from_secs(NEW_YEAR_UNIX_TIME))
    }

    async fn sleep(&mut self, _: Duration) -> Wake {
        Wake::Elapsed
    }

    fn entropy(&mut self) -> u32 {
        0
    }
}

async fn pending_once() {
    let mut state = Poll::Pending;
    poll_fn(|_| core::mem::replace(&mut state, Poll::Ready(()))).await;
}
