//! The watchdog, and what it keeps while it resets the chip.

use core::cell::RefCell;
use core::convert::Infallible;

use drs_status_gateway::{KEPT_LEN, Store};
use embassy_rp::watchdog::{ResetReason, Watchdog};
use embassy_time::Duration;

/// What it waits for a feeding: nearly all that an RP2040's can, 8.38 s.
const PATIENCE: Duration = Duration::from_secs(8);

/// Starts it: from now on it has to be fed.
pub(crate) fn start(mut watchdog: Watchdog) -> Watchdog {
    // A probe that halts the core does not lose it.
    watchdog.pause_on_debug(true);
    watchdog.start(PATIENCE);
    watchdog
}

/// What has started the chip.
pub(crate) fn why(watchdog: &Watchdog) -> &'static str {
    match watchdog.reset_reason() {
        Some(ResetReason::TimedOut) => "by the watchdog",
        Some(ResetReason::Forced) => "by the program",
        None => "by power or the reset pin",
    }
}

/// Feeds it.
pub(crate) struct Dog<'w>(pub(crate) &'w RefCell<Watchdog>);

impl drs_status_gateway::Watchdog for Dog<'_> {
    fn feed(&mut self) {
        self.0.borrow_mut().feed(PATIENCE);
    }
}

/// The scratch registers that neither the boot ROM nor anybody else uses: 0 to 3. They
/// outlast a reset, and not the power.
pub(crate) struct Scratch<'w>(pub(crate) &'w RefCell<Watchdog>);

const WORD: usize = 4;

impl Store for Scratch<'_> {
    type Error = Infallible;

    fn load(&mut self) -> Result<[u8; KEPT_LEN], Infallible> {
        let mut kept = [0; KEPT_LEN];
        for (index, word) in kept.chunks_exact_mut(WORD).enumerate() {
            let value = self.0.borrow_mut().get_scratch(index);
            word.copy_from_slice(&value.to_le_bytes());
        }
        Ok(kept)
    }

    fn save(&mut self, kept: &[u8; KEPT_LEN]) -> Result<(), Infallible> {
        let (words, _) = kept.as_chunks::<WORD>();
        for (index, word) in words.iter().enumerate() {
            let value = u32::from_le_bytes(*word);
            self.0.borrow_mut().set_scratch(index, value);
        }
        Ok(())
    }
}
