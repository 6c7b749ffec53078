//! A step against a timer. Core never races futures: a port does, and this is all
//! that it takes.

use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::Poll;
use core::time::Duration;

use drs_status_core::Clock;

/// What comes of `step` within `time`; `None` if the time is over first. The step is
/// dropped then.
pub(crate) async fn within<T>(
    clock: &mut impl Clock,
    time: Duration,
    step: impl Future<Output = T>,
) -> Option<T> {
    let mut step = pin!(step);
    let mut alarm = pin!(clock.sleep(time));
    poll_fn(|context| {
        // The step first: what is done in time stays done.
        if let Poll::Ready(done) = step.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        alarm.as_mut().poll(context).map(|_| None)
    })
    .await
}
