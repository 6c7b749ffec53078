//! An executor of one future.

use core::pin::pin;
use core::task::{Context, Poll, Waker};

/// Polls `future` until it is ready.
pub fn poll<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}
