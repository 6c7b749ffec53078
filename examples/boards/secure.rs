//! The way to the service: HTTPS.

use chacha20::ChaCha20Rng;
use drs_status_embassy::{Options, Tls, TlsConfig, TlsMemory, TlsTransport, TrustAnchors};
use embassy_executor::Spawner;
use embassy_net::Stack;
use embassy_time::{Duration, Timer};
use static_cell::{ConstStaticCell, StaticCell};

use crate::service::TIME;
use crate::settings::AUTHORITIES;

/// The memory of TLS, for records of the longest kind: the most that was seen is
/// 30 KB, and a chain of several certificates takes a few more.
const ARENA_LEN: usize = 48 * 1024;

/// How often it is looked how full the arena is, to tell of it.
const LOOK_EVERY: Duration = Duration::from_secs(10);

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
pub(crate) fn transport(spawner: Spawner, stack: Stack<'static>, chance: ChaCha20Rng) -> Transport {
    static ARENA: ConstStaticCell<[u8; ARENA_LEN]> = ConstStaticCell::new([0; ARENA_LEN]);
    static CHANCE: StaticCell<ChaCha20Rng> = StaticCell::new();
    static MEMORY: StaticCell<TlsMemory<1460, 1024, 512>> = StaticCell::new();

    let tls = Tls::start(ARENA.take(), CHANCE.init(chance), &TIME);
    let tls = defmt::expect!(tls, "Mbed TLS");
    spawner.spawn(tell(tls).expect("it is spawned once"));
    let memory = MEMORY.init_with(TlsMemory::new).buffers();
    let config = TlsConfig::new(ANCHORS);
    let transport = TlsTransport::new(tls, stack, memory, &Options::new(), &config);
    defmt::expect!(transport, "the way by TLS")
}

/// Logs how full the arena is when that has changed. Whether it leaks shows so: with a
/// connection that is idle it is as full each time.
#[embassy_executor::task]
async fn tell(tls: Tls) -> ! {
    let mut told = None;
    loop {
        let usage = tls.usage();
        let now = (usage.used, usage.peak, usage.failed);
        if told != Some(now) {
            let (used, peak, failed) = now;
            defmt::info!(
                "arena: {=usize} bytes of {=usize} in use, {=usize} at most, no room {=u32} times",
                used,
                usage.size,
                peak,
                failed
            );
            told = Some(now);
        }
        Timer::after(LOOK_EVERY).await;
    }
}
