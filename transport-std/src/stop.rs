//! A way to end what waits, from another thread.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use drs_status_core::Wake;

/// Ends what waits, from any thread: such as that of a signal or of a button.
///
/// Clones are handles of the same. It is for good: a sleep under way ends at
/// once, and each later one before it begins. A request under way is finished
/// first, for at most the time that it has.
///
/// ```
/// use drs_status_std::{Stop, SystemClock};
///
/// let clock = SystemClock::new();
/// let stop: Stop = clock.stop_handle();
/// std::thread::spawn(move || stop.stop()).join().unwrap();
/// assert!(clock.stop_handle().is_stopped());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    stopped: Mutex<bool>,
    told: Condvar,
}

impl Stop {
    /// A handle of nothing yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Ends what waits now, and whatever waits later.
    pub fn stop(&self) {
        *self.stopped() = true;
        self.0.told.notify_all();
    }

    /// Whether somebody has asked to stop.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        *self.stopped()
    }

    /// Waits until the time is over or somebody asks to stop.
    pub(crate) fn wait(&self, time: Duration) -> Wake {
        // Looks again after each wake-up, for those that nobody caused.
        let waited = self
            .0
            .told
            .wait_timeout_while(self.stopped(), time, |stopped| !*stopped);
        let (stopped, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if *stopped {
            Wake::Stopped
        } else {
            Wake::Elapsed
        }
    }

    fn stopped(&self) -> MutexGuard<'_, bool> {
        self.0
            .stopped
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;
    use std::time::Instant;

    /// Longer than any test may take.
    const LONG: Duration = Duration::from_secs(24 * 60 * 60);

    #[test]
    fn a_wait_that_nobody_ends_lasts_its_time() {
        let stop = Stop::new();
        let time = Duration::from_millis(20);
        let before = Instant::now();
        assert_eq!(stop.wait(time), Wake::Elapsed);
        assert!(before.elapsed() >= time);
        assert!(!stop.is_stopped());
    }

    #[test]
    fn whoever_waits_is_woken_and_nobody_waits_after_that() {
        for time in [LONG, Duration::MAX] {
            let stop = Stop::new();
            let sleepers = [(); 3].map(|()| {
                let stop = stop.clone();
                thread::spawn(move || stop.wait(time))
            });
            stop.stop();
            for sleeper in sleepers {
                assert_eq!(sleeper.join().unwrap(), Wake::Stopped);
            }
            assert!(stop.is_stopped());
            assert_eq!(stop.wait(time), Wake::Stopped);
            assert_eq!(stop.wait(Duration::ZERO), Wake::Stopped);
        }
    }

    #[test]
    fn a_wake_up_that_nobody_caused_ends_nothing() {
        let stop = Stop::new();
        let other = stop.clone();
        let sleeper = thread::spawn(move || other.wait(LONG));
        for _ in 0..100 {
            stop.0.told.notify_all();
            thread::yield_now();
        }
        assert!(!sleeper.is_finished());
        stop.stop();
        assert_eq!(sleeper.join().unwrap(), Wake::Stopped);
    }

    #[test]
    fn it_crosses_threads() {
        fn crosses<T: Send + Sync + 'static>() {}
        crosses::<Stop>();
    }
}
