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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kept::KEPT_LEN;

    const TIME: Duration = Duration::from_secs(1_795_600_800);

    /// A page that may be broken.
    #[derive(Clone, Copy)]
    struct Page {
        bytes: [u8; KEPT_LEN],
        writes: u32,
        works: Result<(), &'static str>,
    }

    const EMPTY: Page = Page {
        bytes: [0xFF; KEPT_LEN],
        writes: 0,
        works: Ok(()),
    };

    impl Store for Page {
        type Error = &'static str;

        fn load(&mut self) -> Result<[u8; KEPT_LEN], &'static str> {
            self.works.map(|()| self.bytes)
        }

        fn save(&mut self, kept: &[u8; KEPT_LEN]) -> Result<(), &'static str> {
            self.writes += 1;
            self.works.map(|()| self.bytes = *kept)
        }
    }

    #[test]
    fn it_is_written_when_it_changes_and_the_time_once_a_day() {
        let mut page = EMPTY;
        let mut keeper = Keeper::load(&mut page, 7);
        assert_eq!(
            (keeper.latch(), keeper.time()),
            (Latch::Open, Duration::ZERO)
        );
        for _ in 0..3 {
            keeper.keep_latch(Latch::Open);
            keeper.keep_time(TIME);
            keeper.keep_time(TIME + WRITE_EVERY / 2);
        }
        assert_eq!(page.writes, 1);
        let mut keeper = Keeper::load(&mut page, 7);
        keeper.keep_time(TIME + WRITE_EVERY);
        // It does not go back.
        keeper.keep_time(TIME);
        assert_eq!(keeper.time(), TIME + WRITE_EVERY);
        keeper.keep_latch(Latch::Refused);
        keeper.keep_latch(Latch::Refused);
        assert_eq!(page.writes, 3);
    }

    #[test]
    fn other_credentials_have_their_chance_and_the_time_stays() {
        let mut page = EMPTY;
        let mut keeper = Keeper::load(&mut page, 7);
        keeper.keep_time(TIME);
        keeper.keep_latch(Latch::Refused);
        for (mark, latch) in [(7, Latch::Refused), (8, Latch::Open), (7, Latch::Refused)] {
            let keeper = Keeper::load(page, mark);
            assert_eq!((keeper.latch(), keeper.time()), (latch, TIME), "{mark}");
        }
    }

    #[test]
    fn a_store_that_is_broken_keeps_nothing_and_holds_nothing_up() {
        let broken = Page {
            works: Err("it is broken"),
            ..EMPTY
        };
        let mut keeper = Keeper::load(broken, 7);
        keeper.keep_latch(Latch::Refused);
        assert_eq!(keeper.latch(), Latch::Refused);
        assert_eq!(keeper.store.writes, 1);
    }
}
