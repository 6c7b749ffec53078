//! Where a call stands, and how it goes on: all of it that knows no sink, or meets
//! one without waiting.

use core::ops::ControlFlow;

use super::exchange::Connection;
use super::retrying::{Attempts, Pause};
use super::{CallTime, Client, Flow};
use crate::auth::Credentials;
use crate::chunks::chunks;
use crate::delivery::{Delivery, Due, Summary, TaskSink};
use crate::error::{Capacity, CapacityError, Cause, Error};
use crate::head::ResponseHead;
use crate::job::JobId;
use crate::page::Page;
use crate::request::{BatchStatusRequest, MAX_IDS_PER_REQUEST, RequestError, check_ids};
use crate::trace;
use crate::transport::{Clock, Transport, Wake};

/// A call, and where it stands.
///
/// What has failed is kept here and in no result: it is large, and would be moved
/// from function to function, each with room for it on the stack.
pub(super) struct Course<'j, E> {
    jobs: &'j [JobId<'j>],
    page: Option<Page>,
    time: CallTime,
    pub(super) summary: Summary,
    /// Of the request that is sent next, or answered.
    pub(super) delivery: Delivery<'j>,
    attempts: Attempts,
    /// What comes before the next of them.
    pause: Pause,
    /// Of its answer.
    head: ResponseHead<'static>,
    began: trace::Began,
    /// Why the last attempt failed, or why there was none.
    pub(super) failure: Option<Cause<E>>,
}

impl<'j, E> Course<'j, E> {
    /// One that was not judged yet.
    pub(super) fn new(jobs: &'j [JobId<'j>], page: Option<Page>, time: CallTime) -> Self {
        Self {
            jobs,
            page,
            time,
            summary: Summary::default(),
            delivery: Delivery::new(&[], 0),
            attempts: Attempts::default(),
            pause: Pause::None,
            head: ResponseHead::new(),
            began: trace::Began::default(),
            failure: None,
        }
    }
}

impl<T: Transport, C: Clock, K: Credentials> Client<'_, T, C, K> {
    /// Begins a call; `Break` if it cannot be one.
    #[inline(never)]
    pub(super) fn begin(
        &self,
        course: &mut Course<'_, T::Error>,
        room: Option<usize>,
    ) -> ControlFlow<()> {
        match self.check(course.jobs, course.page, room) {
            Ok(asked) => course.summary.asked = asked,
            Err(cause) => {
                course.failure = Some(cause);
                return ControlFlow::Break(());
            }
        }
        self.next_ids(course)
    }

    /// Goes on to the ids behind those that were answered; `Break` if there are none.
    fn next_ids(&self, course: &mut Course<'_, T::Error>) -> ControlFlow<()> {
        let ids_per_request = match course.page {
            Some(_) => MAX_IDS_PER_REQUEST,
            None => self.config.ids_per_request,
        };
        let first = course.delivery.end();
        let rest = course.jobs.get(first..).unwrap_or_default();
        let Some(chunk) = chunks(rest, ids_per_request).next() else {
            return ControlFlow::Break(());
        };
        course.delivery = Delivery::new(chunk.jobs, first);
        course.attempts = Attempts::default();
        ControlFlow::Continue(())
    }

    /// Sends the next request, as often as the policy says, until there is an answer
    /// to read that says yes; `Break` if there is none.
    pub(super) async fn open_next(&mut self, course: &mut Course<'_, T::Error>) -> ControlFlow<()> {
        loop {
            course.failure = None;
            if let Pause::Of(wait) = course.pause {
                course.pause = Pause::None;
                if self.clock.sleep(wait).await == Wake::Stopped {
                    course.failure = Some(Cause::Stopped);
                    return ControlFlow::Break(());
                }
            }
            course.head = ResponseHead::new();
            course.began = trace::Began::now(&self.clock);
            let jobs = course.delivery.jobs();
            let page = course.page.unwrap_or(Page::covering(jobs.len()));
            let body = BatchStatusRequest::checked(jobs, Some(page));
            match self.open(body, course.time, &mut course.head).await {
                Ok(()) => return ControlFlow::Continue(()),
                Err(cause) => course.failure = Some(cause),
            }
            self.try_again(course)?;
        }
    }

    /// Judges how an answer has ended; `Break` where the call has.
    #[inline(never)]
    pub(super) fn judge(
        &mut self,
        course: &mut Course<'_, T::Error>,
        flow: Flow,
        sink: &mut dyn TaskSink,
    ) -> ControlFlow<()> {
        if flow == Flow::Broken {
            return self.try_again(course);
        }
        course
            .began
            .over::<T::Error>(&self.clock, &course.head, None);
        self.budget.answered(course.attempts.failed);
        if flow == Flow::Stopped {
            course.summary.stopped = true;
            return ControlFlow::Break(());
        }
        self.connection = Connection::Kept;
        let len = course.delivery.jobs().len();
        let due = course
            .page
            .map_or(Due::EachId, |page| Due::Some(page.len_of(len)));
        course.delivery.finish(due, &mut course.summary, sink);
        self.next_ids(course)
    }

    /// An attempt has failed: what comes before the next one; `Break` if it was the
    /// last.
    fn try_again(&mut self, course: &mut Course<'_, T::Error>) -> ControlFlow<()> {
        let cause = course.failure.as_ref();
        course.began.over(&self.clock, &course.head, cause);
        course.delivery.restart();
        let pause = cause.and_then(|cause| {
            let attempts = &mut course.attempts;
            self.pause_after(cause, attempts, course.time)
        });
        match pause {
            Some(pause) => {
                course.pause = pause;
                ControlFlow::Continue(())
            }
            None => ControlFlow::Break(()),
        }
    }

    /// The call is over.
    #[inline(never)]
    pub(super) fn end(
        &mut self,
        course: &mut Course<'_, T::Error>,
    ) -> Result<Summary, Error<T::Error>> {
        self.close_if_dirty();
        match course.failure.take() {
            None => Ok(course.summary),
            Some(cause) => Err(Error::new(cause, course.summary.delivered)),
        }
    }

    /// Judges all that can be judged before anything is sent, and says how many
    /// answers are due.
    fn check(
        &self,
        jobs: &[JobId<'_>],
        page: Option<Page>,
        room: Option<usize>,
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
        match room {
            Some(available) if available < asked => {
                Err(CapacityError::new(Capacity::Tasks, asked, available).into())
            }
            _ => Ok(asked),
        }
    }
}
