//! What can go wrong on the way.

use core::fmt;

use drs_status_core::http1;
use drs_status_core::{RequestSent, TransportErrorKind};
use embassy_net::tcp::ConnectError;

use crate::timed::StreamError;
#[cfg(feature = "mbedtls")]
use crate::tls::Refusal;

/// The bytes did not get through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct TransportError(Cause);

/// What stands behind the error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
enum Cause {
    Scheme,
    NoAddress,
    UnknownHost,
    Connect(ConnectError),
    Late(Step),
    #[cfg(feature = "mbedtls")]
    Tls(Refusal),
    Http(http1::Error<StreamError>),
}

/// A step on the way to a connection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Step {
    /// The host's name is looked up.
    Resolve,
    /// TCP connects.
    Connect,
    /// TLS shakes hands.
    Handshake,
}

impl TransportError {
    pub(crate) const SCHEME: Self = Self(Cause::Scheme);
    pub(crate) const NO_ADDRESS: Self = Self(Cause::NoAddress);
    pub(crate) const UNKNOWN_HOST: Self = Self(Cause::UnknownHost);

    pub(crate) const fn connect(error: ConnectError) -> Self {
        Self(Cause::Connect(error))
    }

    pub(crate) const fn late(step: Step) -> Self {
        Self(Cause::Late(step))
    }

    #[cfg(feature = "mbedtls")]
    pub(crate) const fn tls(refusal: Refusal) -> Self {
        Self(Cause::Tls(refusal))
    }

    /// Why there is no connection by TLS, if that is what went wrong.
    #[cfg(feature = "mbedtls")]
    #[must_use]
    pub const fn refusal(&self) -> Option<Refusal> {
        match self.0 {
            Cause::Tls(refusal) => Some(refusal),
            _ => None,
        }
    }

    pub(crate) const fn http(error: http1::Error<StreamError>) -> Self {
        Self(Cause::Http(error))
    }

    /// The step that took too long, where there was no connection in time.
    #[must_use]
    pub const fn late_step(&self) -> Option<Step> {
        match self.0 {
            Cause::Late(step) => Some(step),
            _ => None,
        }
    }
}

/// A device without an address of its own has no connection:
/// [`Connect`](TransportErrorKind::Connect).
impl drs_status_core::TransportError for TransportError {
    fn kind(&self) -> TransportErrorKind {
        match &self.0 {
            Cause::Scheme => TransportErrorKind::Config,
            Cause::UnknownHost => TransportErrorKind::Resolve,
            Cause::NoAddress | Cause::Connect(_) => TransportErrorKind::Connect,
            Cause::Late(_) => TransportErrorKind::Timeout,
            #[cfg(feature = "mbedtls")]
            Cause::Tls(refusal) => refusal.kind(),
            Cause::Http(error) => error.kind(),
        }
    }

    fn request_sent(&self) -> RequestSent {
        match &self.0 {
            Cause::Http(error) => error.request_sent(),
            _ => RequestSent::No,
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.0 {
            Cause::Scheme => "the endpoint's scheme is not the one of this transport",
            Cause::NoAddress => "this device has no address: no link, or no answer by DHCP",
            Cause::UnknownHost => "the host's name has no address",
            Cause::Connect(ConnectError::NoRoute) => "no connection to the endpoint (no route)",
            Cause::Connect(_) => "no connection to the endpoint (refused)",
            Cause::Late(Step::Resolve) => "no answer in time (of a name server)",
            Cause::Late(Step::Connect) => "no answer in time (of the endpoint, to TCP)",
            Cause::Late(Step::Handshake) => "no answer in time (of the endpoint, to TLS)",
            #[cfg(feature = "mbedtls")]
            Cause::Tls(refusal) => return refusal.fmt(f),
            Cause::Http(error) => return error.fmt(f),
        })
    }
}

impl core::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match &self.0 {
            Cause::Http(error) => core::error::Error::source(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    use drs_status_core::TransportError as _;

    #[test]
    fn each_has_a_text_a_kind_and_left_nothing_of_a_request() {
        for (error, kind, late, text) in [
            (
                TransportError::SCHEME,
                TransportErrorKind::Config,
                None,
                "the endpoint's scheme is not the one of this transport",
            ),
            (
                TransportError::NO_ADDRESS,
                TransportErrorKind::Connect,
                None,
                "this device has no address: no link, or no answer by DHCP",
            ),
            (
                TransportError::UNKNOWN_HOST,
                TransportErrorKind::Resolve,
                None,
                "the host's name has no address",
            ),
            (
                TransportError::connect(ConnectError::NoRoute),
                TransportErrorKind::Connect,
                None,
                "no connection to the endpoint (no route)",
            ),
            (
                TransportError::connect(ConnectError::ConnectionReset),
                TransportErrorKind::Connect,
                None,
                "no connection to the endpoint (refused)",
            ),
            (
                TransportError::late(Step::Resolve),
                TransportErrorKind::Timeout,
                Some(Step::Resolve),
                "no answer in time (of a name server)",
            ),
            (
                TransportError::late(Step::Connect),
                TransportErrorKind::Timeout,
                Some(Step::Connect),
                "no answer in time (of the endpoint, to TCP)",
            ),
            (
                TransportError::late(Step::Handshake),
                TransportErrorKind::Timeout,
                Some(Step::Handshake),
                "no answer in time (of the endpoint, to TLS)",
            ),
        ] {
            assert_eq!(error.to_string(), text);
            assert_eq!((error.kind(), error.late_step()), (kind, late), "{text}");
            assert_eq!(error.request_sent(), RequestSent::No, "{text}");
        }
    }
}
