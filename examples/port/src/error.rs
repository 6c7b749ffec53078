//! What can go wrong, and of what kind it is.

use core::fmt;

use drs_status_core::http1;
use drs_status_core::{RequestSent, TransportError, TransportErrorKind};
use embedded_io_async::{Error, ErrorKind};

/// Why the line could not be read from or written to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineError {
    /// The time was up.
    Late,
    /// The modem says that the call is over.
    CallOver,
    /// The serial port failed.
    Broken(ErrorKind),
}

/// The bytes did not get through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SerialError {
    /// The endpoint is `https`, and this line has no TLS.
    Scheme,
    /// The modem says no: no network, no such host, or nobody there.
    Refused,
    /// The modem did not get so far as to say anything.
    Dialling(LineError),
    /// The call was there, and what came of it is no whole answer.
    Http(http1::Error<LineError>),
}

impl TransportError for SerialError {
    fn kind(&self) -> TransportErrorKind {
        match self {
            Self::Scheme => TransportErrorKind::Config,
            Self::Dialling(LineError::Late) => TransportErrorKind::Timeout,
            Self::Refused | Self::Dialling(_) => TransportErrorKind::Connect,
            Self::Http(error) => error.kind(),
        }
    }

    fn request_sent(&self) -> RequestSent {
        match self {
            Self::Http(error) => error.request_sent(),
            _ => RequestSent::No,
        }
    }
}

/// By [`ErrorKind::TimedOut`], `http1` tells what was late from what was lost.
impl Error for LineError {
    fn kind(&self) -> ErrorKind {
        match self {
            Self::Late => ErrorKind::TimedOut,
            Self::CallOver => ErrorKind::ConnectionReset,
            Self::Broken(kind) => *kind,
        }
    }
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Late => "no answer in time",
            Self::CallOver => "the modem says that the call is over",
            Self::Broken(_) => "the serial port failed",
        })
    }
}

impl fmt::Display for SerialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scheme => f.write_str("a serial line has no TLS, and the endpoint is https"),
            Self::Refused => f.write_str("the modem does not connect to the endpoint"),
            Self::Dialling(error) => write!(f, "the modem does not connect ({error})"),
            Self::Http(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for LineError {}

impl core::error::Error for SerialError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Dialling(error) => Some(error),
            Self::Http(error) => core::error::Error::source(error),
            Self::Scheme | Self::Refused => None,
        }
    }
}
