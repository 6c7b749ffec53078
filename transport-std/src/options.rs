//! How to connect: whom to trust, past which proxy, how long to wait.

use std::env;
use std::ffi::OsString;
use std::time::Duration;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use ureq::tls::{Certificate, RootCerts, parse_pem};

use crate::error::SetupError;

/// How to connect. The defaults trust the certificate authorities that Mozilla
/// trusts, go past no proxy, and wait ten seconds for a connection.
///
/// There is no option that switches verification off.
#[derive(Clone, Debug)]
pub struct Options {
    roots: Option<Vec<Certificate<'static>>>,
    proxy: Proxy,
    connect_timeout: Duration,
}

/// Which way a connection takes.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Proxy {
    /// Straight to the endpoint.
    None,
    /// As the environment says: the first of `ALL_PROXY`, `HTTPS_PROXY` and
    /// `HTTP_PROXY`, in upper or lower case, past the hosts in `NO_PROXY`.
    Environment,
    /// Through this proxy: `http://[user:password@]host:port`.
    Url(String),
}

impl Options {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self {
            roots: None,
            proxy: Proxy::None,
            connect_timeout: Duration::from_secs(10),
        }
    }

    /// Trusts the certificate authorities in `pem`, and no others.
    ///
    /// # Errors
    ///
    /// [`SetupError::Certificates`] where `pem` holds no certificate, or one
    /// that cannot be read: a bundle is taken whole or not at all.
    pub fn ca_pem(mut self, pem: &[u8]) -> Result<Self, SetupError> {
        let mut roots = Vec::new();
        let mut store = RootCertStore::empty();
        for item in parse_pem(pem) {
            let ureq::tls::PemItem::Certificate(certificate) =
                item.map_err(|_| SetupError::Certificates)?
            else {
                continue;
            };
            store
                .add(CertificateDer::from(certificate.der()))
                .map_err(|_| SetupError::Certificates)?;
            roots.push(certificate.to_owned());
        }
        if roots.is_empty() {
            return Err(SetupError::Certificates);
        }
        self.roots = Some(roots);
        Ok(self)
    }

    /// Which way connections take. Plaintext connections never take a proxy.
    #[must_use]
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = proxy;
        self
    }

    /// How long a connection may take to come about, TLS included.
    #[must_use]
    pub const fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    pub(crate) const fn connect_time_limit(&self) -> Duration {
        self.connect_timeout
    }

    pub(crate) fn root_certs(&self) -> RootCerts {
        match &self.roots {
            Some(roots) => RootCerts::from(roots.clone()),
            None => RootCerts::WebPki,
        }
    }

    pub(crate) fn ureq_proxy(&self) -> Result<Option<ureq::Proxy>, SetupError> {
        match &self.proxy {
            Proxy::None => Ok(None),
            Proxy::Environment => match ureq::Proxy::try_from_env() {
                // What ureq cannot read it passes over: somebody who named a
                // proxy does not want to go past it.
                None if names_a_proxy(|name| env::var_os(name)) => Err(SetupError::Proxy),
                proxy => Ok(proxy),
            },
            Proxy::Url(url) => match ureq::Proxy::new(url) {
                Ok(proxy) => Ok(Some(proxy)),
                Err(_) => Err(SetupError::Proxy),
            },
        }
    }
}

/// Whether a variable in which ureq looks for a proxy is not empty.
fn names_a_proxy(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let names = ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"];
    let cases = names.map(|name| [name.to_owned(), name.to_lowercase()]);
    let mut values = cases.iter().flatten().filter_map(|name| variable(name));
    values.any(|value| !value.is_empty())
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_is_taken_whole_or_not_at_all() {
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        for pem in ["", "no certificate", broken] {
            let error = Options::new().ca_pem(pem.as_bytes()).unwrap_err();
            assert_eq!(error, SetupError::Certificates, "{pem:?}");
        }
    }

    #[test]
    fn a_proxy_that_is_named_is_seen() {
        for (set, value, expected) in [
            ("HTTPS_PROXY", "x", true),
            ("https_proxy", "x", true),
            ("ALL_PROXY", "x", true),
            ("http_proxy", "x", true),
            ("HTTPS_PROXY", "", false),
            ("NO_PROXY", "x", false),
        ] {
            let variable = |name: &str| (name == set).then(|| OsString::from(value));
            assert_eq!(names_a_proxy(variable), expected, "{set}={value}");
        }
    }

    #[test]
    fn a_proxy_must_be_one() {
        let options = Options::new().proxy(Proxy::Url("no proxy\n".into()));
        assert_eq!(options.ureq_proxy().unwrap_err(), SetupError::Proxy);
    }
}
