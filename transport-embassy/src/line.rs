//! What carries the bytes of HTTP.

use drs_status_core::{Endpoint, Scheme};
use embassy_time::Instant;
use embedded_io_async::{Read, Write};

use crate::error::TransportError;

/// What carries the bytes of HTTP: one connection at a time, which may be opened
/// again and again. Nobody else implements it, so that no connection is without
/// protection but by a type that says so.
#[allow(
    async_fn_in_trait,
    reason = "it is sealed; the futures are the transport's own"
)]
pub trait Line: sealed::Sealed {
    /// The only scheme that is accepted.
    const SCHEME: Scheme;

    /// Its bytes.
    type Stream: Read + Write;

    /// Opens a connection to `endpoint`, before `deadline`. What was open before is
    /// closed.
    ///
    /// # Errors
    ///
    /// [`TransportError`]: nothing of a request was sent.
    async fn open(
        &mut self,
        endpoint: &Endpoint<'_>,
        deadline: Instant,
    ) -> Result<(), TransportError>;

    /// The bytes of the connection.
    fn stream(&mut self) -> &mut Self::Stream;

    /// Whether the connection that was open may still be: this device has the
    /// address that it had then.
    fn is_ours(&self) -> bool;

    /// Begins to close the connection, after an answer that was whole.
    fn close(&mut self);

    /// Closes the connection at once: the peer is told that it is reset.
    fn abort(&mut self);

    /// Waits, for a moment, until the peer was told of the end.
    async fn settle(&mut self);
}

pub(crate) mod sealed {
    pub trait Sealed {}
}
