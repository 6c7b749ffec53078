//! Whether something goes on as it should.

use core::cell::Cell;
use core::time::Duration;

/// By when something has to tell again that it goes on.
#[derive(Debug)]
pub(crate) struct Progress(Cell<Duration>);

impl Progress {
    pub(crate) const fn new(due: Duration) -> Self {
        Self(Cell::new(due))
    }

    /// It goes on, and tells again within `time`.
    pub(crate) fn made(&self, now: Duration, time: Duration) {
        self.0.set(now.saturating_add(time));
    }

    /// Whether it has told in time.
    pub(crate) fn is_made(&self, now: Duration) -> bool {
        now <= self.0.get()
    }
}
