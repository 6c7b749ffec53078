//! Chance that nobody can guess.

use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng;
use sha2::{Digest, Sha256};

use crate::board::Chance;

/// Raw bytes that become one seed. A bit of an RP2040's ring oscillator is worth less
/// than a bit (datasheet, section 2.17.5), so many more are taken than are needed.
const RAW: usize = 256;

/// What stretches a seed that was read of the chip.
pub(crate) async fn seeded(chance: Chance) -> ChaCha20Rng {
    let mut raw = [0; RAW];
    fill(chance, &mut raw).await;
    ChaCha20Rng::from_seed(Sha256::digest(raw).into())
}

/// Of the ring oscillator: there is nothing to wait for.
#[cfg(feature = "rp2040")]
fn fill(_: Chance, raw: &mut [u8]) -> core::future::Ready<()> {
    embassy_rp::clocks::RoscRng.fill_bytes(raw);
    core::future::ready(())
}

/// Of the generator of true random numbers.
#[cfg(feature = "rp2350")]
async fn fill(chance: Chance, raw: &mut [u8]) {
    use embassy_rp::trng::{Config, InterruptHandler, Trng};

    embassy_rp::bind_interrupts!(struct Interrupts {
        TRNG_IRQ => InterruptHandler<embassy_rp::peripherals::TRNG>;
    });
    Trng::new(chance, Interrupts, Config::default())
        .fill_bytes(raw)
        .await;
}
