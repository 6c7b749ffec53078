//! Whom to trust, and what to speak.

use core::ffi::CStr;
use core::fmt;
use core::time::Duration;

use mbedtls_rs::{Certificate, Credentials, PrivateKey, SessionError, X509};

use super::error::{Refusal, from_setup};
use super::heap::Moment;

/// Certificates of authorities: who is vouched for by one of them is trusted, for
/// the names and the time that the certificate says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TrustAnchors {
    /// One certificate, DER. It is not copied.
    Der(&'static [u8]),
    /// One or more, PEM. They are copied, as DER: that takes their length of the
    /// arena for good.
    Pem(&'static CStr),
}

/// A version of the protocol. What came before 1.2 is not spoken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum TlsVersion {
    /// TLS 1.2, RFC 5246.
    V1_2,
    /// TLS 1.3, RFC 8446.
    V1_3,
}

impl TlsVersion {
    const fn of_library(self) -> mbedtls_rs::TlsVersion {
        match self {
            Self::V1_2 => mbedtls_rs::TlsVersion::Tls1_2,
            Self::V1_3 => mbedtls_rs::TlsVersion::Tls1_3,
        }
    }
}

/// Whom to trust, and what to speak. Certificates, names and dates are always
/// verified.
///
/// ```
/// use drs_status_embassy::{TlsConfig, TlsVersion, TrustAnchors};
///
/// const CA: &[u8] = b"\x30\x82...";
/// const CONFIG: TlsConfig =
///     TlsConfig::new(TrustAnchors::Der(CA)).versions(TlsVersion::V1_2, TlsVersion::V1_2);
/// ```
///
/// Nothing in it turns verifying off, and a configuration of the library itself is
/// not taken:
///
/// ```compile_fail,E0599
/// use drs_status_embassy::{TlsConfig, TrustAnchors};
///
/// let config = TlsConfig::new(TrustAnchors::Der(b"")).danger_accept_invalid_certs(true);
/// ```
///
/// ```compile_fail,E0433
/// use drs_status_embassy::mbedtls_rs;
/// ```
#[derive(Clone, Copy)]
pub struct TlsConfig {
    anchors: TrustAnchors,
    lowest: TlsVersion,
    highest: TlsVersion,
    identity: Option<(&'static [u8], &'static [u8])>,
    resume_for: Duration,
}

impl TlsConfig {
    /// TLS 1.2 or 1.3; nothing that says who this device is; sessions are resumed
    /// for twelve hours.
    #[must_use]
    pub const fn new(anchors: TrustAnchors) -> Self {
        Self {
            anchors,
            lowest: TlsVersion::V1_2,
            highest: TlsVersion::V1_3,
            identity: None,
            resume_for: Duration::from_hours(12),
        }
    }

    /// Sets which versions are spoken. Offering one alone makes the handshake
    /// shorter; 1.2 alone lets sessions be resumed with a peer that speaks both.
    #[must_use]
    pub const fn versions(self, lowest: TlsVersion, highest: TlsVersion) -> Self {
        Self {
            lowest,
            highest,
            ..self
        }
    }

    /// Sets what proves who this device is, to a peer that asks: a certificate and
    /// its private key, both DER.
    #[must_use]
    pub const fn client_certificate(
        self,
        certificate: &'static [u8],
        private_key: &'static [u8],
    ) -> Self {
        Self {
            identity: Some((certificate, private_key)),
            ..self
        }
    }

    /// Sets how long after its certificate was verified a session of TLS 1.2 is
    /// resumed, which does not verify it again. Zero: never.
    #[must_use]
    pub const fn resume_for(self, resume_for: Duration) -> Self {
        Self { resume_for, ..self }
    }

    /// Reads the certificates.
    pub(super) fn read(&self) -> Result<Read, Refusal> {
        if self.lowest > self.highest {
            return Err(Refusal::NoVersion);
        }
        let before = Moment::now();
        let anchors = match self.anchors {
            TrustAnchors::Der(der) => Certificate::new_no_copy(der),
            TrustAnchors::Pem(pem) => Certificate::new(X509::PEM(pem)).map_err(SessionError::from),
        };
        let identity = match self.identity {
            None => None,
            Some((certificate, private_key)) => Some(Credentials {
                certificate: Certificate::new_no_copy(certificate)
                    .map_err(|_| from_setup(before, Refusal::BadIdentity))?,
                private_key: PrivateKey::new(X509::DER(private_key), None)
                    .map_err(|_| from_setup(before, Refusal::BadIdentity))?,
            }),
        };
        Ok(Read {
            anchors: anchors.map_err(|_| from_setup(before, Refusal::BadAnchors))?,
            lowest: self.lowest.of_library(),
            highest: self.highest.of_library(),
            identity,
            resume_for: self.resume_for,
        })
    }
}

/// The key is not shown.
impl fmt::Debug for TlsConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsConfig")
            .field("lowest", &self.lowest)
            .field("highest", &self.highest)
            .field("has_identity", &self.identity.is_some())
            .field("resume_for", &self.resume_for)
            .finish_non_exhaustive()
    }
}

/// What was read of a configuration.
pub(super) struct Read {
    anchors: Certificate<'static>,
    lowest: mbedtls_rs::TlsVersion,
    highest: mbedtls_rs::TlsVersion,
    identity: Option<Credentials<'static>>,
    pub(super) resume_for: Duration,
}

impl Read {
    /// The library's own configuration: the one place where it is made.
    pub(super) fn session(&self) -> mbedtls_rs::SessionConfig<'static> {
        mbedtls_rs::SessionConfig::Client(mbedtls_rs::ClientSessionConfig {
            ca_chain: Some(self.anchors.clone()),
            creds: self.identity.clone(),
            // It is set once there is a session: it outlives no call. A session
            // without it is refused.
            server_name: None,
            auth_mode: mbedtls_rs::AuthMode::Required,
            min_version: self.lowest,
            max_version: Some(self.highest),
            alpn_protocols: None,
            skip_hostname_verification: false,
            key_exchange_groups: None,
        })
    }
}
