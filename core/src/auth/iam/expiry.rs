//! When a token is to be renewed: a pure policy, without a clock.

use core::time::Duration;

use super::issued::Issued;
use crate::span::{millis, of_millis, since};

/// The longest time that a token is renewed before its end.
const LONGEST_MARGIN: Duration = Duration::from_secs(5 * 60);

/// When a token is to be renewed, by either clock: whichever says so first.
///
/// How long it lives is what IAM's own clock says: from `issued_at` to
/// `expires_at`. That holds on a clock which counts from the moment when the token
/// was asked for. Some of these stand still while a device sleeps: so where the
/// wall clock agrees with IAM's it counts too. Where it does not, it would have
/// the token renewed over and over, or never.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Expiry {
    monotonic: Option<Duration>,
    wall: Option<Duration>,
}

impl Expiry {
    /// Of a token that is used until it is refused.
    pub(super) const UNKNOWN: Self = Self {
        monotonic: None,
        wall: None,
    };

    /// Of a token that was asked for at the time `asked`, and is here at the time
    /// of day `unix_time`.
    pub(super) fn of(issued: Issued, asked: Duration, unix_time: Option<Duration>) -> Self {
        let Some(expires_at) = issued.expires_at else {
            return Self::UNKNOWN;
        };
        let lifetime = issued
            .issued_at
            .map(|issued_at| since(issued_at, expires_at))
            .filter(|lifetime| !lifetime.is_zero());
        let left = unix_time
            .map(|now| since(now, expires_at))
            .filter(|left| match lifetime {
                Some(lifetime) => agree(*left, lifetime),
                None => !left.is_zero(),
            });
        Self {
            monotonic: lifetime.map(|lifetime| plus(asked, before(lifetime))),
            wall: unix_time
                .zip(left)
                .map(|(now, left)| plus(now, before(left))),
        }
    }

    pub(super) fn is_due(self, now: Duration, unix_time: Option<Duration>) -> bool {
        let wall = self.wall.zip(unix_time);
        self.monotonic.is_some_and(|at| now >= at) || wall.is_some_and(|(at, now)| now >= at)
    }
}

/// How long a token is used that is valid for so long: to five minutes before its
/// end, or to the last tenth of its time, if that is less.
fn before(lifetime: Duration) -> Duration {
    since(margin(lifetime), lifetime)
}

fn margin(lifetime: Duration) -> Duration {
    of_millis(millis(lifetime) / 10).min(LONGEST_MARGIN)
}

/// Whether the clock here gives the token about the time that IAM's gives it.
fn agree(left: Duration, lifetime: Duration) -> bool {
    let apart = since(left, lifetime).max(since(lifetime, left));
    apart <= margin(lifetime)
}

fn plus(time: Duration, more: Duration) -> Duration {
    of_millis(millis(time).saturating_add(millis(more)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUED: u64 = 1_447_033_377;
    const DAY: u64 = 24 * 3600;

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn issued(issued_at: Option<u64>, expires_at: Option<u64>) -> Issued {
        Issued {
            issued_at: issued_at.map(at),
            expires_at: expires_at.map(at),
        }
    }

    #[test]
    fn a_token_is_renewed_five_minutes_or_a_tenth_of_its_life_before_its_end() {
        for (lifetime, used) in [
            (DAY, DAY - 300),
            (3000, 2700),
            (3010, 2710),
            (100, 90),
            (10, 9),
        ] {
            for unix_time in [None, Some(at(ISSUED))] {
                let issued = issued(Some(ISSUED), Some(ISSUED + lifetime));
                let expiry = Expiry::of(issued, at(50), unix_time);
                assert!(!expiry.is_due(at(50 + used - 1), None), "{lifetime}");
                assert!(expiry.is_due(at(50 + used), None), "{lifetime}");
            }
        }
    }

    #[test]
    fn a_clock_that_stood_still_while_the_device_slept_is_made_good_by_the_wall_clock() {
        let issued = issued(Some(ISSUED), Some(ISSUED + DAY));
        for skew in [0, 299, 300] {
            for start in [ISSUED - skew, ISSUED + skew] {
                let expiry = Expiry::of(issued, at(50), Some(at(start)));
                let end = ISSUED + DAY - 300;
                assert!(!expiry.is_due(at(51), Some(at(end - 1))), "{start}");
                assert!(expiry.is_due(at(51), Some(at(end))), "{start}");
            }
        }
    }

    #[test]
    fn a_wall_clock_that_is_wrong_does_not_count() {
        let issued = issued(Some(ISSUED), Some(ISSUED + DAY));
        for wrong in [
            0,
            ISSUED - 301,
            ISSUED + 301,
            ISSUED + DAY,
            ISSUED + 9 * DAY,
        ] {
            let expiry = Expiry::of(issued, at(50), Some(at(wrong)));
            assert!(
                !expiry.is_due(at(51), Some(at(u64::from(u32::MAX)))),
                "{wrong}"
            );
            assert!(
                expiry.is_due(at(50 + DAY - 300), Some(at(wrong))),
                "{wrong}"
            );
        }
    }

    #[test]
    fn without_the_time_of_issue_the_wall_clock_alone_counts() {
        let issued = issued(None, Some(ISSUED + DAY));
        let expiry = Expiry::of(issued, at(50), Some(at(ISSUED)));
        assert!(!expiry.is_due(at(50 + 9 * DAY), Some(at(ISSUED + DAY - 301))));
        assert!(expiry.is_due(at(50), Some(at(ISSUED + DAY - 300))));
        assert_eq!(Expiry::of(issued, at(50), None), Expiry::UNKNOWN);
        let over = Some(at(ISSUED + DAY));
        assert_eq!(Expiry::of(issued, at(50), over), Expiry::UNKNOWN);
    }

    #[test]
    fn what_says_nothing_is_never_due() {
        for (issued_at, expires_at) in [
            (None, None),
            (Some(ISSUED), None),
            (Some(ISSUED), Some(ISSUED)),
            (Some(ISSUED), Some(ISSUED - 1)),
        ] {
            let expiry = Expiry::of(issued(issued_at, expires_at), at(50), None);
            assert_eq!(expiry, Expiry::UNKNOWN);
            assert!(!expiry.is_due(Duration::MAX, Some(Duration::MAX)));
        }
    }
}
