//! A clock that accounts for each wait.

use core::time::Duration;

use drs_status_core::{Clock, Wake};

use crate::panel::Panel;

/// How much later than it should a wait may end before it counts as a hang.
pub(crate) const SLACK: Duration = Duration::from_secs(30);

/// A clock that accounts for each wait: while it lasts the watch makes progress, and
/// for the time of one call after it.
///
/// A future of a transport that never is ready is no wait of this clock, and so is
/// noticed.
#[derive(Clone, Debug)]
pub(crate) struct Accounted<'p, C> {
    pub(crate) clock: C,
    pub(crate) panel: &'p Panel,
    /// The longest call.
    pub(crate) call: Duration,
}

impl<C: Clock> Accounted<'_, C> {
    /// Something goes on now, and what follows takes no longer than a call.
    pub(crate) fn progress(&self) {
        self.progress_within(self.call);
    }

    /// Something goes on now, and goes on again within `time`.
    pub(crate) fn progress_within(&self, time: Duration) {
        let time = time.saturating_add(SLACK);
        self.panel.watch.made(self.clock.now(), time);
    }
}

impl<C: Clock> Clock for Accounted<'_, C> {
    fn now(&self) -> Duration {
        self.clock.now()
    }

    fn unix_time(&self) -> Option<Duration> {
        self.clock.unix_time()
    }

    async fn sleep(&mut self, time: Duration) -> Wake {
        self.progress_within(time);
        let wake = self.clock.sleep(time).await;
        self.progress();
        wake
    }

    fn entropy(&mut self) -> u32 {
        self.clock.entropy()
    }
}
