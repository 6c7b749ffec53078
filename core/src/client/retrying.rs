//! Whether a request is sent again, and when.

use core::time::Duration;

use super::exchange::{Connection, Standing};
use super::{CallTime, Client, Patience};
use crate::auth::Credentials;
use crate::error::Cause;
use crate::retry::Trouble;
use crate::trace;
use crate::transport::{Clock, Transport, TransportError, TransportErrorKind};

/// How one request went until now.
#[derive(Default)]
pub(super) struct Attempts {
    /// How many failed.
    pub(super) failed: u8,
    /// The last one found a connection that had been closed, and does not count.
    was_stale: bool,
}

/// What comes before an attempt.
#[derive(Clone, Copy)]
pub(super) enum Pause {
    /// Nothing: the clock is not asked to wait.
    None,
    /// Its chance to stop, and so long a wait.
    Of(Duration),
}

impl<T: Transport, C: Clock, K: Credentials> Client<'_, T, C, K> {
    /// What comes before the next attempt after one that failed; `None` where it was
    /// the last.
    pub(super) fn pause_after(
        &mut self,
        cause: &Cause<T::Error>,
        attempts: &mut Attempts,
        time: CallTime,
    ) -> Option<Pause> {
        if self.standing == Standing::Refused {
            // They are renewed first.
            return Some(Pause::None);
        }
        // Not twice in a row: a login may come before the request each time.
        attempts.was_stale =
            !attempts.was_stale && self.connection == Connection::SendingAgain && is_lost(cause);
        if attempts.was_stale {
            trace::connection_was_stale();
            return Some(Pause::None);
        }
        attempts.failed = attempts.failed.saturating_add(1);
        self.budget.failed(attempts.failed);
        let (trouble, wait) = self.wait_after(cause, attempts.failed, time)?;
        self.close_if_dirty();
        trace::trying_again(trouble, wait);
        Some(Pause::Of(wait))
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
