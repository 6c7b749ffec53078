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
            Self::Broken(ErrorKind::InvalidData) => "what came was changed on the way",
            Self::Broken(ErrorKind::OutOfMemory) => {
                "a record of TLS is none, or too long for this device"
            }
            Self::Broken(_) => "it is broken",
        })
    }
}

impl core::error::Error for StreamError {}

#[cfg(test)]
mod tests {
    use super::*;
    use core::future::{pending, ready};
    use core::pin::pin;
    use core::task::{Context, Poll, Waker};
    use std::string::ToString;

    use drs_status_core::http1::Connection;
    use drs_status_core::{
        Endpoint, Request, RequestSent, ResponseHead, TransportError as _, TransportErrorKind,
    };

    use crate::error::TransportError;

    /// Fails so, or not at all in time.
    struct Failing(Option<ErrorKind>);

    impl ErrorType for Failing {
        type Error = ErrorKind;
    }

    impl Read for Failing {
        async fn read(&mut self, _: &mut [u8]) -> Result<usize, ErrorKind> {
            pending().await
        }
    }

    impl Write for Failing {
        async fn write(&mut self, _: &[u8]) -> Result<usize, ErrorKind> {
            match self.0 {
                Some(kind) => ready(Err(kind)).await,
                None => pending().await,
            }
        }

        async fn flush(&mut self) -> Result<(), ErrorKind> {
            Ok(())
        }
    }

    #[test]
    fn what_fails_on_the_way_is_classed() {
        for (fails, kind, text) in [
            (
                None,
                TransportErrorKind::Timeout,
                "the request could not be written (no answer in time)",
            ),
            (
                Some(ErrorKind::ConnectionReset),
                TransportErrorKind::Closed,
                "the request could not be written (reset by the peer)",
            ),
            (
                Some(ErrorKind::Other),
                TransportErrorKind::Closed,
                "the request could not be written (it is broken)",
            ),
        ] {
            let mut buffer = [0; 64];
            let mut connection = Connection::new(&mut buffer).unwrap();
            let mut stream = Timed {
                stream: &mut Failing(fails),
                limits: Limits {
                    silence: Duration::from_secs(1),
                    // Over already, where nothing else fails.
                    deadline: Some(Instant::MIN),
                },
            };
            let request = Request::login(Endpoint::literal("http://192.0.2.1"), b"{}");
            let mut head = ResponseHead::new();
            let mut sent = pin!(connection.send(&mut stream, &request, &mut head));
            let mut context = Context::from_waker(Waker::noop());
            // A timer that is over already says so when it is asked again.
            let mut polled = sent.as_mut().poll(&mut context);
            if polled.is_pending() {
                polled = sent.as_mut().poll(&mut context);
            }
            let Poll::Ready(Err(error)) = polled else {
                panic!("{text}: it does not fail");
            };
            let error = TransportError::http(error);
            assert_eq!((error.kind(), &*error.to_string()), (kind, text));
            assert_eq!(error.request_sent(), RequestSent::Maybe, "{text}");
        }
    }

    #[test]
    fn a_step_ends_with_the_silence_or_with_the_deadline() {
        let silence = Duration::from_secs(10);
        let before = Instant::now();
        let deadline = None;
        let end = Limits { silence, deadline }.step();
        assert!(before + silence <= end && end <= Instant::now() + silence);

        for silence in [Duration::from_secs(3600), Duration::MAX] {
            let deadline = Some(Instant::from_secs(600));
            assert_eq!(Some(Limits { silence, deadline }.step()), deadline);
            let deadline = None;
            assert!(Limits { silence, deadline }.step() > Instant::from_secs(600));
        }
    }
}
