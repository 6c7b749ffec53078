//! Why there is no connection by TLS.

use core::fmt;

use drs_status_core::TransportErrorKind;
use mbedtls_rs::SessionError;
use mbedtls_rs::sys::{
    MBEDTLS_ERR_OID_NOT_FOUND, MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION, MBEDTLS_ERR_SSL_CONN_EOF,
    MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE, MBEDTLS_ERR_SSL_INVALID_RECORD,
    MBEDTLS_ERR_X509_UNKNOWN_SIG_ALG, MBEDTLS_X509_BADCERT_BAD_KEY, MBEDTLS_X509_BADCERT_BAD_MD,
    MBEDTLS_X509_BADCERT_BAD_PK, MBEDTLS_X509_BADCERT_CN_MISMATCH, MBEDTLS_X509_BADCERT_EXPIRED,
    MBEDTLS_X509_BADCERT_EXT_KEY_USAGE, MBEDTLS_X509_BADCERT_FUTURE,
    MBEDTLS_X509_BADCERT_KEY_USAGE, MBEDTLS_X509_BADCERT_NOT_TRUSTED,
};

use super::heap::Moment;

/// Why there is no connection by TLS. Nothing of a request was sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Refusal {
    /// This device does not know what time it is, so it cannot verify dates.
    NoTime,
    /// Nobody who is trusted vouches for the peer's certificate, or what vouches for
    /// it may not.
    Untrusted,
    /// The certificate is of another host.
    WrongName,
    /// The certificate, or one that vouches for it, is over; or this device's time is
    /// ahead.
    Expired,
    /// The certificate, or one that vouches for it, has not begun; or this device's
    /// time is behind.
    NotYetValid,
    /// The certificate is not for servers.
    WrongUse,
    /// A signature or a key of the chain is too weak, such as SHA-1 and RSA of less
    /// than 2048 bits.
    Weak,
    /// The certificate is refused for another reason: the library's flags.
    Certificate(u32),
    /// The library has not asked what time it is, so it has not verified dates.
    DatesWereNotVerified,
    /// The arena has no room left: it is too small for this peer. The peer may be as
    /// trusted as any.
    ArenaExhausted,
    /// The peer and this device speak no common version.
    NoVersion,
    /// The peer has ended the handshake with an alert.
    Alert,
    /// The peer has closed the connection during the handshake, or it was lost.
    Closed,
    /// What came is not TLS.
    NotTls,
    /// The handshake has failed otherwise: the library's code.
    Handshake(i32),
    /// What was handed in as certificates of authorities is none.
    BadAnchors,
    /// What was handed in as this device's certificate, or its key, is none.
    BadIdentity,
}

impl Refusal {
    pub(crate) const fn kind(self) -> TransportErrorKind {
        match self {
            Self::NoTime
            | Self::Untrusted
            | Self::WrongName
            | Self::Expired
            | Self::NotYetValid
            | Self::WrongUse
            | Self::Weak
            | Self::Certificate(_)
            | Self::DatesWereNotVerified => TransportErrorKind::TlsVerify,
            Self::Closed => TransportErrorKind::Closed,
            Self::ArenaExhausted
            | Self::NoVersion
            | Self::Alert
            | Self::NotTls
            | Self::Handshake(_) => TransportErrorKind::Tls,
            Self::BadAnchors | Self::BadIdentity => TransportErrorKind::Config,
        }
    }

    /// Whether a peer that does not know a ticket any longer, or speaks another
    /// version by now, may end a handshake so.
    pub(super) const fn may_be_of_a_ticket(self) -> bool {
        matches!(
            self,
            Self::NoVersion | Self::Alert | Self::Closed | Self::Handshake(_)
        )
    }

    /// What flags of the library say of a chain; `None` where there are none.
    fn of_chain(flags: u32) -> Option<Self> {
        // What weighs most comes first. Where there was no verifying all are set.
        const MEANINGS: [(u32, Refusal); 6] = [
            (
                MBEDTLS_X509_BADCERT_BAD_MD
                    | MBEDTLS_X509_BADCERT_BAD_PK
                    | MBEDTLS_X509_BADCERT_BAD_KEY,
                Refusal::Weak,
            ),
            (MBEDTLS_X509_BADCERT_NOT_TRUSTED, Refusal::Untrusted),
            (MBEDTLS_X509_BADCERT_CN_MISMATCH, Refusal::WrongName),
            (MBEDTLS_X509_BADCERT_EXPIRED, Refusal::Expired),
            (MBEDTLS_X509_BADCERT_FUTURE, Refusal::NotYetValid),
            (
                MBEDTLS_X509_BADCERT_KEY_USAGE | MBEDTLS_X509_BADCERT_EXT_KEY_USAGE,
                Refusal::WrongUse,
            ),
        ];
        if flags == 0 || flags == u32::MAX {
            return None;
        }
        let meaning = MEANINGS.iter().find(|(bits, _)| flags & bits != 0);
        Some(meaning.map_or(Self::Certificate(flags), |(_, refusal)| *refusal))
    }
}

/// Why a handshake has failed: the library's error, what it says of the chain, and
/// whether an allocation failed meanwhile.
pub(super) fn from_handshake(error: SessionError, flags: u32, before: Moment) -> Refusal {
    // A chain that could not be verified for want of room looks untrusted.
    if before.has_run_out_since() {
        return Refusal::ArenaExhausted;
    }
    if let Some(refusal) = Refusal::of_chain(flags) {
        return refusal;
    }
    match error {
        SessionError::Io(_) => Refusal::Closed,
        SessionError::MbedTls(error) => match error.code() {
            MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION => Refusal::NoVersion,
            MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE => Refusal::Alert,
            MBEDTLS_ERR_SSL_CONN_EOF => Refusal::Closed,
            MBEDTLS_ERR_SSL_INVALID_RECORD => Refusal::NotTls,
            // A signature that is too weak is none that it knows.
            code if code == MBEDTLS_ERR_X509_UNKNOWN_SIG_ALG + MBEDTLS_ERR_OID_NOT_FOUND => {
                Refusal::Weak
            }
            code => Refusal::Handshake(code),
        },
    }
}

/// Why there is no session, or no certificate: for want of room since `before`, or what
/// `otherwise` says.
pub(super) fn from_setup(before: Moment, otherwise: Refusal) -> Refusal {
    if before.has_run_out_since() {
        Refusal::ArenaExhausted
    } else {
        otherwise
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoTime => "this device does not know the time, so it cannot verify certificates",
            Self::Untrusted => "the peer's certificate is not trusted",
            Self::WrongName => "the peer's certificate is of another host",
            Self::Expired => "the peer's certificate is over, or this device's time is ahead",
            Self::NotYetValid => {
                "the peer's certificate has not begun, or this device's time is behind"
            }
            Self::WrongUse => "the peer's certificate is not for servers",
            Self::Weak => {
                "the peer's certificate, or who vouches for it, has a weak signature or key"
            }
            Self::Certificate(flags) => {
                return write!(f, "the peer's certificate is refused (flags {flags:#x})");
            }
            Self::DatesWereNotVerified => "the dates of the peer's certificate were not verified",
            Self::ArenaExhausted => "the memory of TLS is too small for this peer",
            Self::NoVersion => "the peer speaks no version of TLS that is spoken here",
            Self::Alert => "the peer has ended the TLS handshake with an alert",
            Self::Closed => "the connection was lost in the TLS handshake",
            Self::NotTls => "what the peer speaks is not TLS",
            Self::Handshake(code) => {
                return write!(
                    f,
                    "the TLS handshake has failed (-{:#06x})",
                    code.unsigned_abs()
                );
            }
            Self::BadAnchors => "what is to be trusted is no certificate",
            Self::BadIdentity => "this device's certificate or its key is none",
        })
    }
}

impl core::error::Error for Refusal {}
