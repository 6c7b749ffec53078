//! What ends a wait.

use core::fmt;

use embassy_sync::blocking_mutex::raw::CriticalSectionRawMutex;
use embassy_sync::signal::Signal;

/// Ends what the client waits for, from any other task or from an interrupt: a
/// watch between two polls, a call that waits to try again. It stays in force. A
/// request under way is not torn apart.
///
/// ```
/// use drs_status_embassy::{EmbassyClock, Stop};
///
/// static STOP: Stop = Stop::new();
/// let clock = EmbassyClock::new(0x5EED).stopped_by(&STOP);
/// STOP.stop();
/// assert!(STOP.is_stopped());
/// ```
pub struct Stop(Signal<CriticalSectionRawMutex, ()>);

impl Stop {
    /// Nothing is stopped yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Signal::new())
    }

    /// Ends what waits, now and from now on.
    pub fn stop(&self) {
        self.0.signal(());
    }

    /// Whether that was asked for.
    pub fn is_stopped(&self) -> bool {
        self.0.signaled()
    }

    /// Waits until it is.
    pub(crate) async fn stopped(&self) {
        self.0.wait().await;
        // Whoever waits next is stopped, too.
        self.0.signal(());
    }
}

impl Default for Stop {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Stop").field(&self.is_stopped()).finish()
    }
}
