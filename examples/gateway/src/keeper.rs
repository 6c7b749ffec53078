//! Keeps what survives a reset, and spares the store.

use core::time::Duration;

use drs_status_core::Latch;

use crate::kept::Kept;
use crate::store::Store;
use crate::trace;

/// How much later the time of day has to be before it is written again.
const WRITE_EVERY: Duration = Duration::from_secs(24 * 60 * 60);

/// What survives a reset, and where.
pub(crate) struct Keeper<M> {
    store: M,
    kept: Kept,
}

impl<M: Store> Keeper<M> {
    /// What the store holds, as far as it is of these credentials: others have their
    /// chance, whatever became of the last ones.
    pub(crate) fn load(mut store: M, mark: u32) -> Self {
        let kept = match store.load() {
            Ok(bytes) => Kept::from_bytes(&bytes),
            Err(error) => {
                trace::store_failed(&error);
                None
            }
        };
        let mut kept = kept.unwrap_or(Kept::nothing(mark));
        if kept.mark != mark {
            kept = Kept {
                latch: Latch::Open,
                mark,
                ..kept
            };
        }
        Self { store, kept }
    }

    pub(crate) const fn latch(&self) -> Latch {
        self.kept.latch
    }

    /// The time of day that was proven last; zero if none was.
    pub(crate) const fn time(&self) -> Duration {
        self.kept.time
    }

    /// Keeps the latch, at once if it has changed.
    pub(crate) fn keep_latch(&mut self, latch: Latch) {
        if self.kept.latch != latch {
            self.kept.latch = latch;
            self.save();
        }
    }

    /// Keeps a time of day that was proven, now and then.
    pub(crate) fn keep_time(&mut self, unix_time: Duration) {
        if unix_time >= self.kept.time.saturating_add(WRITE_EVERY) {
            self.kept.time = unix_time;
            self.save();
        }
    }

    fn save(&mut self) {
        if let Err(error) = self.store.save(&self.kept.to_bytes()) {
            trace::store_failed(&error);
        }
    }
}
