//! Time that goes on when a test says so.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use drs_status_core::{Clock, Wake};

/// A clock whose clones show the same time.
#[derive(Clone, Debug, Default)]
pub(crate) struct FakeClock(Rc<State>);

#[derive(Debug, Default)]
struct State {
    now: Cell<Duration>,
    /// The time of day when `now` was zero.
    unix_time: Cell<Option<Duration>>,
    /// What is drawn each time.
    chance: Cell<u32>,
    /// How many more sleeps are slept to their end.
    sleeps_left: Cell<Option<usize>>,
    slept: RefCell<Vec<Duration>>,
}

impl FakeClock {
    pub(crate) fn advance(&self, time: Duration) {
        self.0.now.set(self.0.now.get() + time);
    }

    /// When the clock began, it was this time of day.
    pub(crate) fn set_unix_time(&self, time: Option<Duration>) {
        self.0.unix_time.set(time);
    }

    pub(crate) fn set_chance(&self, chance: u32) {
        self.0.chance.set(chance);
    }

    /// Somebody asks to stop during the sleep after so many.
    pub(crate) fn stop_after(&self, sleeps: usize) {
        self.0.sleeps_left.set(Some(sleeps));
    }

    /// How long each sleep was to be.
    pub(crate) fn slept(&self) -> Vec<Duration> {
        self.0.slept.borrow().clone()
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Duration {
        self.0.now.get()
    }

    fn unix_time(&self) -> Option<Duration> {
        self.0.unix_time.get().map(|start| start + self.now())
    }

    async fn sleep(&mut self, time: Duration) -> Wake {
        self.0.slept.borrow_mut().push(time);
        match self.0.sleeps_left.get() {
            Some(0) => return Wake::Stopped,
            Some(left) => self.0.sleeps_left.set(Some(left - 1)),
            None => {}
        }
        self.advance(time);
        Wake::Elapsed
    }

    fn entropy(&mut self) -> u32 {
        self.0.chance.get()
    }
}
