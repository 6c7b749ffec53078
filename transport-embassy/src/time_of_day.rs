//! What time it is outside of the device.

use core::cell::Cell;
use core::fmt;
use core::time::Duration;

use embassy_sync::blocking_mutex::Mutex;
use embassy_sync::blocking_mutex::raw::CriticalSectionRawMutex;
use embassy_time::Instant;

/// The time of day, for all who ask: one source, most often a static. Whoever learns
/// the time sets it, also while a client has a clock that reads it, from any task or
/// interrupt; in between it goes on with embassy-time.
///
/// It takes 16 bytes at most with pointers of 32 bits, and needs no instructions that
/// compare and swap: it is read and set in a critical section.
///
/// ```
/// use core::time::Duration;
/// use drs_status_embassy::{EmbassyClock, TimeOfDay};
///
/// static TIME: TimeOfDay = TimeOfDay::new();
/// let clock = EmbassyClock::new(0x5EED).time_of_day(&TIME);
/// assert_eq!(TIME.get(), None);
/// TIME.set(Duration::from_secs(1_767_225_600)); // 2026-01-01T00:00:00Z
/// assert!(TIME.get() >= Some(Duration::from_secs(1_767_225_600)));
/// # let _ = clock;
/// ```
pub struct TimeOfDay(Mutex<CriticalSectionRawMutex, Cell<Option<Duration>>>);

// What is promised above.
#[cfg(target_pointer_width = "32")]
const _: () = assert!(size_of::<TimeOfDay>() <= 16);

impl TimeOfDay {
    /// It is not known yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Mutex::new(Cell::new(None)))
    }

    /// Says that `now` has passed since 1970-01-01T00:00:00Z. What is set later
    /// counts, also when it is earlier.
    pub fn set(&self, now: Duration) {
        // When the device started. It is not known to have done so before 1970.
        let started = now.saturating_sub(uptime());
        self.0.lock(|cell| cell.set(Some(started)));
    }

    /// Time since 1970-01-01T00:00:00Z, if it was ever set.
    pub fn get(&self) -> Option<Duration> {
        let started = self.0.lock(Cell::get)?;
        Some(started.saturating_add(uptime()))
    }
}

/// Time since the device started.
pub(crate) fn uptime() -> Duration {
    Duration::from_micros(Instant::now().as_micros())
}

impl Default for TimeOfDay {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TimeOfDay").field(&self.get()).finish()
    }
}
