//! The client: asks, reads, and asks again what may go well the next time.

mod answer;
mod asking;
mod course;
mod exchange;
mod link;
mod retrying;
mod watching;

use core::ops::ControlFlow;
use core::time::Duration;

use crate::auth::{Credentials, Latch, Token};
use crate::chunks::chunks;
use crate::config::Config;
use crate::delivery::{Each, Summary, TaskSink};
use crate::error::{CapacityError, Cause, Error};
use crate::http_request::Request;
use crate::job::JobId;
use crate::page::Page;
use crate::request::BatchStatusRequest;
use crate::retry::RetryBudget;
use crate::span::since;
use crate::task::Task;
use crate::transport::{Clock, Transport};

pub use link::Link;

use exchange::{Connection, Standing};

/// Asks a Data Replication Service how jobs are doing.
///
/// Written once, for every [`Transport`]. Nothing is allocated: lent to it is a
/// buffer of [`Config::min_buffer_len`] bytes or more.
///
/// A future of this type may be dropped at any time. What was delivered until
/// then stays delivered; the connection is closed before the next call. A call
/// that ends leaves the connection open only where its last answer, be it a
/// refusal, was read to the end.
#[derive(Debug)]
pub struct Client<'a, T, C, K = Token<'a>> {
    config: Config<'a>,
    credentials: K,
    transport: T,
    clock: C,
    buffer: &'a mut [u8],
    connection: Connection,
    latch: Latch,
    standing: Standing,
    budget: RetryBudget,
}

/// The time that a call has, and what it does with it.
#[derive(Clone, Copy, Debug)]
struct CallTime {
    started: Duration,
    limit: Duration,
    patience: Patience,
}

/// What is done about trouble at the service itself. A connection that broke is
/// tried again by either.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Patience {
    /// It is tried again as the policy says.
    Policy,
    /// It is left to the next poll: a fleet of watches asks a service that is
    /// sick no more often than one that is well.
    NextPoll,
}

impl CallTime {
    /// What is left of it.
    const fn left(self, now: Duration) -> Duration {
        since(since(self.started, now), self.limit)
    }
}

/// Whether a call goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Flow {
    /// The answer broke, or was none.
    Broken,
    Whole,
    Stopped,
}

impl<'a, T: Transport, C: Clock, K: Credentials> Client<'a, T, C, K> {
    /// A client for one project at one endpoint.
    ///
    /// # Errors
    ///
    /// [`CapacityError`] for a buffer shorter than [`Config::min_buffer_len`].
    pub fn new(
        config: Config<'a>,
        credentials: K,
        transport: T,
        clock: C,
        buffer: &'a mut [u8],
    ) -> Result<Self, CapacityError> {
        config.check_buffer(buffer.len())?;
        Ok(Self {
            config,
            credentials,
            transport,
            clock,
            buffer,
            connection: Connection::Closed,
            latch: Latch::Open,
            standing: Standing::Usual,
            budget: RetryBudget::of(&config.retry),
        })
    }

    /// Asks for all of `jobs` and keeps the answers in `sink`, such as a
    /// `heapless::Vec<TaskStatus, N>`.
    ///
    /// More than [`MAX_IDS_PER_REQUEST`](crate::MAX_IDS_PER_REQUEST) ids go out in several requests, one
    /// after the other, each with a page that covers all its ids.
    ///
    /// # Errors
    ///
    /// [`Error`]; it says how many tasks had been delivered. Ids and room are
    /// checked before anything is sent.
    pub async fn batch_status<S: TaskSink>(
        &mut self,
        jobs: &[JobId<'_>],
        sink: &mut S,
    ) -> Result<Summary, Error<T::Error>> {
        let time = self.time(Duration::MAX, Patience::Policy);
        self.ask(jobs, None, sink, time).await
    }

    /// Asks for all of `jobs` and hands each answer to `task`, which may end
    /// the call by `Break`.
    ///
    /// # Errors
    ///
    /// As [`batch_status`](Self::batch_status).
    pub async fn for_each<F>(
        &mut self,
        jobs: &[JobId<'_>],
        task: F,
    ) -> Result<Summary, Error<T::Error>>
    where
        F: FnMut(Task<'_>) -> ControlFlow<()>,
    {
        let time = self.time(Duration::MAX, Patience::Policy);
        self.ask(jobs, None, &mut Each(task), time).await
    }

    /// Asks for one page of `jobs`, at most
    /// [`MAX_IDS_PER_REQUEST`](crate::MAX_IDS_PER_REQUEST) of them, in
    /// one request. Which ids stand on the page is the service's to say: what
    /// is missing is counted, not named.
    ///
    /// # Errors
    ///
    /// As [`batch_status`](Self::batch_status); [`Capacity::Ids`](crate::Capacity::Ids) for more ids.
    pub async fn page<S: TaskSink>(
        &mut self,
        jobs: &[JobId<'_>],
        page: Page,
        sink: &mut S,
    ) -> Result<Summary, Error<T::Error>> {
        let time = self.time(Duration::MAX, Patience::Policy);
        self.ask(jobs, Some(page), sink, time).await
    }

    /// The request that [`batch_status`](Self::batch_status) begins with, or
    /// [`page`](Self::page) sends, authorized like these: to be shown.
    ///
    /// # Errors
    ///
    /// Those of the ids and of the credentials, as these would report them.
    pub async fn preview<'r>(
        &'r mut self,
        jobs: &'r [JobId<'r>],
        page: Option<Page>,
    ) -> Result<Request<'r>, Error<T::Error>> {
        let first = chunks(jobs, self.config.ids_per_request).next();
        let (jobs, page) = page.map_or_else(
            || {
                let first = first.map(|chunk| chunk.jobs).unwrap_or_default();
                (first, Page::covering(first.len()))
            },
            |page| (jobs, page),
        );
        let body = BatchStatusRequest::with_page(jobs, page).map_err(Cause::from)?;
        let request = self.config.request(body);
        let unix_time = self.clock.unix_time();
        let authorization = self.credentials.authorize(&request, unix_time).await;
        Ok(request.authorized(authorization.map_err(Cause::from)?))
    }

    /// Renews the credentials if they must be, as is done before each request, and
    /// asks for nothing: a login that is made ahead, or for the token alone. It is
    /// tried once.
    ///
    /// # Errors
    ///
    /// [`Error`], as of any call.
    pub async fn authenticate(&mut self) -> Result<(), Error<T::Error>> {
        let time = self.time(Duration::MAX, Patience::Policy);
        let outcome = self.renew_if_due(time).await;
        self.close_if_dirty();
        outcome.map_err(Error::from)
    }

    /// The credentials, to be replaced or renewed between calls. Opens the latch.
    pub const fn credentials_mut(&mut self) -> &mut K {
        self.set_latch(Latch::Open);
        &mut self.credentials
    }

    /// Whether the credentials may be tried: what a device stores that may
    /// reboot.
    pub const fn latch(&self) -> Latch {
        self.latch
    }

    /// Sets the latch as it was stored, or opens it where what had the credentials
    /// refused has passed, such as a clock that was wrong.
    pub const fn set_latch(&mut self, latch: Latch) {
        self.latch = latch;
        self.standing = Standing::Usual;
    }

    /// The transport.
    pub const fn transport(&self) -> &T {
        &self.transport
    }

    /// The transport, to be changed between calls.
    pub const fn transport_mut(&mut self) -> &mut T {
        &mut self.transport
    }

    /// Gives the transport and the clock back.
    pub fn into_parts(self) -> (T, C) {
        (self.transport, self.clock)
    }

    /// The time of a call that begins now: the client's, or `most` if that is less.
    fn time(&self, most: Duration, patience: Patience) -> CallTime {
        CallTime {
            started: self.clock.now(),
            limit: self.config.time_limit.min(most),
            patience,
        }
    }
}
