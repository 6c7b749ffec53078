//! One request, sent again as the policy says.

use core::time::Duration;

use super::exchange::Connection;
use super::{Client, Flow};
use crate::delivery::{Delivery, Summary, TaskSink};
use crate::error::Cause;
use crate::request::BatchStatusRequest;
use crate::retry::Trouble;
use crate::trace;
use crate::transport::{Clock, Transport, TransportError, TransportErrorKind, Wake};

impl<T: Transport, C: Clock> Client<'_, T, C> {
    /// One request, sent again as the policy says.
    pub(super) async fn ask_until_whole<S: TaskSink>(
        &mut self,
        body: BatchStatusRequest<'_>,
        started: Duration,
        delivery: &mut Delivery<'_>,
        sink: &mut S,
        summary: &mut Summary,
    ) -> Result<Flow, Cause<T::Error>> {
        let mut attempt: u8 = 0;
        loop {
            let kept = self.connection == Connection::Kept;
            let outcome = self.exchange(body, started, delivery, sink, summary).await;
            let cause = match outcome {
                Ok(flow) => {
                    self.budget.answered(attempt);
                    return Ok(flow);
                }
                Err(cause) => cause,
            };
            delivery.restart();
            if kept && self.connection == Connection::Sending && is_lost(&cause) {
                trace::connection_was_stale();
                continue;
            }
            attempt = attempt.saturating_add(1);
            let Some((trouble, wait)) = self.wait_after(&cause, attempt, started) else {
                return Err(cause);
            };
            self.close_if_dirty();
            trace::trying_again(trouble, wait);
            if self.clock.sleep(wait).await == Wake::Stopped {
                return Err(Cause::Stopped);
            }
        }
    }

    /// What the trouble is, and how long to wait before trying again after this
    /// attempt; `None` to give up, also where the time for the call would be
    /// over by then.
    fn wait_after(
        &mut self,
        cause: &Cause<T::Error>,
        attempt: u8,
        started: Duration,
    ) -> Option<(Trouble, Duration)> {
        let trouble = Trouble::of(cause)?;
        let asked = match cause {
            Cause::Service(refusal) => refusal.retry_after(),
            _ => None,
        };
        let asked = asked.and_then(|after| after.wait(self.clock.unix_time()));
        let chance = self.clock.entropy();
        let wait = self.config.retry.wait(attempt, trouble, asked, chance)?;
        let spent = since(started, self.clock.now());
        let in_time = wait < since(spent, self.config.time_limit);
        (in_time && self.budget.take()).then_some((trouble, wait))
    }
}

/// Whether the connection was lost.
fn is_lost<E: TransportError>(cause: &Cause<E>) -> bool {
    matches!(cause, Cause::Transport(error) if error.kind() == TransportErrorKind::Closed)
}

/// The time from `start` to `end` in whole milliseconds, none if `end` is the
/// earlier one. `Duration`'s own subtraction leaves a panic in an image that is
/// built for size.
pub(super) const fn since(start: Duration, end: Duration) -> Duration {
    const fn millis(time: Duration) -> u64 {
        time.as_secs()
            .saturating_mul(1000)
            .saturating_add(time.subsec_millis() as u64)
    }
    Duration::from_millis(millis(end).saturating_sub(millis(start)))
}
