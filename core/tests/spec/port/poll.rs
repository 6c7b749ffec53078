//! Polling without an executor.

use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Polls `future` until it is ready.
pub(crate) fn run<F: Future>(future: F) -> F::Output {
    drop_after(usize::MAX, future).expect("as many polls as it takes")
}

/// Polls `future` so many times and drops it: `None`, unless it was ready before.
pub(crate) fn drop_after<F: Future>(polls: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    (0..polls).find_map(|_| match future.as_mut().poll(&mut context) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    })
}

/// A place where a future can be dropped.
pub(crate) async fn pending_once() {
    let mut polled = false;
    poll_fn(|_| {
        if std::mem::replace(&mut polled, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}
