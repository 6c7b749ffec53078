//! What can go wrong on the way, told apart.

use std::fmt;
use std::io;

use drs_status_core::{RequestSent, TransportErrorKind};
use rustls::CertificateError;
use ureq::Timeout;

/// An [`Options`](crate::Options) that cannot be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum SetupError {
    /// The CA file holds no certificate, or a broken one.
    Certificates,
    /// The proxy is not a URL that a proxy has.
    Proxy,
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Certificates => "the CA file holds no PEM certificate, or one that is broken",
            Self::Proxy => "the proxy is not of the form http://host:port",
        })
    }
}

impl std::error::Error for SetupError {}

/// The bytes did not get through.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    sent: RequestSent,
    source: Source,
}

/// What stands behind the error.
#[derive(Debug)]
enum Source {
    Ureq(ureq::Error),
    /// The endpoint's scheme is not this transport's.
    Scheme,
    /// The status has not three digits.
    NotHttp,
    /// A future of a blocking port was not ready.
    NotReady,
}

impl TransportError {
    pub(crate) const fn wrong_scheme() -> Self {
        Self {
            kind: TransportErrorKind::Config,
            sent: RequestSent::No,
            source: Source::Scheme,
        }
    }

    pub(crate) const fn not_http() -> Self {
        Self {
            kind: TransportErrorKind::Closed,
            sent: RequestSent::Maybe,
            source: Source::NotHttp,
        }
    }

    pub(crate) const fn not_ready() -> Self {
        Self {
            kind: TransportErrorKind::Config,
            sent: RequestSent::Maybe,
            source: Source::NotReady,
        }
    }

    /// An error before the head of the answer was there.
    pub(crate) fn sending(error: ureq::Error) -> Self {
        let kind = kind_of(&error);
        let sent = match (kind, &error) {
            (
                TransportErrorKind::Resolve
                | TransportErrorKind::Connect
                | TransportErrorKind::TlsVerify
                | TransportErrorKind::Config,
                _,
            )
            | (_, ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect)) => RequestSent::No,
            _ => RequestSent::Maybe,
        };
        Self {
            kind,
            sent,
            source: Source::Ureq(error),
        }
    }

    /// An error while the body was read.
    pub(crate) fn reading(error: io::Error) -> Self {
        let error = ureq::Error::from(error);
        let kind = match kind_of(&error) {
            TransportErrorKind::Closed => TransportErrorKind::Truncated,
            kind => kind,
        };
        Self {
            kind,
            sent: RequestSent::Maybe,
            source: Source::Ureq(error),
        }
    }
}

impl drs_status_core::TransportError for TransportError {
    fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    fn request_sent(&self) -> RequestSent {
        self.sent
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = match &self.source {
            Source::Ureq(error) => error,
            Source::Scheme => {
                return f.write_str("the endpoint's scheme is not the one of this transport");
            }
            Source::NotHttp => return f.write_str("what answered is not HTTP"),
            Source::NotReady => return f.write_str("a transport that should block did not"),
        };
        match self.kind {
            TransportErrorKind::Resolve => write!(f, "the host's name has no address ({error})"),
            TransportErrorKind::Connect => write!(f, "no connection to the endpoint ({error})"),
            TransportErrorKind::TlsVerify => {
                write!(
                    f,
                    "the endpoint is not who it should be: {}",
                    Refused(error)
                )
            }
            TransportErrorKind::Tls => write!(f, "TLS failed ({error})"),
            TransportErrorKind::Timeout => write!(f, "no answer in time ({error})"),
            TransportErrorKind::Closed if is_not_http(error) => {
                write!(f, "what answered is not HTTP ({error})")
            }
            TransportErrorKind::Closed => write!(f, "the connection was lost ({error})"),
            TransportErrorKind::Truncated => {
                write!(
                    f,
                    "the connection was lost before the answer was whole ({error})"
                )
            }
            _ => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.source {
            Source::Ureq(error) => Some(error),
            Source::Scheme | Source::NotHttp | Source::NotReady => None,
        }
    }
}

/// Why a certificate was refused, in words.
struct Refused<'e>(&'e ureq::Error);

impl fmt::Display for Refused<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use CertificateError as C;
        let Some(rustls::Error::InvalidCertificate(reason)) = rustls_error(self.0) else {
            return write!(f, "{}", self.0);
        };
        f.write_str(match reason {
            C::Expired | C::ExpiredContext { .. } => {
                "its certificate has expired, or this machine's clock is ahead"
            }
            C::NotValidYet | C::NotValidYetContext { .. } => {
                "its certificate is not valid yet, or this machine's clock is behind"
            }
            C::UnknownIssuer => "its certificate was issued by nobody who is trusted here",
            C::NotValidForName | C::NotValidForNameContext { .. } => {
                "its certificate is for another host"
            }
            C::BadSignature => {
                "a signature on its certificate or by its key is wrong, or the key is too weak"
            }
            C::UnsupportedSignatureAlgorithmContext { .. }
            | C::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
                "its certificate is signed in a way that is not trusted"
            }
            C::InvalidPurpose | C::InvalidPurposeContext { .. } => {
                "its certificate is not for servers"
            }
            // Of its own words, those that say which.
            C::Other(reason) => return write!(f, "its certificate is refused: {reason}"),
            _ => return write!(f, "{}", self.0),
        })
    }
}

fn kind_of(error: &ureq::Error) -> TransportErrorKind {
    use TransportErrorKind as Kind;
    match rustls_error(error) {
        Some(
            rustls::Error::InvalidCertificate(_)
            | rustls::Error::NoCertificatesPresented
            | rustls::Error::UnsupportedNameType,
        ) => return Kind::TlsVerify,
        Some(_) => return Kind::Tls,
        None => {}
    }
    match error {
        ureq::Error::HostNotFound => Kind::Resolve,
        ureq::Error::Timeout(_) => Kind::Timeout,
        ureq::Error::ConnectionFailed | ureq::Error::ConnectProxyFailed(_) => Kind::Connect,
        ureq::Error::Tls(_) | ureq::Error::TlsRequired => Kind::Tls,
        ureq::Error::BodyStalled => Kind::Closed,
        error if is_not_http(error) => Kind::Closed,
        ureq::Error::Io(error) => kind_of_io(error),
        _ => Kind::Config,
    }
}

/// Whether an answer came whose head is not as HTTP has it, or has no end.
fn is_not_http(error: &ureq::Error) -> bool {
    matches!(
        error,
        ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..)
    )
}

fn kind_of_io(error: &io::Error) -> TransportErrorKind {
    use TransportErrorKind as Kind;
    match error.kind() {
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Kind::Timeout,
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::NotConnected
        | io::ErrorKind::InvalidData
        | io::ErrorKind::UnexpectedEof => Kind::Closed,
        // What the resolver of the standard library reports has no code.
        _ if error.raw_os_error().is_none() => Kind::Resolve,
        _ => Kind::Connect,
    }
}

/// The error of rustls inside, which its stream wraps into an [`io::Error`].
fn rustls_error(error: &ureq::Error) -> Option<&rustls::Error> {
    match error {
        ureq::Error::Rustls(error) => Some(error),
        ureq::Error::Io(error) => error.get_ref()?.downcast_ref(),
        _ => None,
    }
}
