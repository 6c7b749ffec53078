//! The way to a simulator: HTTP, of which nothing is protected.

use chacha20::ChaCha20Rng;
use drs_status_embassy::{Memory, Options, PlaintextTransport};
use embassy_executor::Spawner;
use embassy_net::Stack;
use static_cell::ConstStaticCell;

pub(crate) type Transport = PlaintextTransport<'static>;

/// There is memory for one: a second call panics.
pub(crate) fn transport(_: Spawner, stack: Stack<'static>, _: ChaCha20Rng) -> Transport {
    static MEMORY: ConstStaticCell<Memory<1460, 1024, 512>> = ConstStaticCell::new(Memory::new());
    PlaintextTransport::new(stack, MEMORY.take().buffers(), &Options::new())
        .expect("its memory is large enough")
}
