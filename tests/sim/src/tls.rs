//! Which TLS the server speaks.

use std::io;
use std::sync::Arc;

use rustls::crypto::ring;
use rustls::{ServerConfig, SupportedProtocolVersion, version};
use tokio_rustls::TlsAcceptor;

use crate::certificate::Identity;

/// The versions of TLS that the server speaks, if any.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Tls {
    /// None: plain HTTP.
    #[default]
    Off,
    /// TLS 1.2 only, as the service itself, by the documents of its gateway.
    V12,
    /// TLS 1.3 only.
    V13,
    /// TLS 1.2 and 1.3.
    Both,
}

impl Tls {
    fn versions(self) -> Vec<&'static SupportedProtocolVersion> {
        match self {
            Self::Off => vec![],
            Self::V12 => vec![&version::TLS12],
            Self::V13 => vec![&version::TLS13],
            Self::Both => vec![&version::TLS13, &version::TLS12],
        }
    }
}

/// What turns a connection into one with TLS.
pub(crate) fn acceptor(tls: Tls, identity: Identity) -> io::Result<TlsAcceptor> {
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&tls.versions())
        .and_then(|builder| {
            builder
                .with_no_client_auth()
                .with_single_cert(vec![identity.certificate], identity.key)
        })
        .map_err(io::Error::other)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
