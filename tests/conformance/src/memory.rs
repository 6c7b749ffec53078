//! A port without a network: it answers the cases itself.
//!
//! Every await of it is pending once before it is ready, so that a future can
//! be dropped at each of them.

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

use drs_status_core::{
    Clock, Request, RequestSent, ResponseHead, StatusCode, Transport, TransportError,
    TransportErrorKind, Wake,
};

use crate::case::{Answer, Framing};
use crate::cases::CASES;

/// Answers the cases out of the table.
#[derive(Debug)]
pub struct MemoryTransport {
    case: usize,
    requests: usize,
    connection: Connection,
}

/// The state of the connection that there is not.
#[derive(Clone, Copy, Debug)]
enum Connection {
    Closed,
    Open,
    Sending,
    Reading { answer: &'static Answer, at: usize },
}

/// What can go wrong without a network.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MemoryError {
    /// The answer was cut.
    Cut,
    /// The connection was used while it was dirty.
    Dirty,
    /// The path names no case.
    NoCase,
}

impl MemoryTransport {
    /// A port that answers case `case`.
    #[must_use]
    pub const fn new(case: usize) -> Self {
        Self {
            case,
            requests: 0,
            connection: Connection::Closed,
        }
    }

    /// How many requests were sent.
    #[must_use]
    pub const fn requests(&self) -> usize {
        self.requests
    }

    /// Begins the case anew, as another run of it.
    pub const fn rewind(&mut self) {
        self.requests = 0;
    }
}

impl Transport for MemoryTransport {
    type Error = MemoryError;

    async fn send(
        &mut self,
        request: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, MemoryError> {
        if !matches!(self.connection, Connection::Closed | Connection::Open) {
            return Err(MemoryError::Dirty);
        }
        self.connection = Connection::Sending;
        PendingOnce::new().await;
        let sent: usize = request
            .body()
            .pieces()
            .map(|piece| piece.as_ref().len())
            .sum();
        debug_assert_eq!(sent, request.body().encoded_len());
        let answers = CASES.get(self.case).ok_or(MemoryError::NoCase)?.answers;
        let answer = answers
            .get(self.requests)
            .or(answers.last())
            .ok_or(MemoryError::NoCase)?;
        self.requests += 1;
        PendingOnce::new().await;
        for (name, value) in answer.headers {
            head.name(name);
            head.value(value.as_bytes());
        }
        self.connection = Connection::Reading { answer, at: 0 };
        StatusCode::new(answer.status).ok_or(MemoryError::NoCase)
    }

    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, MemoryError> {
        PendingOnce::new().await;
        let Connection::Reading { answer, at } = self.connection else {
            return Ok(0);
        };
        let (end, piece) = match answer.framing {
            Framing::CutAfter(end) => (end, usize::MAX),
            Framing::Chunked(piece) => (answer.body.len(), piece),
            Framing::Length | Framing::UntilClose => (answer.body.len(), usize::MAX),
        };
        let len = end.saturating_sub(at).min(piece).min(buffer.len());
        if let (Some(from), Some(to)) = (answer.body.get(at..at + len), buffer.get_mut(..len)) {
            to.copy_from_slice(from);
        }
        self.connection = match answer.framing {
            Framing::CutAfter(_) if len == 0 => {
                self.connection = Connection::Closed;
                return Err(MemoryError::Cut);
            }
            Framing::UntilClose if len == 0 => Connection::Closed,
            _ if len == 0 => Connection::Open,
            _ => Connection::Reading {
                answer,
                at: at + len,
            },
        };
        Ok(len)
    }

    fn close(&mut self) {
        self.connection = Connection::Closed;
    }
}

impl TransportError for MemoryError {
    fn kind(&self) -> TransportErrorKind {
        match self {
            Self::Cut => TransportErrorKind::Truncated,
            Self::Dirty | Self::NoCase => TransportErrorKind::Config,
        }
    }

    fn request_sent(&self) -> RequestSent {
        match self {
            Self::Cut => RequestSent::Maybe,
            Self::Dirty | Self::NoCase => RequestSent::No,
        }
    }
}

impl fmt::Display for MemoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cut => "the answer was cut",
            Self::Dirty => "the connection was used while it was dirty",
            Self::NoCase => "there is no such case",
        })
    }
}

impl core::error::Error for MemoryError {}

/// A clock that stands still.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemoryClock;

impl Clock for MemoryClock {
    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn unix_time(&self) -> Option<Duration> {
        None
    }

    async fn sleep(&mut self, _: Duration) -> Wake {
        PendingOnce::new().await;
        Wake::Elapsed
    }

    fn entropy(&mut self) -> u32 {
        0
    }
}

/// A future that is pending once.
struct PendingOnce {
    polled: bool,
}

impl PendingOnce {
    const fn new() -> Self {
        Self { polled: false }
    }
}

impl Future for PendingOnce {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if core::mem::replace(&mut self.polled, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}
