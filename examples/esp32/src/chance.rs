//! Chance that nobody can guess.

use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng;
use esp_hal::rng::Trng;
use esp_radio::wifi::WifiController;

/// What stretches a seed that was read of the chip. Its generator takes the noise of the
/// radio, so that the radio has to be on: without, its numbers only look random (ESP32-C3
/// Technical Reference Manual, chapter "Random Number Generator").
pub(crate) fn seeded(_on: &WifiController<'_>) -> ChaCha20Rng {
    let source = defmt::expect!(Trng::try_new(), "the radio is on");
    let mut seed = [0; 32];
    source.read(&mut seed);
    ChaCha20Rng::from_seed(seed)
}
