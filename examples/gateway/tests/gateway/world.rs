//! Time that passes as fast as it is waited for.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use drs_status_core::{Clock, Wake};

/// Time that passes as fast as it is waited for, until it is stopped.
#[derive(Clone)]
pub(crate) struct World(Rc<State>);

struct State {
    now: Cell<Duration>,
    /// The next end of a wait, of all that were polled this time.
    next: Cell<Duration>,
    end: Duration,
    /// What the time of day is ahead of `now`.
    unix: Cell<Option<Duration>>,
}

impl World {
    /// One that ends after so long.
    pub(crate) fn ending_at(end: Duration) -> Self {
        Self(Rc::new(State {
            now: Cell::new(Duration::ZERO),
            next: Cell::new(Duration::MAX),
            end,
            unix: Cell::new(None),
        }))
    }

    pub(crate) fn set_unix_time(&self, time: Duration) {
        let ahead = time.checked_sub(self.now()).expect("no time that early");
        self.0.unix.set(Some(ahead));
    }

    /// Runs `future` until it is ready, or nothing is waited for any more.
    pub(crate) fn run<F: Future>(&self, future: F) -> Option<F::Output> {
        let mut future = pin!(future);
        let mut context = Context::from_waker(Waker::noop());
        loop {
            self.0.next.set(Duration::MAX);
            if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
                return Some(output);
            }
            let next = self.0.next.get();
            if next == Duration::MAX {
                return None;
            }
            self.0.now.set(next);
        }
    }
}

impl Clock for World {
    fn now(&self) -> Duration {
        self.0.now.get()
    }

    fn unix_time(&self) -> Option<Duration> {
        Some(self.0.unix.get()? + self.now())
    }

    async fn sleep(&mut self, time: Duration) -> Wake {
        let end = self.now().saturating_add(time).min(self.0.end);
        poll_fn(|_| {
            if self.now() < end {
                self.0.next.set(self.0.next.get().min(end));
                return Poll::Pending;
            }
            Poll::Ready(if end == self.0.end {
                Wake::Stopped
            } else {
                Wake::Elapsed
            })
        })
        .await
    }

    fn entropy(&mut self) -> u32 {
        // No wait is shortened.
        0
    }
}
