//! What survives a reset.

use core::convert::Infallible;
use core::sync::atomic::Ordering;

use drs_status_gateway::{KEPT_LEN, Store};
use portable_atomic::AtomicU32;

const WORD: usize = 4;

/// RTC fast memory that nobody writes when the chip starts. It outlasts a reset, and not the
/// power: then it is whatever it is, which the gateway finds out by a check.
#[esp_hal::ram(unstable(rtc_fast, persistent))]
static KEPT: [AtomicU32; KEPT_LEN / WORD] = [const { AtomicU32::new(0) }; KEPT_LEN / WORD];

/// The store.
pub(crate) struct RtcMemory;

impl Store for RtcMemory {
    type Error = Infallible;

    fn load(&mut self) -> Result<[u8; KEPT_LEN], Infallible> {
        let mut kept = [0; KEPT_LEN];
        for (bytes, word) in kept.chunks_exact_mut(WORD).zip(&KEPT) {
            bytes.copy_from_slice(&word.load(Ordering::Relaxed).to_le_bytes());
        }
        Ok(kept)
    }

    fn save(&mut self, kept: &[u8; KEPT_LEN]) -> Result<(), Infallible> {
        let (words, _) = kept.as_chunks::<WORD>();
        for (bytes, word) in words.iter().zip(&KEPT) {
            word.store(u32::from_le_bytes(*bytes), Ordering::Relaxed);
        }
        Ok(())
    }
}
