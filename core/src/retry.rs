//! Whether what failed is tried again, and when: pure policies, without a clock
//! and without chance.

use core::num::NonZeroU8;
use core::time::Duration;

use crate::auth::TokenError;
use crate::error::{Blame, Cause, ProtocolError};
use crate::service_error::Reason;
use crate::span::{millis, of_millis};
use crate::transport::{TransportError, TransportErrorKind};

/// When a request that failed is sent again.
///
/// Waits grow exponentially and are drawn at random from all of their length
/// (*full jitter*), so that many devices do not come back at once. What the
/// service says in `Retry-After` is waited for in full, and then some of the
/// random wait beside it.
///
/// A batch-status request changes nothing at the service: sending it twice does
/// no harm, whether or not the first one arrived.
///
/// ```
/// use core::num::NonZeroU8;
/// use core::time::Duration;
/// use drs_status_core::{RetryPolicy, Trouble};
///
/// const POLICY: RetryPolicy = RetryPolicy::new()
///     .attempts(NonZeroU8::new(3).unwrap())
///     .first_wait(Duration::from_secs(1));
/// // Chance decides within the bounds:
/// let wait = |attempt, chance| POLICY.wait(attempt, Trouble::Unavailable, None, chance);
/// assert_eq!(wait(1, u32::MAX), Some(Duration::from_secs(1)));
/// assert_eq!(wait(2, u32::MAX), Some(Duration::from_secs(2)));
/// assert_eq!(wait(2, 0), Some(Duration::ZERO));
/// assert_eq!(wait(3, 0), None, "the third was the last");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct RetryPolicy {
    attempts: NonZeroU8,
    first_wait: Duration,
    longest_wait: Duration,
    internal: Internal,
}

/// What is done about HTTP 500.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Internal {
    /// It is the last word.
    Final,
    /// It may pass.
    Passing,
}

/// Trouble that may pass.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Trouble {
    /// No connection came about in time, it was lost, or the answer broke on
    /// its way.
    Connection,
    /// Asked too often: HTTP 429, and `DRS.M01503` or the gateway's `0308`,
    /// whatever the HTTP status.
    Throttled,
    /// The service is not there for now: HTTP 502, 503 and 504.
    Unavailable,
    /// Something failed inside the service: HTTP 500.
    Internal,
}

impl RetryPolicy {
    /// Three attempts; at most half a second before the second, doubling up to
    /// 20 seconds; HTTP 500 is the last word.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            attempts: NonZeroU8::MIN.saturating_add(2),
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(20),
            internal: Internal::Final,
        }
    }

    /// One attempt, and no other.
    #[must_use]
    pub const fn never() -> Self {
        Self::new().attempts(NonZeroU8::MIN)
    }

    /// How often one request is sent at most.
    #[must_use]
    pub const fn attempts(self, attempts: NonZeroU8) -> Self {
        Self { attempts, ..self }
    }

    /// The longest wait before the second attempt; it doubles with each more.
    #[must_use]
    pub const fn first_wait(self, first_wait: Duration) -> Self {
        Self { first_wait, ..self }
    }

    /// The longest wait before any attempt, but for what the service asks.
    #[must_use]
    pub const fn longest_wait(self, longest_wait: Duration) -> Self {
        Self {
            longest_wait,
            ..self
        }
    }

    /// What is done about HTTP 500.
    #[must_use]
    pub const fn internal(self, internal: Internal) -> Self {
        Self { internal, ..self }
    }

    /// How long to wait after `attempt` (counted from 1) failed with `trouble`;
    /// `None` to give up.
    ///
    /// `asked` is the wait that the service asked for, if it did. `chance` is
    /// any number: 0 makes the shortest wait, the greatest the longest.
    #[must_use]
    pub fn wait(
        &self,
        attempt: u8,
        trouble: Trouble,
        asked: Option<Duration>,
        chance: u32,
    ) -> Option<Duration> {
        if attempt >= self.attempts.get() {
            return None;
        }
        if trouble == Trouble::Internal && self.internal == Internal::Final {
            return None;
        }
        let longest = millis(self.longest_wait).min(u32::MAX.into());
        let mut most = millis(self.first_wait).min(longest);
        for _ in 1..attempt {
            most = (most + most).min(longest);
        }
        // Of `most + 1` values each as likely as the others.
        let drawn = ((most + 1) * u64::from(chance)) >> 32;
        let asked = millis(asked.unwrap_or_default());
        Some(of_millis(asked.saturating_add(drawn)))
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

impl Trouble {
    /// What `cause` is, as far as trying again goes; `None` for what would be
    /// the same the next time: a bad certificate, most 4xx, what has no room.
    #[must_use]
    pub fn of<E: TransportError>(cause: &Cause<E>) -> Option<Self> {
        match cause {
            Cause::Transport(error) => match error.kind() {
                TransportErrorKind::Resolve
                | TransportErrorKind::Connect
                | TransportErrorKind::Timeout
                | TransportErrorKind::Closed
                | TransportErrorKind::Truncated => Some(Self::Connection),
                TransportErrorKind::TlsVerify
                | TransportErrorKind::Tls
                | TransportErrorKind::Config => None,
            },
            Cause::Protocol(ProtocolError::Decode(error)) if error.blame() == Blame::Protocol => {
                Some(Self::Connection)
            }
            // As an empty answer is: something that stands in between gave it.
            Cause::Protocol(ProtocolError::Token(TokenError::Empty)) => Some(Self::Connection),
            Cause::Service(refusal) => match (refusal.reason(), refusal.status().get()) {
                (Some(Reason::TooFrequent), _) | (_, 429) => Some(Self::Throttled),
                (_, 502..=504) => Some(Self::Unavailable),
                (_, 500) => Some(Self::Internal),
                _ => None,
            },
            Cause::Config(_)
            | Cause::Credentials(_)
            | Cause::Protocol(_)
            | Cause::Capacity(_)
            | Cause::TimedOut
            | Cause::Stopped => None,
        }
    }
}

/// What a client may spend on trying again, so that a service that is sick is
/// not asked more often than one that is well.
///
/// There are as many tokens as one request may need for its retries; one that
/// fails takes one. A request that is answered in the end gives back what its
/// retries took, and one that needed none a tenth of a token. So where retries
/// help they go on; where they do not, the first request that fails is tried as
/// often as the policy has it, and those after it once, until some were answered
/// again. A retry whose end nobody saw costs nothing.
///
/// After the *retry quota* of the AWS SDKs' standard retry mode.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct RetryBudget {
    /// Tenths of tokens.
    left: u16,
    full: u16,
}

impl RetryBudget {
    const TOKEN: u16 = 10;

    /// What a client has that was just made.
    pub(crate) const fn of(policy: &RetryPolicy) -> Self {
        let full = (policy.attempts.get() as u16 - 1) * Self::TOKEN;
        Self { left: full, full }
    }

    /// Whether there is a token for a retry.
    pub(crate) const fn allows_retry(self) -> bool {
        self.left >= Self::TOKEN
    }

    /// A request has failed so many times, the last one just now.
    pub(crate) const fn failed(&mut self, times: u8) {
        if times > 1 {
            self.left = self.left.saturating_sub(Self::TOKEN);
        }
    }

    /// A request was answered after it had failed so many times.
    pub(crate) fn answered(&mut self, failures: u8) {
        let back = match failures {
            0 => 1,
            _ => (u16::from(failures) - 1) * Self::TOKEN,
        };
        self.left = self.left.saturating_add(back).min(self.full);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: RetryPolicy = RetryPolicy::new()
        .attempts(NonZeroU8::MAX)
        .first_wait(Duration::from_millis(100))
        .longest_wait(Duration::from_secs(1));

    fn bounds(attempt: u8, asked: Option<u64>) -> Option<(u64, u64)> {
        let asked = asked.map(Duration::from_millis);
        let wait = |chance| POLICY.wait(attempt, Trouble::Connection, asked, chance);
        let (least, most) = (wait(0)?, wait(u32::MAX)?);
        assert!((least..=most).contains(&wait(1 << 31)?));
        Some((millis(least), millis(most)))
    }

    #[test]
    fn waits_double_up_to_the_longest() {
        for (attempt, most) in [
            (1, 100),
            (2, 200),
            (3, 400),
            (4, 800),
            (5, 1000),
            (254, 1000),
        ] {
            assert_eq!(bounds(attempt, None), Some((0, most)), "attempt {attempt}");
        }
        assert_eq!(bounds(255, None), None);
    }

    #[test]
    fn what_the_service_asks_is_waited_for_in_full() {
        assert_eq!(bounds(1, Some(7)), Some((7, 107)));
        assert_eq!(bounds(9, Some(90_000)), Some((90_000, 91_000)));
        let for_ever = POLICY.wait(1, Trouble::Throttled, Some(Duration::MAX), u32::MAX);
        assert_eq!(for_ever, Some(Duration::from_millis(u64::MAX)));
    }

    #[test]
    fn chance_is_spread_evenly() {
        let mut drawn = [0_u32; 101];
        for chance in (0..=u32::MAX).step_by(1 << 16) {
            let wait = POLICY.wait(1, Trouble::Connection, None, chance).unwrap();
            drawn[usize::try_from(wait.as_millis()).unwrap()] += 1;
        }
        assert!(
            drawn.iter().all(|times| (648..=650).contains(times)),
            "{drawn:?}"
        );
    }

    #[test]
    fn an_internal_error_is_tried_again_by_choice() {
        let wait = |policy: RetryPolicy| policy.wait(1, Trouble::Internal, None, 0);
        assert_eq!(wait(POLICY), None);
        assert_eq!(
            wait(POLICY.internal(Internal::Passing)),
            Some(Duration::ZERO)
        );
    }

    #[test]
    fn one_attempt_is_one() {
        assert_eq!(
            RetryPolicy::never().wait(1, Trouble::Throttled, None, 0),
            None
        );
        assert_eq!(RetryPolicy::default(), RetryPolicy::new());
    }

    /// How often a request is sent that fails each time.
    fn attempts(budget: &mut RetryBudget, policy: &RetryPolicy) -> u8 {
        let mut attempt = 1;
        loop {
            budget.failed(attempt);
            let wait = policy.wait(attempt, Trouble::Connection, None, 0);
            if wait.is_none() || !budget.allows_retry() {
                return attempt;
            }
            attempt += 1;
        }
    }

    #[test]
    fn retries_that_help_go_on_and_those_that_do_not_cease() {
        let policy = RetryPolicy::new();
        let full = RetryBudget::of(&policy);
        let mut budget = full;
        for _ in 0..1000 {
            budget.failed(1);
            assert!(budget.allows_retry());
            budget.failed(2);
            assert!(budget.allows_retry());
            budget.answered(2);
        }
        assert_eq!(budget, full);

        let sent = [(); 4].map(|()| attempts(&mut budget, &policy));
        assert_eq!(sent, [3, 1, 1, 1]);
        for _ in 0..9 {
            budget.answered(0);
        }
        assert_eq!(attempts(&mut budget, &policy), 1);
        budget.answered(0);
        assert_eq!(attempts(&mut budget, &policy), 2);

        for _ in 0..1000 {
            budget.answered(255);
            budget.answered(0);
        }
        assert_eq!(budget, full);
        let never = RetryPolicy::never();
        assert_eq!(attempts(&mut RetryBudget::of(&never), &never), 1);
    }

    #[test]
    fn an_answer_gives_back_what_its_retries_took() {
        for (failures, left) in [(0, 1), (1, 0), (2, 10), (3, 20), (4, 20), (255, 20)] {
            let mut budget = RetryBudget { left: 0, full: 20 };
            budget.answered(failures);
            assert_eq!(budget.left, left, "{failures}");
        }
    }

    #[test]
    fn a_retry_whose_end_nobody_saw_costs_nothing() {
        let full = RetryBudget::of(&RetryPolicy::new());
        let mut budget = full;
        budget.failed(1);
        assert_eq!(budget, full);
    }
}
