//! A stream whose every step has its time.

use core::fmt;
use core::future::Future;

use embassy_time::{Duration, Instant, with_deadline};
use embedded_io_async::{Error, ErrorKind, ErrorType, Read, Write};

/// When a step on a connection has to be over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// How long one step may take.
    pub(crate) silence: Duration,
    /// When all of them have to be over.
    pub(crate) deadline: Option<Instant>,
}

impl Limits {
    /// When a step that begins now has to be over.
    pub(crate) fn step(&self) -> Instant {
        self.within(self.silence)
    }

    /// The end of `time` from now on, or the deadline if that is earlier.
    pub(crate) fn within(&self, time: Duration) -> Instant {
        let end = Instant::now().saturating_add(time);
        self.deadline.map_or(end, |deadline| deadline.min(end))
    }
}

/// A stream whose every step has its time.
pub(crate) struct Timed<'s, S> {
    pub(crate) stream: &'s mut S,
    pub(crate) limits: Limits,
}

/// Why a stream failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(crate) enum StreamError {
    /// The time was up.
    Late,
    /// As the stream says.
    Broken(ErrorKind),
}

async fn timed<T, E: Error>(
    end: Instant,
    step: impl Future<Output = Result<T, E>>,
) -> Result<T, StreamError> {
    match with_deadline(end, step).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(StreamError::Broken(error.kind())),
        Err(_) => Err(StreamError::Late),
    }
}

impl<S> ErrorType for Timed<'_, S> {
    type Error = StreamError;
}

impl<S: Read> Read for Timed<'_, S> {
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, StreamError> {
        timed(self.limits.step(), self.stream.read(buffer)).await
    }
}

impl<S: Write> Write for Timed<'_, S> {
    async fn write(&mut self, bytes: &[u8]) -> Result<usize, StreamError> {
        timed(self.limits.step(), self.stream.write(bytes)).await
    }

    async fn flush(&mut self) -> Result<(), StreamError> {
        timed(self.limits.step(), self.stream.flush()).await
    }
}

impl Error for StreamError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Late => ErrorKind::TimedOut,
            Self::Broken(kind) => *kind,
        }
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Late => "no answer in time",
            Self::Broken(ErrorKind::ConnectionReset) => "reset by the peer",
            Self::Broken(_) => "it is broken",
        })
    }
}

impl core::error::Error for StreamError {}
