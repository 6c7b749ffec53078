//! A transport of which the optimiser knows nothing.

use core::fmt;
use core::hint::black_box;

use drs_status_core::{
    Request, RequestSent, ResponseHead, StatusCode, Transport, TransportError, TransportErrorKind,
};

use crate::ticks::wait;

/// Answers whatever it likes, or not yet, or not at all.
pub struct Port;

impl Transport for Port {
    type Error = PortError;

    async fn send(
        &mut self,
        request: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, PortError> {
        black_box(request);
        wait().await;
        head.name(black_box("retry-after"));
        head.value(black_box(b"1"));
        head.name(black_box("x-subject-token"));
        head.value(black_box(b"MII"));
        StatusCode::new(black_box(200)).ok_or(PortError)
    }

    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, PortError> {
        black_box(buffer);
        wait().await;
        black_box(Ok(1))
    }

    fn close(&mut self) {
        black_box(());
    }
}

#[derive(Debug)]
pub struct PortError;

impl fmt::Display for PortError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no answer")
    }
}

impl core::error::Error for PortError {}

impl TransportError for PortError {
    fn kind(&self) -> TransportErrorKind {
        black_box(TransportErrorKind::Closed)
    }

    fn request_sent(&self) -> RequestSent {
        black_box(RequestSent::Maybe)
    }
}
