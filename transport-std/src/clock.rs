//! Time and chance from the operating system.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use drs_status_core::{Clock, Wake};

use crate::stop::Stop;

/// The clocks of the operating system. Its sleep blocks the thread, until its
/// time is over or a [`Stop`] ends it.
#[derive(Clone, Debug)]
pub struct SystemClock {
    start: Instant,
    stop: Stop,
}

impl SystemClock {
    /// A clock that begins to count now.
    #[must_use]
    pub fn new() -> Self {
        Self {
            start: Instant::now(),
            stop: Stop::new(),
        }
    }

    /// What ends the sleeps of this clock, and of its clones.
    #[must_use]
    pub fn stop_handle(&self) -> Stop {
        self.stop.clone()
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    fn unix_time(&self) -> Option<Duration> {
        SystemTime::now().duration_since(UNIX_EPOCH).ok()
    }

    async fn sleep(&mut self, time: Duration) -> Wake {
        self.stop.wait(time)
    }

    fn entropy(&mut self) -> u32 {
        // Keys of a hasher are drawn anew from the system's entropy.
        let hash = RandomState::new().hash_one(self.start);
        #[allow(
            clippy::cast_possible_truncation,
            reason = "half of the bits are enough"
        )]
        let bits = hash as u32;
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_never_goes_back_and_wall_clock_is_known() {
        let clock = SystemClock::new();
        let before = clock.now();
        assert!(clock.now() >= before);
        // 2024-01-01: no machine that builds this is older.
        assert!(clock.unix_time().unwrap() > Duration::from_secs(1_704_067_200));
    }

    #[test]
    fn entropy_differs_from_call_to_call() {
        let mut clock = SystemClock::new();
        let drawn: std::collections::HashSet<u32> = (0..64).map(|_| clock.entropy()).collect();
        assert!(drawn.len() > 60, "{} of 64 differ", drawn.len());
    }
}
