//! The certificate authority of a run and what it issues. All keys live in memory
//! and are gone with the run, but for that of an authority that somebody keeps.

use std::fmt;
use std::io;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use time::{Duration, OffsetDateTime};

/// The names that a good certificate is for.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// Longer than anything that it issues, and than the image of a device is kept.
const AUTHORITY_DAYS: i64 = 3650;

/// What certificate the server shows.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
#[non_exhaustive]
pub enum Certificate {
    /// One for `localhost`, `127.0.0.1` and `::1`, valid today.
    #[default]
    Good,
    /// One for `elsewhere.example`.
    WrongHost,
    /// One that expired yesterday.
    Expired,
    /// One that is valid from tomorrow on.
    NotYetValid,
    /// One issued by another authority of the same name as ours.
    UntrustedIssuer,
}

/// A certificate with its key.
pub(crate) struct Identity {
    pub(crate) certificate: CertificateDer<'static>,
    pub(crate) key: PrivateKeyDer<'static>,
}

/// A certificate authority. All of them have one name, and differ by their keys.
///
/// `Debug` does not show the key.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    /// One with a key that was made a moment ago.
    ///
    /// # Errors
    ///
    /// When the system gives no random numbers.
    pub fn new() -> io::Result<Self> {
        Self::with(KeyPair::generate().map_err(io::Error::other)?)
    }

    /// The one whose key was kept: that of a device which was told whom to trust
    /// before the simulator started. Its certificate is signed anew, and whoever
    /// trusts an earlier one trusts what this one issues.
    ///
    /// # Errors
    ///
    /// For what is no key, as [`Authority::key_pem`] gives it.
    pub fn from_key_pem(pem: &str) -> io::Result<Self> {
        Self::with(KeyPair::from_pem(pem).map_err(io::Error::other)?)
    }

    fn with(key: KeyPair) -> io::Result<Self> {
        let mut params = CertificateParams::default();
        params
            .distinguished_name
            .push(DnType::CommonName, "drs-sim authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        set_validity(&mut params, -1, AUTHORITY_DAYS);
        CertifiedIssuer::self_signed(params, key)
            .map(Self)
            .map_err(io::Error::other)
    }

    /// What a client is to trust: its certificate, as PEM.
    #[must_use]
    pub fn pem(&self) -> String {
        self.0.pem()
    }

    /// Its key, as PEM, for [`Authority::from_key_pem`]: whoever has it can vouch for
    /// any host to whoever trusts it.
    #[must_use]
    pub fn key_pem(&self) -> String {
        self.0.key().serialize_pem()
    }

    /// A certificate of that kind; a good one is for `names`, too.
    pub(crate) fn issue(&self, kind: Certificate, names: &[String]) -> io::Result<Identity> {
        if kind == Certificate::UntrustedIssuer {
            return Self::new()?.issue(Certificate::Good, names);
        }
        let names = match kind {
            Certificate::WrongHost => vec!["elsewhere.example".to_owned()],
            _ => [&LOOPBACK.map(str::to_owned), names].concat(),
        };
        let mut params = CertificateParams::new(names).map_err(io::Error::other)?;
        params
            .distinguished_name
            .push(DnType::CommonName, "drs-sim");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        match kind {
            Certificate::Expired => set_validity(&mut params, -30, -1),
            Certificate::NotYetValid => set_validity(&mut params, 1, 30),
            _ => set_validity(&mut params, -1, 30),
        }
        let key = KeyPair::generate().map_err(io::Error::other)?;
        let certificate = params.signed_by(&key, &self.0).map_err(io::Error::other)?;
        Ok(Identity {
            certificate: certificate.der().clone(),
            key: PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        })
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority").finish_non_exhaustive()
    }
}

/// From and until so many days from now.
fn set_validity(params: &mut CertificateParams, from: i64, until: i64) {
    let now = OffsetDateTime::now_utc();
    params.not_before = now + Duration::days(from);
    params.not_after = now + Duration::days(until);
}
