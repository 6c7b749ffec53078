//! Polls jobs, and tells what has changed.

use core::ops::ControlFlow;
use core::time::Duration;

use super::{Client, Patience};
use crate::auth::Credentials;
use crate::delivery::TaskSink;
use crate::error::{Capacity, CapacityError, Cause, Error};
use crate::job::JobId;
use crate::retry::Trouble;
use crate::span::since;
use crate::task::Task;
use crate::transport::{Clock, Transport, Wake};
use crate::watch::{Change, Ended, Pace, Polled, Seen, Watch, WatchEvent};

impl<T: Transport, C: Clock, K: Credentials> Client<'_, T, C, K> {
    /// Polls `jobs` and tells `event` what has changed, until what `watch` says.
    ///
    /// `seen` is what is known of each job: [`Seen::NOTHING`] to begin with, or
    /// what was stored. Each entry is written as soon as its change was told, so
    /// that a change is told at least once if the device crashes in between,
    /// and exactly once otherwise; also where this future is dropped and another
    /// one goes on with the same `seen`. What was there between two polls only
    /// is not seen.
    ///
    /// A poll that fails in a way that may pass is told as
    /// [`WatchEvent::Trouble`], and the next comes later: where the service itself
    /// is in trouble that is the next attempt, while a connection that breaks is
    /// tried again at once, as the policy says. `Break` ends the watch.
    ///
    /// # Errors
    ///
    /// [`Cause::Capacity`] if `seen` has not as many entries as `jobs`; as
    /// [`batch_status`](Self::batch_status), but for trouble that may pass: a
    /// credential that is refused, a bad certificate, and the like.
    pub async fn watch<F>(
        &mut self,
        jobs: &[JobId<'_>],
        seen: &mut [Seen],
        watch: &Watch<'_>,
        mut event: F,
    ) -> Result<Ended, Error<T::Error>>
    where
        F: FnMut(WatchEvent<'_>) -> ControlFlow<()>,
    {
        if seen.len() != jobs.len() {
            let error = CapacityError::new(Capacity::Seen, jobs.len(), seen.len());
            return Err(Cause::Capacity(error).into());
        }
        let started = self.clock.now();
        let mut wait = watch.pace.first();
        loop {
            let left = self.left(started, watch.within);
            let time = self.time(left, Patience::NextPoll);
            let mut watching = Watching {
                jobs,
                seen,
                event: &mut event,
                polled: Polled::Same,
                flow: ControlFlow::Continue(()),
            };
            let outcome = self.ask(jobs, None, &mut watching, time).await;
            let (polled, flow) = (watching.polled, watching.flow);
            if flow.is_break() {
                return Ok(Ended::Stopped);
            }
            let told = match outcome {
                Ok(_) => {
                    wait = watch.pace.after(wait, polled);
                    WatchEvent::Polled(polled)
                }
                Err(error) => {
                    let trouble = match error.cause() {
                        Cause::Stopped => return Ok(Ended::Stopped),
                        Cause::TimedOut => Some(Trouble::Connection),
                        cause => Trouble::of(cause),
                    };
                    let Some(trouble) = trouble else {
                        return Err(error);
                    };
                    let asked = self.asked_wait(error.cause());
                    wait = watch.pace.after_failure(wait, asked);
                    WatchEvent::Trouble(trouble)
                }
            };
            let was_whole = matches!(told, WatchEvent::Polled(_));
            if event(told).is_break() {
                return Ok(Ended::Stopped);
            }
            if let Some(ended) = watch.until.judge(seen).filter(|_| was_whole) {
                return Ok(ended);
            }
            let next = Pace::spread(wait, self.clock.entropy());
            let left = self.left(started, watch.within);
            if self.clock.sleep(next.min(left)).await == Wake::Stopped {
                return Ok(Ended::Stopped);
            }
            if self.left(started, watch.within).is_zero() {
                return Ok(Ended::TimeUp);
            }
        }
    }

    /// What is left of `within`; for ever without it.
    fn left(&self, started: Duration, within: Option<Duration>) -> Duration {
        within.map_or(Duration::MAX, |within| {
            since(since(started, self.clock.now()), within)
        })
    }
}

/// Compares each task with what was seen before.
struct Watching<'w, F> {
    jobs: &'w [JobId<'w>],
    seen: &'w mut [Seen],
    event: &'w mut F,
    polled: Polled,
    flow: ControlFlow<()>,
}

impl<F: FnMut(WatchEvent<'_>) -> ControlFlow<()>> Watching<'_, F> {
    fn compare(&mut self, index: usize, now: Seen, task: Option<Task<'_>>) -> ControlFlow<()> {
        let (Some(before), Some(id)) = (self.seen.get_mut(index), self.jobs.get(index)) else {
            return ControlFlow::Continue(());
        };
        if *before != now && self.flow.is_continue() {
            self.flow = (self.event)(WatchEvent::Change(Change {
                index,
                id: *id,
                was: before.was(),
                now: task,
            }));
            self.polled = Polled::Changed;
            *before = now;
        }
        self.flow
    }
}

impl<F: FnMut(WatchEvent<'_>) -> ControlFlow<()>> TaskSink for Watching<'_, F> {
    fn task(&mut self, task: Task<'_>) -> ControlFlow<()> {
        self.compare(task.index, Seen::of(&task), Some(task))
    }

    fn missing(&mut self, index: usize) {
        let _ = self.compare(index, Seen::MISSING, None);
    }
}
