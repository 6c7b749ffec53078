//! Keys that fail too often.

use std::time::{Duration, Instant};

/// How long a key stays locked.
///
/// Source: API Gateway FAQ, Common Errors Related to IAM Authentication
/// Information.
const LOCKED_FOR: Duration = Duration::from_secs(5 * 60);

/// How many failures in a row a key may have.
///
/// Source: the same page, which locks a key after "more than five".
const MOST_FAILURES: u32 = 5;

/// Whether an access key is locked when it fails too often.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum KeyLock {
    /// After more than five failures in a row, for five minutes. Inferred: that
    /// every failure of a known key counts, whatever its cause, and that those
    /// while it is locked do not prolong it.
    #[default]
    AfterFiveFailures,
    /// Never.
    Never,
}

/// The failures of a key in a row.
#[derive(Clone, Copy, Default)]
pub(crate) struct Failures {
    number: u32,
    last: Option<Instant>,
}

impl Failures {
    pub(crate) fn count(&mut self, now: Instant) {
        self.number = self.number.saturating_add(1);
        self.last = Some(now);
    }

    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Whether the key is locked. A lock that is over is forgotten.
    pub(crate) fn are_too_many(&mut self, lock: KeyLock, now: Instant) -> bool {
        if lock == KeyLock::Never || self.number <= MOST_FAILURES {
            return false;
        }
        let since = |last: Instant| now.saturating_duration_since(last);
        let locked = self.last.is_some_and(|last| since(last) < LOCKED_FOR);
        if !locked {
            self.forget();
        }
        locked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a key is locked at these seconds, after failures at those.
    fn locked(lock: KeyLock, failures: &[u64], at: u64) -> bool {
        let start = Instant::now();
        let mut counted = Failures::default();
        for &seconds in failures {
            counted.count(start + Duration::from_secs(seconds));
        }
        counted.are_too_many(lock, start + Duration::from_secs(at))
    }

    #[test]
    fn the_sixth_failure_in_a_row_locks_for_five_minutes() {
        use KeyLock::{AfterFiveFailures, Never};
        for (lock, failures, at, expected) in [
            (AfterFiveFailures, &[0; 0][..], 0, false),
            (AfterFiveFailures, &[0; 5], 0, false),
            (AfterFiveFailures, &[0; 6], 0, true),
            (AfterFiveFailures, &[0, 0, 0, 0, 0, 60], 359, true),
            (AfterFiveFailures, &[0, 0, 0, 0, 0, 60], 360, false),
            (Never, &[0; 100], 0, false),
        ] {
            assert_eq!(locked(lock, failures, at), expected, "{failures:?} {at}");
        }
    }

    #[test]
    fn a_lock_that_is_over_is_forgotten() {
        let start = Instant::now();
        let mut failures = Failures::default();
        for _ in 0..6 {
            failures.count(start);
        }
        let later = start + LOCKED_FOR;
        assert!(!failures.are_too_many(KeyLock::default(), later));
        failures.count(later);
        assert!(!failures.are_too_many(KeyLock::default(), later));
    }
}
