//! The client for programs that block.

use std::ops::ControlFlow;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use drs_status_core::{
    CapacityError, Cause, Config, Credentials, Ended, Error, JobId, Latch, Page, Request, Seen,
    Summary, Task, TaskSink, Token, Watch, WatchEvent,
};

use crate::clock::SystemClock;
use crate::error::TransportError;
use crate::stop::Stop;
use crate::transport::{HttpsTransport, Security, UreqTransport};

/// A [`drs_status_core::Client`] whose calls block until they are done.
///
/// It is the same client over a transport whose futures are always ready, as
/// those of its credentials must be: each call polls once.
#[derive(Debug)]
pub struct Client<'a, T = HttpsTransport, K = Token<'a>> {
    inner: drs_status_core::Client<'a, T, SystemClock, K>,
    stop: Stop,
}

impl<'a, S: Security, K: Credentials> Client<'a, UreqTransport<S>, K> {
    /// A client for one project at one endpoint. `buffer` has at least
    /// [`Config::min_buffer_len`] bytes; a few KiB make few reads.
    ///
    /// # Errors
    ///
    /// [`CapacityError`] for a shorter buffer.
    pub fn new(
        config: Config<'a>,
        credentials: K,
        transport: UreqTransport<S>,
        buffer: &'a mut [u8],
    ) -> Result<Self, CapacityError> {
        let clock = SystemClock::new();
        let stop = clock.stop_handle();
        let inner = drs_status_core::Client::new(config, credentials, transport, clock, buffer)?;
        Ok(Self { inner, stop })
    }

    /// Asks for all of `jobs` and keeps the answers in `sink`: see
    /// [`drs_status_core::Client::batch_status`].
    ///
    /// # Errors
    ///
    /// As there.
    pub fn batch_status<R: TaskSink>(
        &mut self,
        jobs: &[JobId<'_>],
        sink: &mut R,
    ) -> Result<Summary, Error<TransportError>> {
        ready(self.inner.batch_status(jobs, sink))
    }

    /// Asks for all of `jobs` and hands each answer to `task`: see
    /// [`drs_status_core::Client::for_each`].
    ///
    /// # Errors
    ///
    /// As there.
    pub fn for_each<F>(
        &mut self,
        jobs: &[JobId<'_>],
        task: F,
    ) -> Result<Summary, Error<TransportError>>
    where
        F: FnMut(Task<'_>) -> ControlFlow<()>,
    {
        ready(self.inner.for_each(jobs, task))
    }

    /// Asks for one page: see [`drs_status_core::Client::page`].
    ///
    /// # Errors
    ///
    /// As there.
    pub fn page<R: TaskSink>(
        &mut self,
        jobs: &[JobId<'_>],
        page: Page,
        sink: &mut R,
    ) -> Result<Summary, Error<TransportError>> {
        ready(self.inner.page(jobs, page, sink))
    }

    /// Polls `jobs` and tells `event` what has changed: see
    /// [`drs_status_core::Client::watch`]. The thread sleeps between polls; what
    /// ends the watch early is `event`, or [`stop_handle`](Self::stop_handle).
    ///
    /// # Errors
    ///
    /// As there.
    pub fn watch<F>(
        &mut self,
        jobs: &[JobId<'_>],
        seen: &mut [Seen],
        watch: &Watch<'_>,
        event: F,
    ) -> Result<Ended, Error<TransportError>>
    where
        F: FnMut(WatchEvent<'_>) -> ControlFlow<()>,
    {
        ready(self.inner.watch(jobs, seen, watch, event))
    }

    /// What ends the waits of this client from another thread: a watch with
    /// [`Ended::Stopped`], a call that waits to try again with
    /// [`Cause::Stopped`].
    ///
    /// ```
    /// # use drs_status_core::{Config, Endpoint, ProjectId, Token};
    /// # use drs_status_std::{Client, HttpsTransport, Options};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let endpoint = Endpoint::literal("https://drs.eu-de.otc.t-systems.com");
    /// # let project = ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0");
    /// # let transport = HttpsTransport::new(&Options::new())?;
    /// # let mut buffer = [0; 4096];
    /// # let config = Config::new(endpoint, project);
    /// let client = Client::new(config, Token::new("token")?, transport, &mut buffer)?;
    /// let stop = client.stop_handle();
    /// std::thread::spawn(move || {
    ///     // once a signal has come:
    ///     stop.stop();
    /// });
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn stop_handle(&self) -> Stop {
        self.stop.clone()
    }

    /// Renews the credentials if they must be, and asks for nothing: see
    /// [`drs_status_core::Client::authenticate`].
    ///
    /// # Errors
    ///
    /// As there.
    pub fn authenticate(&mut self) -> Result<(), Error<TransportError>> {
        ready(self.inner.authenticate())
    }

    /// Whether the credentials may be tried: see
    /// [`drs_status_core::Client::latch`].
    pub const fn latch(&self) -> Latch {
        self.inner.latch()
    }

    /// Sets the latch as it was stored.
    pub const fn set_latch(&mut self, latch: Latch) {
        self.inner.set_latch(latch);
    }

    /// The request that would be sent first: see
    /// [`drs_status_core::Client::preview`].
    ///
    /// # Errors
    ///
    /// As there.
    pub fn preview<'r>(
        &'r mut self,
        jobs: &'r [JobId<'r>],
        page: Option<Page>,
    ) -> Result<Request<'r>, Error<TransportError>> {
        ready(self.inner.preview(jobs, page))
    }

    /// The credentials, to be replaced or renewed between calls.
    pub const fn credentials_mut(&mut self) -> &mut K {
        self.inner.credentials_mut()
    }
}

/// Polls a future that is ready at once, as those of a blocking port are.
fn ready<R>(
    future: impl Future<Output = Result<R, Error<TransportError>>>,
) -> Result<R, Error<TransportError>> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => Err(Cause::Transport(TransportError::not_ready()).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_future_that_is_not_ready_is_an_error() {
        let error = ready(std::future::pending::<Result<(), _>>()).unwrap_err();
        assert_eq!(error.to_string(), "a transport that should block did not");
    }
}
