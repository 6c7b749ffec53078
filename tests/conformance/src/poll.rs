//! Polling without an executor: for ports that make progress on each poll.

use core::pin::pin;
use core::task::{Context, Poll, Waker};

/// Polls `future` until it is ready. Only for ports that wait for nothing but
/// being polled.
pub fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            return output;
        }
    }
}

/// Polls `future` so many times and drops it, unless it was ready before.
pub fn drop_after<F: Future>(future: F, polls: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    for _ in 0..polls {
        if let Poll::Ready(output) = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            return Some(output);
        }
    }
    None
}
