//! [`Transport`] over ureq, with TLS and without.

use std::fmt;
use std::io::Read;
use std::marker::PhantomData;
use std::time::Duration;

use drs_status_core::{Request, ResponseHead, Scheme, Secrecy, StatusCode, Transport};
use ureq::http::{HeaderValue, Response};
use ureq::tls::{TlsConfig, TlsProvider};
use ureq::{Agent, Body, BodyReader};
use zeroize::Zeroize;

use crate::error::{SetupError, TransportError};
use crate::options::Options;

/// HTTPS, verified. Refuses any other scheme.
pub type HttpsTransport = UreqTransport<Tls>;

/// HTTP without any protection: whoever stands on the way reads the token and
/// forges the answer. For a simulator on the same machine. Refuses `https`, and
/// never takes a proxy.
pub type PlaintextTransport = UreqTransport<WithoutTls>;

/// Whether connections are protected: [`Tls`] or [`WithoutTls`], nothing else.
pub trait Security: sealed::Sealed {
    /// The only scheme that is accepted.
    const SCHEME: Scheme;
}

/// With TLS: the certificate, its name and its dates are verified.
#[derive(Clone, Copy, Debug)]
pub struct Tls(());

/// Without TLS.
#[derive(Clone, Copy, Debug)]
pub struct WithoutTls(());

impl Security for Tls {
    const SCHEME: Scheme = Scheme::Https;
}

impl Security for WithoutTls {
    const SCHEME: Scheme = Scheme::Http;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Tls {}
    impl Sealed for super::WithoutTls {}
}

/// How long a connection is kept without a call. One that a router on the way
/// has forgotten says nothing, and would cost a call all of its time.
const MAX_IDLE: Duration = Duration::from_secs(15);

/// Carries requests by ureq. A connection whose answer was read to its end is
/// kept and used again.
///
/// Its futures are always ready: each of them blocks the thread until it is
/// done.
pub struct UreqTransport<S> {
    agent: Agent,
    /// The answer whose body is being read.
    body: Option<BodyReader<'static>>,
    /// The request's body; kept for its room.
    request: Vec<u8>,
    connect_timeout: Duration,
    security: PhantomData<S>,
}

impl<S: Security> UreqTransport<S> {
    /// A transport that connects as `options` say.
    ///
    /// # Errors
    ///
    /// [`SetupError::Proxy`] for a proxy that is none.
    pub fn new(options: &Options) -> Result<Self, SetupError> {
        let (proxy, https_only) = match S::SCHEME {
            Scheme::Https => (options.ureq_proxy()?, true),
            Scheme::Http => (None, false),
        };
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(options.root_certs())
            .build();
        let agent = Agent::config_builder()
            .tls_config(tls)
            .https_only(https_only)
            .proxy(proxy)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("drs-status/", env!("CARGO_PKG_VERSION")))
            .max_idle_connections(1)
            .max_idle_connections_per_host(1)
            .max_idle_age(MAX_IDLE)
            .build()
            .new_agent();
        Ok(Self {
            agent,
            body: None,
            request: Vec::new(),
            connect_timeout: options.connect_time_limit(),
            security: PhantomData,
        })
    }

    fn exchange(&mut self, request: &Request<'_>) -> Result<Response<Body>, ureq::Error> {
        // At once, so that no copy is left behind by growing.
        self.request.reserve_exact(request.body().encoded_len());
        for piece in request.body().pieces() {
            self.request.extend_from_slice(piece.as_ref());
        }
        let url = format!(
            "{}://{}{}",
            S::SCHEME.as_str(),
            request.endpoint().authority(),
            request.path()
        );
        let mut builder = self
            .agent
            .post(url)
            .config()
            .timeout_global(request.time_left())
            .timeout_connect(Some(self.connect_timeout))
            .build();
        for header in request.headers() {
            let mut value = HeaderValue::from_str(header.value())
                .map_err(|error| ureq::Error::Http(error.into()))?;
            value.set_sensitive(header.secrecy() == Secrecy::Secret);
            builder = builder.header(header.name(), value);
        }
        let answer = builder.send(&self.request[..]);
        self.forget_request();
        answer
    }

    /// A password may stand in it.
    fn forget_request(&mut self) {
        self.request.zeroize();
    }
}

impl<S: Security> Transport for UreqTransport<S> {
    type Error = TransportError;

    async fn send(
        &mut self,
        request: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, TransportError> {
        self.body = None;
        if request.endpoint().scheme() != S::SCHEME {
            return Err(TransportError::wrong_scheme());
        }
        let answer = self.exchange(request).map_err(TransportError::sending)?;
        for (name, value) in answer.headers() {
            head.name(name.as_str());
            head.value(value.as_bytes());
        }
        let status = StatusCode::new(answer.status().as_u16()).ok_or(TransportError::not_http())?;
        self.body = Some(answer.into_body().into_reader());
        Ok(status)
    }

    /// A body that ends with its connection has no framing that could prove
    /// its end, and ureq takes any end for one. It is the decoder that tells:
    /// a response is whole when its JSON object is.
    async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, TransportError> {
        let Some(body) = &mut self.body else {
            return Ok(0);
        };
        let len = body.read(buffer).map_err(TransportError::reading)?;
        if len == 0 && !buffer.is_empty() {
            self.body = None;
        }
        Ok(len)
    }

    /// Drops the answer that is being read, and its connection with it. A
    /// connection that waits for its next request stays: it is clean.
    fn close(&mut self) {
        self.body = None;
    }
}

impl<S: Security> fmt::Debug for UreqTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UreqTransport")
            .field("scheme", &S::SCHEME)
            .field("reading", &self.body.is_some())
            .finish_non_exhaustive()
    }
}
