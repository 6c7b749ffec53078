//! When a radio network is joined anew.

use core::time::Duration;

use drs_status_core::Pace;

/// The waits between two attempts: a second, and twice as long each time.
const AGAIN: Pace = Pace::between(Duration::from_secs(1), Duration::from_secs(60));

/// What a network that was joined may take to give an address, or to give it again.
const ADDRESS: Duration = Duration::from_secs(60);

/// How often the radio is asked whether it still runs.
const ASK_EVERY: Duration = Duration::from_secs(60);

/// When a board joins a radio network anew: after an attempt that failed, and where a
/// network that was joined is lost, or of no use. A pure policy, which reads no clock:
/// times are since any moment, always the same.
///
/// ```
/// use core::time::Duration;
/// use drs_status_gateway::{Association, RadioStep, RadioState};
///
/// let mut association = Association::new();
/// assert_eq!(association.wait(), Duration::from_secs(1));   // an attempt failed
/// assert_eq!(association.wait(), Duration::from_secs(2));   // and another one
/// association.joined(Duration::from_secs(30));
/// let seen = RadioState { is_up: true, has_address: true };
/// assert_eq!(association.next(Duration::from_secs(40), seen), RadioStep::Stay);
/// let seen = RadioState { is_up: false, has_address: false };
/// assert_eq!(association.next(Duration::from_secs(50), seen), RadioStep::JoinLost);
/// assert_eq!(association.wait(), Duration::from_secs(1));
/// ```
#[derive(Clone, Debug)]
pub struct Association {
    wait: Duration,
    was_up: bool,
    /// When there was an address last.
    addressed: Duration,
    /// When the radio was asked last.
    asked: Duration,
}

/// What is seen of a network that was joined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct RadioState {
    /// The link is up, as far as the radio's driver knows.
    pub is_up: bool,
    /// There is an address.
    pub has_address: bool,
}

/// What is to be done about a network that was joined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum RadioStep {
    /// Nothing.
    Stay,
    /// Nothing, but the radio is asked something, to see that it runs. One that is silent
    /// has to be started anew.
    AskRadio,
    /// It was lost: it is joined anew after [`Association::wait`].
    JoinLost,
    /// It gives no address. Access points send a radio away without being heard, too, so
    /// that nothing but the end of the lease tells. It is left, and joined anew after
    /// [`Association::wait`].
    LeaveAndJoin,
}

impl Association {
    /// No attempt has been made.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            wait: AGAIN.first(),
            was_up: false,
            addressed: Duration::ZERO,
            asked: Duration::ZERO,
        }
    }

    /// An attempt went well. The link may come up a moment later.
    pub const fn joined(&mut self, now: Duration) {
        self.was_up = false;
        self.addressed = now;
        self.asked = now;
    }

    /// What is to be done, by what is seen. It is asked some times a second.
    #[must_use]
    pub fn next(&mut self, now: Duration, seen: RadioState) -> RadioStep {
        if self.was_up && !seen.is_up {
            return RadioStep::JoinLost;
        }
        self.was_up = seen.is_up;
        if seen.has_address {
            self.addressed = now;
            self.wait = AGAIN.first();
        } else if now.saturating_sub(self.addressed) > ADDRESS {
            return RadioStep::LeaveAndJoin;
        }
        if now.saturating_sub(self.asked) > ASK_EVERY {
            self.asked = now;
            return RadioStep::AskRadio;
        }
        RadioStep::Stay
    }

    /// How long to wait before the next attempt: longer each time, up to a minute, until
    /// there is an address.
    #[must_use]
    pub fn wait(&mut self) -> Duration {
        let wait = self.wait;
        self.wait = AGAIN.after_failure(wait, None);
        wait
    }
}

impl Default for Association {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOINED: Duration = Duration::from_secs(100_000);
    const WELL: RadioState = RadioState {
        is_up: true,
        has_address: true,
    };
    const NO_ADDRESS: RadioState = RadioState {
        has_address: false,
        ..WELL
    };
    const DOWN: RadioState = RadioState {
        is_up: false,
        has_address: false,
    };

    fn joined() -> Association {
        let mut association = Association::new();
        association.joined(JOINED);
        association
    }

    /// What is done, by what is seen so many seconds after it was joined.
    fn assert_next(association: &mut Association, table: &[(u64, RadioState, RadioStep)]) {
        for &(seconds, seen, next) in table {
            let now = JOINED + Duration::from_secs(seconds);
            assert_eq!(association.next(now, seen), next, "{seconds}: {seen:?}");
        }
    }

    #[test]
    fn waits_grow_to_a_minute_until_there_is_an_address() {
        let mut association = Association::new();
        let waits = [1, 2, 4, 8, 16, 32, 60, 60].map(Duration::from_secs);
        assert_eq!(waits.map(|_| association.wait()), waits);
        association.joined(JOINED);
        assert_next(&mut association, &[(1, NO_ADDRESS, RadioStep::Stay)]);
        assert_eq!(association.wait(), Duration::from_secs(60));
        association.joined(JOINED);
        assert_next(&mut association, &[(1, WELL, RadioStep::Stay)]);
        assert_eq!(association.wait(), Duration::from_secs(1));
    }

    #[test]
    fn a_link_that_goes_is_lost_and_one_that_is_late_is_not() {
        let mut association = joined();
        let table = [
            (0, DOWN, RadioStep::Stay),
            (1, DOWN, RadioStep::Stay),
            (2, NO_ADDRESS, RadioStep::Stay),
            (3, WELL, RadioStep::Stay),
            (4, DOWN, RadioStep::JoinLost),
        ];
        assert_next(&mut association, &table);
        association.joined(JOINED);
        assert_next(&mut association, &[(5, DOWN, RadioStep::Stay)]);
    }

    #[test]
    fn a_network_without_an_address_is_left_after_a_minute() {
        for seen in [NO_ADDRESS, DOWN] {
            assert_next(
                &mut joined(),
                &[
                    (60, seen, RadioStep::Stay),
                    (61, seen, RadioStep::LeaveAndJoin),
                ],
            );
        }
        let table = [
            (50, WELL, RadioStep::Stay),
            (100, NO_ADDRESS, RadioStep::AskRadio),
            (110, NO_ADDRESS, RadioStep::Stay),
            (111, NO_ADDRESS, RadioStep::LeaveAndJoin),
        ];
        assert_next(&mut joined(), &table);
    }

    #[test]
    fn the_radio_is_asked_once_a_minute() {
        let mut association = joined();
        let table = [
            (60, WELL, RadioStep::Stay),
            (61, WELL, RadioStep::AskRadio),
            (62, WELL, RadioStep::Stay),
            (121, WELL, RadioStep::Stay),
            (122, WELL, RadioStep::AskRadio),
        ];
        assert_next(&mut association, &table);
    }
}
