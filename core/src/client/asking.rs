//! One call, and the sink that it fills.
//!
//! What waits while it holds the sink is here, and little else: of that there is a
//! copy for each kind of sink, of all the rest one.

use super::answer::Answer;
use super::course::Course;
use super::{CallTime, Client, Flow};
use crate::auth::Credentials;
use crate::delivery::{Summary, TaskSink};
use crate::error::Error;
use crate::job::JobId;
use crate::page::Page;
use crate::transport::{Clock, Transport};

impl<T: Transport, C: Clock, K: Credentials> Client<'_, T, C, K> {
    /// Asks for `jobs`, within `time`.
    pub(super) async fn ask<S: TaskSink>(
        &mut self,
        jobs: &[JobId<'_>],
        page: Option<Page>,
        sink: &mut S,
        time: CallTime,
    ) -> Result<Summary, Error<T::Error>> {
        let mut course = Course::new(jobs, page, time);
        self.ask_all(&mut course, sink).await;
        self.end(&mut course)
    }

    async fn ask_all<S: TaskSink>(&mut self, course: &mut Course<'_, T::Error>, sink: &mut S) {
        let mut flow = self.begin(course, sink.room());
        while flow.is_continue() && self.open_next(course).await.is_continue() {
            let ended = self.read(course, sink).await;
            flow = self.judge(course, ended, sink);
        }
    }

    /// Reads an answer that says yes.
    async fn read<S: TaskSink>(&mut self, course: &mut Course<'_, T::Error>, sink: &mut S) -> Flow {
        let (message, chunk) = self.config.divide(self.buffer);
        let mut answer = Answer::new(message, self.config.body_limit);
        loop {
            let read = self.transport.read(chunk).await;
            if let Some(ended) = answer.push(read, chunk, course, sink) {
                return ended;
            }
        }
    }
}
