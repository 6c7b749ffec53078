//! Time and chance of a device.

use core::future::pending;
use core::time::Duration;

use drs_status_core::{Clock, Wake};
use embassy_time::{Instant, with_timeout};

use crate::stop::Stop;

/// The clock of embassy-time, with what a device has to be told: the time of day,
/// and a seed for chance.
///
/// 40 bytes.
#[derive(Clone, Copy, Debug)]
pub struct EmbassyClock<'s> {
    /// Time since 1970 when the device started.
    started: Option<Duration>,
    chance: u64,
    stop: Option<&'s Stop>,
}

impl<'s> EmbassyClock<'s> {
    /// A clock that does not know the time of day. `seed` should differ from device
    /// to device and from start to start, such as bits of a random number
    /// generator: it spreads the load of many devices, and keeps no secret.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self {
            started: None,
            chance: seed,
            stop: None,
        }
    }

    /// The same, with sleeps that `stop` ends.
    #[must_use]
    pub const fn stopped_by(self, stop: &'s Stop) -> Self {
        Self {
            stop: Some(stop),
            ..self
        }
    }

    /// Tells it the time of day, as time since 1970-01-01T00:00:00Z. Signatures and
    /// the expiry of tokens need it; without it they are refused or do without.
    pub fn set_unix_time(&mut self, now: Duration) {
        self.started = Some(now.saturating_sub(self.now()));
    }
}

impl Clock for EmbassyClock<'_> {
    fn now(&self) -> Duration {
        Duration::from_micros(Instant::now().as_micros())
    }

    fn unix_time(&self) -> Option<Duration> {
        Some(self.started?.saturating_add(self.now()))
    }

    async fn sleep(&mut self, time: Duration) -> Wake {
        let stopped = async {
            match self.stop {
                Some(stop) => stop.stopped().await,
                None => pending().await,
            }
        };
        match with_timeout(in_ticks(time), stopped).await {
            Ok(()) => Wake::Stopped,
            Err(_) => Wake::Elapsed,
        }
    }

    /// `SplitMix64`: Steele, Lea and Flood, *Fast splittable pseudorandom number
    /// generators* (2014). Each output of the counter is mixed, so that a poor seed
    /// does.
    fn entropy(&mut self) -> u32 {
        self.chance = self.chance.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.chance;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let [first, second, third, fourth, ..] = (bits ^ (bits >> 31)).to_le_bytes();
        u32::from_le_bytes([first, second, third, fourth])
    }
}

/// That time in embassy's ticks, or the longest of them.
pub(crate) fn in_ticks(time: Duration) -> embassy_time::Duration {
    // Half of what there is: a moment that far ahead is still one.
    const LONGEST: u64 = u64::MAX / 2 / embassy_time::TICK_HZ;
    let seconds = embassy_time::Duration::from_secs(time.as_secs().min(LONGEST));
    seconds + embassy_time::Duration::from_micros(time.subsec_micros().into())
}
