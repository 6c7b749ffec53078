//! How often one may ask.

use std::time::{Duration, Instant};

/// When batch-status requests are answered with 429 and `Retry-After`.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Throttle {
    /// Never.
    #[default]
    Never,
    /// The next `requests` of them, whenever they come.
    Next {
        /// How many are refused.
        requests: u32,
        /// What `Retry-After` says, in whole seconds, rounded up.
        retry_after: Duration,
    },
    /// Those after the first `requests`, until `retry_after` has passed since
    /// the first that was refused; then it begins anew.
    After {
        /// How many are answered.
        requests: u32,
        /// How long requests are refused. `Retry-After` says what is left of it,
        /// in whole seconds, rounded up.
        retry_after: Duration,
    },
}

/// A throttle at work.
#[derive(Default)]
pub(crate) struct Throttling {
    rule: Throttle,
    requests: u32,
    refusing_since: Option<Instant>,
}

impl Throttling {
    pub(crate) fn new(rule: Throttle) -> Self {
        Self {
            rule,
            requests: 0,
            refusing_since: None,
        }
    }

    /// Whether a request at this time is refused, and then for how long.
    pub(crate) fn refuses(&mut self, now: Instant) -> Option<Duration> {
        match self.rule {
            Throttle::Never => None,
            Throttle::Next {
                requests,
                retry_after,
            } => {
                let refused = self.requests < requests;
                self.requests = self.requests.saturating_add(1);
                refused.then_some(retry_after)
            }
            Throttle::After {
                requests,
                retry_after,
            } => self.after(requests, retry_after, now),
        }
    }

    fn after(&mut self, requests: u32, retry_after: Duration, now: Instant) -> Option<Duration> {
        let past = |since: Instant| now.saturating_duration_since(since);
        if self
            .refusing_since
            .is_some_and(|since| past(since) >= retry_after)
        {
            *self = Self::new(self.rule);
        }
        if self.requests < requests {
            self.requests += 1;
            return None;
        }
        let since = *self.refusing_since.get_or_insert(now);
        Some(retry_after.saturating_sub(past(since)))
    }
}

/// `Retry-After` in seconds (RFC 9110, section 10.2.3).
pub(crate) fn seconds(wait: Duration) -> u64 {
    wait.as_secs()
        .saturating_add(u64::from(wait.subsec_nanos() > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The seconds to wait that requests at these milliseconds are told.
    fn told(rule: Throttle, milliseconds: &[u64]) -> Vec<Option<u64>> {
        let start = Instant::now();
        let mut throttling = Throttling::new(rule);
        milliseconds
            .iter()
            .map(|&at| {
                throttling
                    .refuses(start + Duration::from_millis(at))
                    .map(seconds)
            })
            .collect()
    }

    #[test]
    fn rules() {
        let retry_after = Duration::from_secs(2);
        let next = Throttle::Next {
            requests: 2,
            retry_after,
        };
        let after = Throttle::After {
            requests: 1,
            retry_after,
        };
        let for_ever = Throttle::After {
            requests: 0,
            retry_after: Duration::MAX,
        };
        for (rule, milliseconds, expected) in [
            (for_ever, &[0][..], &[Some(u64::MAX)][..]),
            (Throttle::Never, &[0, 0][..], &[None, None][..]),
            (next, &[0, 9000, 9000], &[Some(2), Some(2), None]),
            (after, &[0, 1, 2, 1500], &[None, Some(2), Some(2), Some(1)]),
            (
                after,
                &[0, 0, 1999, 2000, 2000],
                &[None, Some(2), Some(1), None, Some(2)],
            ),
        ] {
            assert_eq!(told(rule, milliseconds), expected, "{rule:?}");
        }
    }
}
