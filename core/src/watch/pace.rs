//! How long a watch waits between polls: a pure policy.

use core::time::Duration;

use crate::span::{millis, of_millis};

/// What a poll has brought.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Polled {
    /// Something else than the one before.
    Changed,
    /// The same.
    Same,
}

/// How long a watch waits between polls: soon again while things change, later
/// and later while nothing does.
///
/// ```
/// use core::time::Duration;
/// use drs_status_core::{Pace, Polled};
///
/// let pace = Pace::between(Duration::from_secs(10), Duration::from_secs(60));
/// let mut wait = pace.first();
/// wait = pace.after(wait, Polled::Same);
/// assert_eq!(wait, Duration::from_secs(15));
/// for _ in 0..4 {
///     wait = pace.after(wait, Polled::Same);
/// }
/// assert_eq!(wait, Duration::from_secs(60));
/// assert_eq!(pace.after(wait, Polled::Changed), Duration::from_secs(10));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Pace {
    shortest: Duration,
    longest: Duration,
}

impl Pace {
    /// From ten seconds to five minutes.
    pub const DEFAULT: Self = Self::between(Duration::from_secs(10), Duration::from_secs(300));

    /// Between these; at least a tenth of a second.
    #[must_use]
    pub const fn between(shortest: Duration, longest: Duration) -> Self {
        const LEAST: Duration = Duration::from_millis(100);
        let shortest = longer(shortest, LEAST);
        Self {
            shortest,
            longest: longer(longest, shortest),
        }
    }

    /// Always the same.
    #[must_use]
    pub const fn every(wait: Duration) -> Self {
        Self::between(wait, wait)
    }

    /// The wait to begin with.
    #[must_use]
    pub const fn first(&self) -> Duration {
        self.shortest
    }

    /// The wait after a poll, before which the wait was `before`.
    #[must_use]
    pub fn after(&self, before: Duration, polled: Polled) -> Duration {
        if polled == Polled::Changed {
            return self.shortest;
        }
        let before = millis(before);
        self.bounded(before.saturating_add(before / 2))
    }

    /// The wait after a poll that failed, for which the service may have asked.
    #[must_use]
    pub fn after_failure(&self, before: Duration, asked: Option<Duration>) -> Duration {
        let before = millis(before);
        let doubled = self.bounded(before.saturating_add(before));
        asked.map_or(doubled, |asked| asked.max(doubled))
    }

    /// Up to an eighth less than `wait`, so that many watches do not poll in
    /// step. `chance` is any number.
    #[must_use]
    pub fn spread(wait: Duration, chance: u32) -> Duration {
        let wait = millis(wait);
        let most = (wait / 8).min(u32::MAX.into());
        of_millis(wait - ((most * u64::from(chance)) >> 32))
    }

    fn bounded(&self, wait: u64) -> Duration {
        let wait = wait.min(millis(self.longest));
        of_millis(wait.max(millis(self.shortest)))
    }
}

const fn longer(one: Duration, other: Duration) -> Duration {
    if millis(one) < millis(other) {
        other
    } else {
        one
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::DEFAULT
    }
}
