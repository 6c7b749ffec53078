//! What can go wrong on a connection, and where.

use core::fmt;

use embedded_io_async::ErrorKind;

use crate::http1::close_reason::CloseReason;
use crate::http1::rule::Rule;
use crate::transport::{RequestSent, TransportError, TransportErrorKind};

/// What went wrong on a connection, and where.
///
/// `E` is the error of the stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Error<E> {
    fault: Fault<E>,
    at: u64,
    sent: RequestSent,
}

/// What went wrong on a connection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Fault<E> {
    /// The connection could not carry the request, and was not used: there is
    /// need of a new one.
    NotReusable(CloseReason),
    /// The stream failed while it was written to.
    Write(E),
    /// The stream failed while the head of the answer was read, or before it.
    ReadHead(E),
    /// The stream failed while the body was read.
    ReadBody(E),
    /// The stream took nothing, or says that it moved more bytes than it was given.
    Miscounted,
    /// The connection ended before the first byte of an answer.
    Unanswered,
    /// It ended in the head of the answer.
    HeadCut,
    /// It ended in the body.
    BodyCut,
    /// The answer is not HTTP as it is accepted here.
    Broken(Rule),
    /// There is no answer to read.
    NoAnswer,
    /// The buffer to read into has no room: nothing read would look like the end.
    NoRoom,
}

impl<E> Error<E> {
    pub(super) const fn new(fault: Fault<E>, at: u64, sent: RequestSent) -> Self {
        Self { fault, at, sent }
    }

    /// What went wrong.
    pub const fn fault(&self) -> &Fault<E> {
        &self.fault
    }

    /// The fault, by value.
    pub fn into_fault(self) -> Fault<E> {
        self.fault
    }

    /// How many bytes of the answer came before, interim ones and framing
    /// included: where a [`Rule`] is broken, the offset of the byte that broke it.
    pub const fn at(&self) -> u64 {
        self.at
    }
}

/// `Unanswered` and what is broken are
/// [`Closed`](TransportErrorKind::Closed). An end or a failure in the body is
/// [`Truncated`](TransportErrorKind::Truncated), a time-out of the stream a
/// [`Timeout`](TransportErrorKind::Timeout).
impl<E: embedded_io_async::Error + 'static> TransportError for Error<E> {
    fn kind(&self) -> TransportErrorKind {
        match &self.fault {
            Fault::Write(error) | Fault::ReadHead(error) | Fault::ReadBody(error)
                if error.kind() == ErrorKind::TimedOut =>
            {
                TransportErrorKind::Timeout
            }
            Fault::ReadBody(_) | Fault::BodyCut => TransportErrorKind::Truncated,
            Fault::Miscounted | Fault::NoAnswer | Fault::NoRoom => TransportErrorKind::Config,
            Fault::NotReusable(_)
            | Fault::Write(_)
            | Fault::ReadHead(_)
            | Fault::Unanswered
            | Fault::HeadCut
            | Fault::Broken(_) => TransportErrorKind::Closed,
        }
    }

    fn request_sent(&self) -> RequestSent {
        self.sent
    }
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at;
        match &self.fault {
            Fault::NotReusable(reason) => write!(f, "the connection cannot be used: {reason}"),
            Fault::Write(error) => write!(f, "the request could not be written ({error})"),
            Fault::ReadHead(error) => write!(f, "the connection was lost ({error})"),
            Fault::ReadBody(error) => write!(
                f,
                "the connection was lost before the answer was whole ({error})"
            ),
            Fault::Miscounted => f.write_str("the stream miscounts what it reads or writes"),
            Fault::Unanswered => f.write_str("the connection ended without an answer"),
            Fault::HeadCut => write!(f, "the connection ended in a head, after {at} bytes"),
            Fault::BodyCut => write!(f, "the answer was cut short, after {at} bytes"),
            Fault::Broken(rule) => write!(f, "what answered is not HTTP: {rule}, at byte {at}"),
            Fault::NoAnswer => f.write_str("there is no answer to read"),
            Fault::NoRoom => f.write_str("there is no room to read into"),
        }
    }
}

impl<E: core::error::Error + 'static> core::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match &self.fault {
            Fault::Write(error) | Fault::ReadHead(error) | Fault::ReadBody(error) => Some(error),
            Fault::Broken(rule) => Some(rule),
            _ => None,
        }
    }
}
