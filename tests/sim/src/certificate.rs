//! The certificate authority of a run and what it issues. All keys live in
//! memory and are gone with the run.

use std::io;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use time::{Duration, OffsetDateTime};

/// The names that a good certificate is for.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

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

/// A certificate authority, made a moment ago.
pub(crate) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(crate) fn new() -> io::Result<Self> {
        let mut params = CertificateParams::default();
        params
            .distinguished_name
            .push(DnType::CommonName, "drs-sim authority of one run");
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        set_validity(&mut params, -1, 30);
        let key = KeyPair::generate().map_err(io::Error::other)?;
        CertifiedIssuer::self_signed(params, key)
            .map(Self)
            .map_err(io::Error::other)
    }

    /// What a client is to trust.
    pub(crate) fn pem(&self) -> String {
        self.0.pem()
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

/// From and until so many days from now.
fn set_validity(params: &mut CertificateParams, from: i64, until: i64) {
    let now = OffsetDateTime::now_utc();
    params.not_before = now + Duration::days(from);
    params.not_after = now + Duration::days(until);
}
