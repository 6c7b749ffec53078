//! What the watch tells the lamp and the watchdog.

use core::cell::Cell;
use core::time::Duration;

use drs_status_core::Latch;

use crate::contact::Contact;
use crate::health::Health;
use crate::progress::Progress;
use crate::standing::Standing;

/// What the watch tells the lamp and the watchdog. All of them run in one task, so that
/// it needs no lock.
#[derive(Debug)]
pub(crate) struct Panel {
    worst: Cell<Health>,
    latch: Cell<Latch>,
    /// When the last whole poll was.
    whole: Cell<Option<Duration>>,
    /// How long may pass without one.
    patience: Duration,
    pub(crate) watch: Progress,
    pub(crate) lamp: Progress,
}

impl Panel {
    /// How long anything may take to begin.
    const START: Duration = Duration::from_secs(30);

    pub(crate) fn new(now: Duration, patience: Duration) -> Self {
        let due = now.saturating_add(Self::START);
        Self {
            worst: Cell::new(Health::Unknown),
            latch: Cell::new(Latch::Open),
            whole: Cell::new(None),
            patience,
            watch: Progress::new(due),
            lamp: Progress::new(due),
        }
    }

    /// A job has changed.
    pub(crate) fn set_worst(&self, worst: Health) {
        self.worst.set(worst);
    }

    pub(crate) fn set_latch(&self, latch: Latch) {
        self.latch.set(latch);
    }

    /// A poll was whole.
    pub(crate) fn whole(&self, now: Duration) {
        self.whole.set(Some(now));
    }

    pub(crate) fn standing(&self, now: Duration) -> Standing {
        let contact = match self.latch.get() {
            Latch::Refused => Contact::Refused,
            Latch::Open => {
                let ago = self.whole.get().map(|whole| now.saturating_sub(whole));
                Contact::since(ago, self.patience)
            }
        };
        Standing::of(self.worst.get(), contact)
    }
}
