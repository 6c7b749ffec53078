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
///
/// ```no_run
/// use drs_status_core::{Client, Config, Endpoint, ProjectId, Token};
/// use drs_status_embassy::{
///     EmbassyClock, IDS_PER_RECORD, Options, TimeOfDay, Tls, TlsConfig, TlsMemory,
///     TlsTransport, TrustAnchors,
/// };
/// use embassy_net::Stack;
/// use rand_core::CryptoRng;
/// use static_cell::{ConstStaticCell, StaticCell};
///
/// const CONFIG: Config = Config::new(
///     Endpoint::literal("https://drs.eu-de.otc.t-systems.com"),
///     ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0"),
/// )
/// .ids_per_request(IDS_PER_RECORD);
/// # const CA: &[u8] = &[];
///
/// static ARENA: ConstStaticCell<[u8; 32 * 1024]> = ConstStaticCell::new([0; 32 * 1024]);
/// static MEMORY: StaticCell<TlsMemory<1460, 1024, 512>> = StaticCell::new();
/// static TIME: TimeOfDay = TimeOfDay::new();
///
/// /// `chance` is of what nobody can guess, `CA` the authority's certificate, as DER.
/// /// Somebody sets `TIME` before anything is asked.
/// fn client<'t, R: CryptoRng + Send>(
///     stack: Stack<'static>,
///     chance: &'static mut R,
///     token: Token<'t>,
///     buffer: &'t mut [u8],
/// ) -> Client<'t, TlsTransport, EmbassyClock<'static>> {
///     let clock = EmbassyClock::new(chance.next_u64()).time_of_day(&TIME);
///     let tls = Tls::start(ARENA.take(), chance, &TIME).expect("it is started once");
///     let memory = MEMORY.init_with(TlsMemory::new);
///     let trusted = TlsConfig::new(TrustAnchors::Der(CA));
///     let transport = TlsTransport::new(tls, stack, memory.buffers(), &Options::new(), &trusted)
///         .expect("what is trusted is a certificate");
///     Client::new(CONFIG, token, transport, clock, buffer).expect("it is long enough")
/// }
/// ```
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
    pub fn new(
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
