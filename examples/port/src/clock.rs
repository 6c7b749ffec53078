//! Time and chance, from what a device has.

use core::time::Duration;

use drs_status_core::{Clock, Wake};
use embedded_hal_async::delay::DelayNs;

/// A clock from a counter of milliseconds, a delay, and a source of chance.
#[derive(Clone, Copy, Debug)]
pub struct DeviceClock<D> {
    millis: fn() -> u64,
    random: fn() -> u32,
    delay: D,
}

impl<D: DelayNs> DeviceClock<D> {
    /// `millis` counts from some moment on and never goes back; `random` differs
    /// from device to device, so that many of them do not ask at once.
    pub const fn new(millis: fn() -> u64, random: fn() -> u32, delay: D) -> Self {
        Self {
            millis,
            random,
            delay,
        }
    }
}

impl<D: DelayNs> Clock for DeviceClock<D> {
    fn now(&self) -> Duration {
        Duration::from_millis((self.millis)())
    }

    /// A device that was told the time of day would say it here: signatures need it.
    fn unix_time(&self) -> Option<Duration> {
        None
    }

    /// Never too short: a part of a millisecond counts as one. Nobody stops it.
    async fn sleep(&mut self, time: Duration) -> Wake {
        let mut left = time.as_nanos().div_ceil(1_000_000);
        while left > 0 {
            let step = u32::try_from(left).unwrap_or(u32::MAX);
            self.delay.delay_ms(step).await;
            left = left.saturating_sub(step.into());
        }
        Wake::Elapsed
    }

    fn entropy(&mut self) -> u32 {
        (self.random)()
    }
}
