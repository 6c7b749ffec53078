//! The way to the service: HTTPS.

use chacha20::ChaCha20Rng;
use drs_status_embassy::{Options, Tls, TlsConfig, TlsMemory, TlsTransport, TrustAnchors};
use embassy_net::Stack;
use static_cell::{ConstStaticCell, StaticCell};

use crate::service::TIME;
use crate::settings::AUTHORITIES;

/// The memory of TLS, for records of the longest kind: the most that was seen is
/// 30 KB, and a chain of several certificates takes a few more.
const ARENA_LEN: usize = 48 * 1024;

/// Whom is trusted.
const ANCHORS: TrustAnchors = {
    assert!(
        AUTHORITIES.len() == 1,
        "`ca-file`: this board trusts one authority"
    );
    TrustAnchors::Der(AUTHORITIES[0])
};

pub(crate) type Transport = TlsTransport;

/// There is one Mbed TLS: a second call panics.
pub(crate) fn transport(stack: Stack<'static>, chance: ChaCha20Rng) -> Transport {
    static ARENA: ConstStaticCell<[u8; ARENA_LEN]> = ConstStaticCell::new([0; ARENA_LEN]);
    static CHANCE: StaticCell<ChaCha20Rng> = StaticCell::new();
    static MEMORY: StaticCell<TlsMemory<1460, 1024, 512>> = StaticCell::new();

    let tls = Tls::start(ARENA.take(), CHANCE.init(chance), &TIME);
    let tls = defmt::expect!(tls, "Mbed TLS");
    let memory = MEMORY.init_with(TlsMemory::new).buffers();
    let config = TlsConfig::new(ANCHORS);
    let transport = TlsTransport::new(tls, stack, memory, &Options::new(), &config);
    defmt::expect!(transport, "the way by TLS")
}
