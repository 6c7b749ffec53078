//! The client's connection, lent to credentials that renew themselves over it.

use core::fmt;
use core::time::Duration;

use super::CallTime;
use super::exchange::{Connection, read_refusal};
use crate::error::{Cause, ProtocolError};
use crate::head::ResponseHead;
use crate::http_request::{Call, Request};
use crate::trace;
use crate::transport::{Clock, StatusCode, Transport};

/// The client's connection, lent to [`Credentials`](crate::Credentials) that
/// renew themselves over it, and the time that the call has left.
///
/// One request at a time: [`send`](Self::send) it, then [`read`](Self::read) its
/// answer to the end, or [`read_refusal`](Self::read_refusal) if that says no. An
/// answer that was left in its middle costs the connection, nothing else.
pub struct Link<'l, T, C> {
    pub(super) transport: &'l mut T,
    pub(super) clock: &'l mut C,
    pub(super) connection: &'l mut Connection,
    pub(super) time: CallTime,
    /// What was sent last.
    pub(super) call: Call,
    /// The longest body that is read.
    pub(super) limit: usize,
    /// How much of that is left.
    pub(super) room: usize,
}

impl<T: Transport, C: Clock> Link<'_, T, C> {
    /// The time now, as [`Clock::now`] has it.
    #[must_use]
    pub fn now(&self) -> Duration {
        self.clock.now()
    }

    /// The time since 1970-01-01T00:00:00Z, if it is known.
    #[must_use]
    pub fn unix_time(&self) -> Option<Duration> {
        self.clock.unix_time()
    }

    /// Sends `request`, in the time that the call has left, and reads the head of
    /// its answer.
    ///
    /// # Errors
    ///
    /// [`Cause::Transport`], [`Cause::TimedOut`]; [`Cause::Protocol`] for a status
    /// that neither grants nor refuses, redirects among them.
    pub async fn send(
        &mut self,
        request: &Request<'_>,
        head: &mut ResponseHead<'_>,
    ) -> Result<StatusCode, Cause<T::Error>> {
        if self.connection.is_dirty() {
            self.transport.close();
            *self.connection = Connection::Closed;
        }
        let time_left = self.time.left(self.clock.now());
        if time_left.is_zero() {
            return Err(Cause::TimedOut);
        }
        self.room = self.limit;
        self.call = request.call();
        let request = request.within(Some(time_left));
        *self.connection = self.connection.sending();
        let outcome = self.transport.send(&request, head).await;
        let status = outcome.map_err(Cause::Transport)?;
        *self.connection = Connection::Reading;
        trace::answered(status, head);
        ProtocolError::of_status(status).map_or(Ok(status), |error| Err(Cause::Protocol(error)))
    }

    /// Reads some of the body; `Ok(0)` is its end.
    ///
    /// # Errors
    ///
    /// [`Cause::Transport`]; [`ProtocolError::BodyTooLong`] for more than the
    /// client's [limit](crate::Config::body_limit).
    pub async fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Cause<T::Error>> {
        let outcome = self.transport.read(buffer).await;
        let len = outcome.map_err(Cause::Transport)?;
        if len == 0 && !buffer.is_empty() {
            *self.connection = Connection::Kept;
        }
        let limit = self.limit;
        self.room = self
            .room
            .checked_sub(len)
            .ok_or(Cause::Protocol(ProtocolError::BodyTooLong { limit }))?;
        Ok(len)
    }

    /// Reads the body of an answer that says no: [`Cause::Service`].
    pub async fn read_refusal(
        &mut self,
        status: StatusCode,
        head: &ResponseHead<'_>,
        buffer: &mut [u8],
    ) -> Cause<T::Error> {
        let refusal = read_refusal(self.transport, self.connection, buffer, status, head).await;
        Cause::Service(refusal.in_answer_to(self.call))
    }
}

impl<T, C> fmt::Debug for Link<'_, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link").finish_non_exhaustive()
    }
}
