//! What a port implements: [`Transport`] carries bytes, [`Clock`] knows the time.

use core::fmt;
use core::time::Duration;

use crate::head::ResponseHead;
use crate::http_request::Request;

/// Carries one request at a time to the service, and its answer back.
///
/// A connection is *dirty* from the first byte that was written to it until its
/// answer was read to the end. A dirty connection is never used again: not
/// after an error, and not after a future of this trait was dropped.
#[allow(
    async_fn_in_trait,
    reason = "whether the futures are Send follows from the port; core never spawns them"
)]
pub trait Transport {
    /// What can go wrong on the way.
    type Error: TransportError;

    /// Sends `request` and reads the head of the final answer into `head`. Not all
    /// requests go to the same endpoint: a connection to another is not used.
    /// Redirects are not followed; interim answers (1xx) are passed over.
    ///
    /// Everything up to the end of the body is over within
    /// [`Request::time_left`], and the port sees to that.
    ///
    /// # Errors
    ///
    /// The port's own, classed by [`TransportError`]. A port that speaks TLS
    /// refuses an endpoint that is not `https`, and the other way round, as
    /// [`TransportErrorKind::Config`].
    async fn send(
        &mut self,
        request: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, Self::Error>;

    /// Reads some of the body. `Ok(0)` means that it ended where its framing
    /// says: never that the connection was lost.
    ///
    /// # Errors
    ///
    /// The port's own; [`TransportErrorKind::Truncated`] for a body that ended
    /// too early.
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Error>;

    /// Closes the connection, if there is one.
    fn close(&mut self);
}

/// A transport may be lent, and outlive its client with its connection.
impl<T: Transport> Transport for &mut T {
    type Error = T::Error;

    async fn send(
        &mut self,
        request: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, Self::Error> {
        (**self).send(request, head).await
    }

    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Self::Error> {
        (**self).read(buffer).await
    }

    fn close(&mut self) {
        (**self).close();
    }
}

/// Classes an error of a [`Transport`], so that policies need not know the port.
pub trait TransportError: core::error::Error {
    /// What kind of error it is.
    fn kind(&self) -> TransportErrorKind;

    /// Whether the service may have seen the request.
    fn request_sent(&self) -> RequestSent;
}

/// What went wrong on the way.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The host's name has no address.
    Resolve,
    /// No connection came about.
    Connect,
    /// The peer is not who it should be: certificate, name or date.
    TlsVerify,
    /// TLS failed otherwise.
    Tls,
    /// The time was up.
    Timeout,
    /// The connection was lost, or what came is not HTTP.
    Closed,
    /// The body ended before its framing says.
    Truncated,
    /// The transport cannot do what it was asked, and never will.
    Config,
}

/// Whether the service may have seen the request.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum RequestSent {
    /// Not a byte of it left.
    No,
    /// It may have.
    Maybe,
}

/// Time and chance, handed in: core has neither.
#[allow(
    async_fn_in_trait,
    reason = "whether the futures are Send follows from the port; core never spawns them"
)]
pub trait Clock {
    /// Time since some moment that does not move while the program runs. It
    /// never goes back.
    fn now(&self) -> Duration;

    /// Time since 1970-01-01T00:00:00Z, if it is known.
    fn unix_time(&self) -> Option<Duration>;

    /// Waits.
    async fn sleep(&mut self, time: Duration) -> Wake;

    /// Thirty-two bits that differ from device to device and from call to
    /// call. They spread load; they keep no secret.
    fn entropy(&mut self) -> u32;
}

/// Why a sleep ended.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Wake {
    /// The time is over.
    Elapsed,
    /// Somebody asked to stop.
    Stopped,
}

/// The status code of an HTTP answer: three digits (RFC 9110, section 15).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct StatusCode(u16);

impl StatusCode {
    /// `None` for what has not three digits.
    #[must_use]
    pub const fn new(code: u16) -> Option<Self> {
        match code {
            100..=999 => Some(Self(code)),
            _ => None,
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// 2xx: sibling calls document 202 beside 200.
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.0 / 100 == 2
    }

    /// 3xx.
    #[must_use]
    pub const fn is_redirect(self) -> bool {
        self.0 / 100 == 3
    }

    /// 4xx and 5xx: an answer that says no.
    #[must_use]
    pub const fn is_refusal(self) -> bool {
        matches!(self.0 / 100, 4 | 5)
    }
}

impl fmt::Display for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
