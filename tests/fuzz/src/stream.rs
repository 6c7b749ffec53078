//! A stream that brings bytes in pieces, and then ends.

use std::convert::Infallible;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use embedded_io_async::{ErrorType, Read, Write};

/// Takes any request, then brings the pieces.
pub(crate) struct Stream<'p, I> {
    pieces: I,
    piece: &'p [u8],
    is_asked: bool,
}

impl<'p, I: Iterator<Item = &'p [u8]>> Stream<'p, I> {
    pub(crate) fn new(pieces: I) -> Self {
        Self {
            pieces,
            piece: &[],
            is_asked: false,
        }
    }
}

impl<I> ErrorType for Stream<'_, I> {
    type Error = Infallible;
}

impl<'p, I: Iterator<Item = &'p [u8]>> Read for Stream<'p, I> {
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Infallible> {
        if !self.is_asked {
            std::future::pending::<()>().await;
        }
        while self.piece.is_empty() {
            match self.pieces.next() {
                Some(piece) => self.piece = piece,
                None => return Ok(0),
            }
        }
        let (now, later) = self.piece.split_at(buffer.len().min(self.piece.len()));
        buffer[..now.len()].copy_from_slice(now);
        self.piece = later;
        Ok(now.len())
    }
}

impl<I> Write for Stream<'_, I> {
    async fn write(&mut self, bytes: &[u8]) -> Result<usize, Infallible> {
        Ok(bytes.len())
    }

    async fn flush(&mut self) -> Result<(), Infallible> {
        self.is_asked = true;
        Ok(())
    }
}

/// The output of a future that waits for nothing.
pub(crate) fn ready<F: Future>(future: F) -> F::Output {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}
