//! How long a future keeps the core busy.

use core::pin::Pin;
use core::task::{Context, Poll};

use embassy_time::{Duration, Instant};

/// How long a future was polled: what it had of the core.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Busy {
    /// All together.
    pub(super) all: Duration,
    /// At once: so long others wait that run on the same executor.
    pub(super) longest: Duration,
}

/// A future that is looked at while it is polled.
pub(super) struct Watched<'f, F> {
    pub(super) future: Pin<&'f mut F>,
    pub(super) busy: Busy,
}

impl<F: Future> Future for Watched<'_, F> {
    type Output = (F::Output, Busy);

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let begun = Instant::now();
        let polled = self.future.as_mut().poll(context);
        let time = begun.elapsed();
        self.busy.all += time;
        self.busy.longest = self.busy.longest.max(time);
        polled.map(|output| (output, self.busy))
    }
}
