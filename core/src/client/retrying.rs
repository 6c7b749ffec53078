//! One request, sent again as the policy says.

use core::time::Duration;

use super::exchange::{Connection, Standing};
use super::{CallTime, Client, Flow, Patience};
use crate::auth::Credentials;
use crate::delivery::{Delivery, Summary, TaskSink};
use crate::error::Cause;
use crate::head::ResponseHead;
use crate::request::BatchStatusRequest;
use crate::retry::Trouble;
use crate::trace;
use crate::transport::{Clock, Transport, TransportError, TransportErrorKind, Wake};

impl<T: Transport, C: Clock, K: Credentials> Client<'_, T, C, K> {
    /// One request, sent again as the policy says.
    pub(super) async fn ask_until_whole<S: TaskSink>(
        &mut self,
        body: BatchStatusRequest<'_>,
        time: CallTime,
        delivery: &mut Delivery<'_>,
        sink: &mut S,
        summary: &mut Summary,
    ) -> Result<Flow, Cause<T::Error>> {
        let mut attempt: u8 = 0;
        let mut was_stale = false;
        loop {
            let cause = {
                // What is in here is not kept through the wait below.
                let mut head = ResponseHead::new();
                let began = trace::Began::now(&self.clock);
                // Nor is the outcome named: it would be kept twice.
                match self
                    .exchange(body, time, delivery, sink, summary, &mut head)
                    .await
                {
                    Ok(flow) => {
                        began.over::<T::Error>(&self.clock, &head, None);
                        self.budget.answered(attempt);
                        return Ok(flow);
                    }
                    Err(cause) => {
                        began.over(&self.clock, &head, Some(&cause));
                        cause
                    }
                }
            };
            delivery.restart();
            if self.standing == Standing::Refused {
                // They are renewed first.
                continue;
            }
            // Not twice in a row: a login may come before the request each time.
            was_stale =
                !was_stale && self.connection == Connection::SendingAgain && is_lost(&cause);
            if was_stale {
                trace::connection_was_stale();
                continue;
            }
            attempt = attempt.saturating_add(1);
            self.budget.failed(attempt);
            let Some((trouble, wait)) = self.wait_after(&cause, attempt, time) else {
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
        time: CallTime,
    ) -> Option<(Trouble, Duration)> {
        let trouble = Trouble::of(cause)?;
        if time.patience == Patience::NextPoll && trouble != Trouble::Connection {
            return None;
        }
        let asked = self.asked_wait(cause);
        let chance = self.clock.entropy();
        let wait = self.config.retry.wait(attempt, trouble, asked, chance)?;
        let in_time = wait < time.left(self.clock.now());
        (in_time && self.budget.allows_retry()).then_some((trouble, wait))
    }

    /// How long the service asked to be left alone.
    pub(super) fn asked_wait(&self, cause: &Cause<T::Error>) -> Option<Duration> {
        match cause {
            Cause::Service(refusal) => refusal.retry_after()?.wait(self.clock.unix_time()),
            _ => None,
        }
    }
}

/// Whether the connection was lost.
fn is_lost<E: TransportError>(cause: &Cause<E>) -> bool {
    matches!(cause, Cause::Transport(error) if error.kind() == TransportErrorKind::Closed)
}
