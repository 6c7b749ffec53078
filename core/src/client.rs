//! The client: asks, reads, and asks again what arrived broken.

use core::ops::ControlFlow;
use core::time::Duration;

use crate::auth::{Credentials, Token};
use crate::chunks::{Chunk, chunks};
use crate::config::Config;
use crate::delivery::{Delivered, Delivery, Due, Each, Summary, TaskSink};
use crate::error::{Capacity, CapacityError, Cause, Error, ProtocolError};
use crate::head::ResponseHead;
use crate::http_request::Request;
use crate::job::JobId;
use crate::page::Page;
use crate::refusal::{MoreWanted, RefusalDecoder};
use crate::request::{BatchStatusRequest, MAX_IDS_PER_REQUEST, RequestError, check_ids};
use crate::response::Decoder;
use crate::service_error::ServiceError;
use crate::task::Task;
use crate::trace;
use crate::transport::{Clock, StatusCode, Transport};

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
    message: &'a mut [u8],
    chunk: &'a mut [u8],
    connection: Connection,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Connection {
    /// As the transport left it after a whole answer.
    Clean,
    /// In the middle of an exchange, or left there.
    Dirty,
}

/// Whether a call goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Flow {
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
        let (message, chunk) = config.divide(buffer)?;
        Ok(Self {
            config,
            credentials,
            transport,
            clock,
            message,
            chunk,
            connection: Connection::Clean,
        })
    }

    /// Asks for all of `jobs` and keeps the answers in `sink`, such as a
    /// `heapless::Vec<TaskStatus, N>`.
    ///
    /// More than [`MAX_IDS_PER_REQUEST`] ids go out in several requests, one
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
        self.ask(jobs, None, sink).await
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
        self.ask(jobs, None, &mut Each(task)).await
    }

    /// Asks for one page of `jobs`, at most [`MAX_IDS_PER_REQUEST`] of them, in
    /// one request. Which ids stand on the page is the service's to say: what
    /// is missing is counted, not named.
    ///
    /// # Errors
    ///
    /// As [`batch_status`](Self::batch_status); [`Capacity::Ids`] for more ids.
    pub async fn page<S: TaskSink>(
        &mut self,
        jobs: &[JobId<'_>],
        page: Page,
        sink: &mut S,
    ) -> Result<Summary, Error<T::Error>> {
        self.ask(jobs, Some(page), sink).await
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

    /// The credentials, to be replaced or renewed between calls.
    pub const fn credentials_mut(&mut self) -> &mut K {
        &mut self.credentials
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

    async fn ask<S: TaskSink>(
        &mut self,
        jobs: &[JobId<'_>],
        page: Option<Page>,
        sink: &mut S,
    ) -> Result<Summary, Error<T::Error>> {
        let mut summary = Summary::default();
        let outcome = self.ask_all(jobs, page, sink, &mut summary).await;
        self.close_if_dirty();
        match outcome {
            Ok(()) => Ok(summary),
            Err(cause) => Err(Error::new(cause, summary.delivered)),
        }
    }

    fn close_if_dirty(&mut self) {
        if self.connection == Connection::Dirty {
            self.transport.close();
            self.connection = Connection::Clean;
        }
    }

    async fn ask_all<S: TaskSink>(
        &mut self,
        jobs: &[JobId<'_>],
        page: Option<Page>,
        sink: &mut S,
        summary: &mut Summary,
    ) -> Result<(), Cause<T::Error>> {
        let ids_per_request = match page {
            Some(_) => MAX_IDS_PER_REQUEST,
            None => self.config.ids_per_request,
        };
        summary.asked = self.check(jobs, page, sink)?;
        let started = self.clock.now();
        for Chunk { first, jobs: chunk } in chunks(jobs, ids_per_request) {
            let body = BatchStatusRequest::checked(
                chunk,
                Some(page.unwrap_or(Page::covering(chunk.len()))),
            );
            let mut delivery = Delivery::new(chunk, first);
            match self
                .ask_until_whole(body, started, &mut delivery, sink, summary)
                .await?
            {
                Flow::Stopped => {
                    summary.stopped = true;
                    return Ok(());
                }
                Flow::Whole => {
                    let due = page.map_or(Due::EachId, |page| Due::Some(page.len_of(chunk.len())));
                    delivery.finish(due, summary, sink);
                }
            }
        }
        Ok(())
    }

    /// Judges all that can be judged before anything is sent, and says how many
    /// answers are due.
    fn check<S: TaskSink>(
        &self,
        jobs: &[JobId<'_>],
        page: Option<Page>,
        sink: &S,
    ) -> Result<usize, Cause<T::Error>> {
        if jobs.is_empty() {
            return Err(RequestError::NoIds.into());
        }
        let asked = if let Some(page) = page {
            if jobs.len() > MAX_IDS_PER_REQUEST {
                let error = CapacityError::new(Capacity::Ids, jobs.len(), MAX_IDS_PER_REQUEST);
                return Err(error.into());
            }
            BatchStatusRequest::with_page(jobs, page)?;
            page.len_of(jobs.len())
        } else {
            for chunk in chunks(jobs, self.config.ids_per_request) {
                check_ids(chunk.jobs).map_err(|error| error.offset_by(chunk.first))?;
            }
            jobs.len()
        };
        match sink.room() {
            Some(available) if available < asked => {
                Err(CapacityError::new(Capacity::Tasks, asked, available).into())
            }
            _ => Ok(asked),
        }
    }

    /// One request, sent again while its answers arrive broken.
    async fn ask_until_whole<S: TaskSink>(
        &mut self,
        body: BatchStatusRequest<'_>,
        started: Duration,
        delivery: &mut Delivery<'_>,
        sink: &mut S,
        summary: &mut Summary,
    ) -> Result<Flow, Cause<T::Error>> {
        let mut attempts_left = self.config.attempts.get();
        loop {
            attempts_left -= 1;
            match self.exchange(body, started, delivery, sink, summary).await {
                Err(cause) if attempts_left > 0 && cause.is_broken_answer() => {
                    trace::answer_broken();
                    delivery.restart();
                }
                outcome => return outcome,
            }
        }
    }

    /// One request and its answer.
    async fn exchange<S: TaskSink>(
        &mut self,
        body: BatchStatusRequest<'_>,
        started: Duration,
        delivery: &mut Delivery<'_>,
        sink: &mut S,
        summary: &mut Summary,
    ) -> Result<Flow, Cause<T::Error>> {
        let mut head = ResponseHead::new();
        let status = self.send(body, started, &mut head).await?;
        trace::answered(status, &head);
        if status.is_success() {
            return self.read_tasks(delivery, sink, summary).await;
        }
        if status.is_refusal() {
            return Err(Cause::Service(self.read_refusal(status, &head).await));
        }
        Err(Cause::Protocol(if status.is_redirect() {
            ProtocolError::Redirect(status)
        } else {
            ProtocolError::Status(status)
        }))
    }

    /// Authorizes a request and sends it. Nothing of it is kept while its answer
    /// is read.
    async fn send(
        &mut self,
        body: BatchStatusRequest<'_>,
        started: Duration,
        head: &mut ResponseHead,
    ) -> Result<StatusCode, Cause<T::Error>> {
        self.close_if_dirty();
        let mut request = self.config.request(body);
        let unix_time = self.clock.unix_time();
        let authorization = self.credentials.authorize(&request, unix_time).await;
        request = request.authorized(authorization.map_err(Cause::from)?);
        let spent = since(started, self.clock.now());
        let time_left = since(spent, self.config.time_limit);
        if time_left.is_zero() {
            return Err(Cause::TimedOut);
        }
        self.connection = Connection::Dirty;
        request = request.within(Some(time_left));
        let outcome = self.transport.send(&request, head).await;
        outcome.map_err(Cause::Transport)
    }

    async fn read_tasks<S: TaskSink>(
        &mut self,
        delivery: &mut Delivery<'_>,
        sink: &mut S,
        summary: &mut Summary,
    ) -> Result<Flow, Cause<T::Error>> {
        let limit = self.config.body_limit;
        let mut room = limit;
        let mut decoder = Decoder::new(self.message);
        loop {
            let len = self
                .transport
                .read(self.chunk)
                .await
                .map_err(Cause::Transport)?;
            if len == 0 {
                break;
            }
            room = room
                .checked_sub(len)
                .ok_or(Cause::Protocol(ProtocolError::BodyTooLong { limit }))?;
            let mut chunk = self.chunk.get(..len).unwrap_or_default();
            while let Some(item) = decoder.decode(&mut chunk)? {
                match delivery.deliver(&item, sink) {
                    Delivered::Now => summary.delivered += 1,
                    Delivered::Before => {}
                    Delivered::Stopped => {
                        summary.delivered += 1;
                        return Ok(Flow::Stopped);
                    }
                }
            }
        }
        let end = decoder.finish()?;
        summary.count = end.count;
        self.connection = Connection::Clean;
        Ok(Flow::Whole)
    }

    async fn read_refusal(&mut self, status: StatusCode, head: &ResponseHead) -> ServiceError {
        let mut decoder = RefusalDecoder::new();
        let mut more = MoreWanted::Yes;
        // A body that breaks takes nothing from what the head said.
        while let Ok(len) = self.transport.read(self.chunk).await {
            if len == 0 {
                self.connection = Connection::Clean;
                break;
            }
            // One read more than the decoder wants shows whether it was the
            // end, so that the connection can be kept.
            if more == MoreWanted::No {
                break;
            }
            more = decoder.push(self.chunk.get(..len).unwrap_or_default());
        }
        decoder.finish(status, head)
    }
}

/// The time from `start` to `end` in whole milliseconds, none if `end` is the
/// earlier one. `Duration`'s own subtraction leaves a panic in an image that is
/// built for size.
const fn since(start: Duration, end: Duration) -> Duration {
    const fn millis(time: Duration) -> u64 {
        time.as_secs()
            .saturating_mul(1000)
            .saturating_add(time.subsec_millis() as u64)
    }
    Duration::from_millis(millis(end).saturating_sub(millis(start)))
}
