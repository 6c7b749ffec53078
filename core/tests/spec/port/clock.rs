//! Time that goes on when a test says so.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use drs_status_core::{Clock, Wake};

/// A clock whose clones show the same time.
#[derive(Clone, Debug, Default)]
pub(crate) struct FakeClock(Rc<Cell<Duration>>);

impl FakeClock {
    pub(crate) fn advance(&self, time: Duration) {
        self.0.set(self.0.get() + time);
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Duration {
        self.0.get()
    }

    fn unix_time(&self) -> Option<Duration> {
        None
    }

    async fn sleep(&mut self, time: Duration) -> Wake {
        self.advance(time);
        Wake::Elapsed
    }

    fn entropy(&mut self) -> u32 {
        0
    }
}
