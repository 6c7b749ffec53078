//! [`HttpTransport`] over TLS.

use core::fmt;

use embassy_net::Stack;

use super::config::TlsConfig;
use super::engine::Tls;
use super::error::Refusal;
use super::line::TlsLine;
use super::memory::TlsBuffers;
use crate::buffers::BufferError;
use crate::options::Options;
use crate::transport::HttpTransport;

/// HTTP over TLS: the peer is verified before a byte of a request is sent. Refuses
/// `http`.
pub type TlsTransport = HttpTransport<'static, TlsLine>;

impl TlsTransport {
    /// A transport over a socket of `stack`, which has to have room for one more.
    ///
    /// # Errors
    ///
    /// [`TlsTransportError`] for a buffer that is too short, and for certificates
    /// that are none.
    ///
    /// # Panics
    ///
    /// Where the resources that were lent to the stack have no socket left.
    pub fn over_tls(
        tls: Tls,
        stack: Stack<'static>,
        buffers: TlsBuffers,
        options: &Options,
        config: &TlsConfig,
    ) -> Result<Self, TlsTransportError> {
        let config = config.read().map_err(TlsTransportError::Config)?;
        let split = buffers.buffers.split();
        let (receive, transmit, http) = split.map_err(TlsTransportError::Buffer)?;
        let line = TlsLine::new(tls, stack, (receive, transmit), buffers.place, config);
        Ok(Self::from_parts(line, http, options))
    }

    /// Whether the connection that is open, or was last, resumed a session: the
    /// peer's certificate was verified when that began, not again.
    #[must_use]
    pub const fn was_resumed(&self) -> bool {
        self.line().was_resumed()
    }
}

/// There is no transport.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum TlsTransportError {
    /// A buffer is too short.
    Buffer(BufferError),
    /// A certificate or key is none, or has no room in the arena.
    Config(Refusal),
}

impl fmt::Display for TlsTransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Buffer(error) => error.fmt(f),
            Self::Config(refusal) => refusal.fmt(f),
        }
    }
}

impl core::error::Error for TlsTransportError {}
