//! A stream of which the optimiser knows nothing.

use core::hint::black_box;

use embedded_io_async::{ErrorKind, ErrorType, Read, Write};

use crate::ticks::wait;

/// Moves what it likes, or not yet, or not at all.
pub struct Stream;

impl ErrorType for Stream {
    type Error = ErrorKind;
}

impl Read for Stream {
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, ErrorKind> {
        black_box(buffer);
        wait().await;
        black_box(Ok(1))
    }
}

impl Write for Stream {
    async fn write(&mut self, bytes: &[u8]) -> Result<usize, ErrorKind> {
        black_box(bytes);
        wait().await;
        black_box(Ok(1))
    }

    async fn flush(&mut self) -> Result<(), ErrorKind> {
        wait().await;
        black_box(Ok(()))
    }
}
