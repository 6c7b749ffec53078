//! Time of which the optimiser knows nothing.

use core::future::poll_fn;
use core::hint::black_box;
use core::task::Poll;
use core::time::Duration;

use drs_status_core::{Clock, Wake};

/// Any time at all.
pub struct Ticks;

impl Clock for Ticks {
    fn now(&self) -> Duration {
        black_box(Duration::ZERO)
    }

    fn unix_time(&self) -> Option<Duration> {
        black_box(None)
    }

    async fn sleep(&mut self, time: Duration) -> Wake {
        black_box(time);
        wait().await;
        black_box(Wake::Elapsed)
    }

    fn entropy(&mut self) -> u32 {
        black_box(0)
    }
}

/// Pending as often as the optimiser fears.
pub async fn wait() {
    poll_fn(|_| black_box(Poll::Ready(()))).await;
}
