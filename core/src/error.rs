//! Errors, by who is to blame.

use core::fmt;

use crate::auth::{CredentialsError, TokenError};
use crate::decode_error::DecodeError;
use crate::request::RequestError;
use crate::service_error::ServiceError;
use crate::transport::{StatusCode, TransportError, TransportErrorKind};

/// Who is to blame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Blame {
    /// What was asked or configured here.
    Configuration,
    /// The network, or whoever stands on it in our way.
    Transport,
    /// Something answered, but not as the service does.
    Protocol,
    /// The service answered, and said no.
    Service,
    /// Something has no room here.
    Capacity,
}

/// Why a call failed, and how much of it had been delivered before.
///
/// `E` is the error of the transport.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Error<E> {
    cause: Cause<E>,
    delivered: usize,
}

impl<E> Error<E> {
    pub(crate) const fn new(cause: Cause<E>, delivered: usize) -> Self {
        Self { cause, delivered }
    }

    /// Why the call failed.
    pub const fn cause(&self) -> &Cause<E> {
        &self.cause
    }

    /// The cause, by value.
    pub fn into_cause(self) -> Cause<E> {
        self.cause
    }

    /// How many tasks had been delivered. Nothing can be said of the others:
    /// not even that they are missing.
    pub const fn delivered(&self) -> usize {
        self.delivered
    }
}

/// Why a call failed.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
#[allow(
    clippy::large_enum_variant,
    reason = "there is no heap to move the refusal to, and one cause at a time"
)]
pub enum Cause<E> {
    /// What was asked cannot be sent. Nothing was.
    Config(RequestError),
    /// The credentials cannot authorize the request. It was not sent.
    Credentials(CredentialsError),
    /// The bytes did not get through.
    Transport(E),
    /// The time that the call was given is up.
    TimedOut,
    /// Somebody here asked to stop, while the call waited to try again: see
    /// [`Wake::Stopped`](crate::Wake::Stopped).
    Stopped,
    /// What arrived is no answer of this service.
    Protocol(ProtocolError),
    /// The service refused.
    Service(ServiceError),
    /// There is no room for what was asked, and nothing was sent; or for the token
    /// that came.
    Capacity(CapacityError),
}

/// What arrived is no answer of this service.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum ProtocolError {
    /// The body is no response.
    Decode(DecodeError),
    /// A redirect. None is followed: it would carry the token elsewhere.
    Redirect(StatusCode),
    /// A status code that answers no request, below 200 or above 599.
    Status(StatusCode),
    /// The body is longer than the configured limit.
    BodyTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// A login was answered, but without a token that can be sent: an empty one
    /// where there is none.
    Token(TokenError),
}

impl ProtocolError {
    /// What is wrong with a status that neither grants nor refuses.
    pub(crate) const fn of_status(status: StatusCode) -> Option<Self> {
        if status.is_success() || status.is_refusal() {
            None
        } else if status.is_redirect() {
            Some(Self::Redirect(status))
        } else {
            Some(Self::Status(status))
        }
    }
}

/// What there was no room for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Capacity {
    /// The body of the request, in bytes.
    RequestBody,
    /// The working buffer of the client, in bytes.
    Buffer,
    /// The buffer of an HTTP connection, in bytes.
    ConnectionBuffer,
    /// The room for a token, in bytes.
    Token,
    /// The caller's collection, in tasks.
    Tasks,
    /// What a watch keeps of jobs, in entries.
    Seen,
    /// One request, in ids.
    Ids,
    /// The id of a job in the response, in bytes.
    JobId,
    /// A status in the response, in bytes.
    Status,
    /// A service code in the response, in bytes.
    ErrorCode,
    /// The nesting of the response, in levels; what is needed is at least what
    /// is said.
    Depth,
}

/// Something has no room.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct CapacityError {
    what: Capacity,
    needed: usize,
    available: usize,
}

impl CapacityError {
    pub(crate) const fn new(what: Capacity, needed: usize, available: usize) -> Self {
        Self {
            what,
            needed,
            available,
        }
    }

    /// What has no room.
    #[must_use]
    pub const fn what(&self) -> Capacity {
        self.what
    }

    /// How much it needs.
    #[must_use]
    pub const fn needed(&self) -> usize {
        self.needed
    }

    /// How much there is.
    #[must_use]
    pub const fn available(&self) -> usize {
        self.available
    }
}

/// Before anything was delivered.
impl<E> From<Cause<E>> for Error<E> {
    fn from(cause: Cause<E>) -> Self {
        Self::new(cause, 0)
    }
}

impl<E> From<DecodeError> for Cause<E> {
    fn from(error: DecodeError) -> Self {
        Self::Protocol(ProtocolError::Decode(error))
    }
}

impl<E> From<CapacityError> for Cause<E> {
    fn from(error: CapacityError) -> Self {
        Self::Capacity(error)
    }
}

impl<E> From<CredentialsError> for Cause<E> {
    fn from(error: CredentialsError) -> Self {
        Self::Credentials(error)
    }
}

impl<E> From<RequestError> for Cause<E> {
    fn from(error: RequestError) -> Self {
        Self::Config(error)
    }
}

impl<E: TransportError> Error<E> {
    /// Who is to blame.
    pub fn blame(&self) -> Blame {
        match &self.cause {
            Cause::Config(_) | Cause::Credentials(_) | Cause::Stopped => Blame::Configuration,
            Cause::Transport(error) if error.kind() == TransportErrorKind::Config => {
                Blame::Configuration
            }
            Cause::Transport(_) | Cause::TimedOut => Blame::Transport,
            Cause::Protocol(ProtocolError::Decode(error)) => error.blame(),
            Cause::Protocol(_) => Blame::Protocol,
            Cause::Service(_) => Blame::Service,
            Cause::Capacity(_) => Blame::Capacity,
        }
    }
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.cause, f)?;
        if self.delivered > 0 {
            write!(f, " (after {} tasks)", self.delivered)?;
        }
        Ok(())
    }
}

impl<E: fmt::Display> fmt::Display for Cause<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::Credentials(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::TimedOut => f.write_str("the time for the call is up"),
            Self::Stopped => f.write_str("stopped while waiting to try again"),
            Self::Protocol(error) => error.fmt(f),
            Self::Service(error) => error.fmt(f),
            Self::Capacity(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for ProtocolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(error) => error.fmt(f),
            Self::Redirect(status) => {
                write!(
                    f,
                    "the endpoint redirects (HTTP {status}); no redirect is followed"
                )
            }
            Self::Status(status) => write!(f, "the endpoint answers with HTTP {status}"),
            Self::BodyTooLong { limit } => {
                write!(f, "the response is longer than the limit of {limit} bytes")
            }
            Self::Token(error) => write!(f, "the login gave no token that can be sent: {error}"),
        }
    }
}

impl fmt::Display for Capacity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RequestBody => "the body of the request",
            Self::Buffer => "the client's working buffer",
            Self::ConnectionBuffer => "the buffer of the connection",
            Self::Token => "the token",
            Self::Tasks => "the tasks that are asked",
            Self::Seen => "what is seen of the jobs",
            Self::Ids => "the ids in one request",
            Self::JobId => "a job id in the response",
            Self::Status => "a status in the response",
            Self::ErrorCode => "an error code in the response",
            Self::Depth => "the nesting of the response",
        })
    }
}

impl fmt::Display for CapacityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no room for {}: {} needed, {} available",
            self.what, self.needed, self.available
        )
    }
}

impl<E: core::error::Error + 'static> core::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match &self.cause {
            Cause::Transport(error) => error.source(),
            _ => None,
        }
    }
}

impl core::error::Error for ProtocolError {}
impl core::error::Error for CapacityError {}
