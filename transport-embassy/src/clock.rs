//! Time and chance of a device.

use core::future::pending;
use core::time::Duration;

use drs_status_core::{Clock, Wake};
use embassy_time::with_timeout;

use crate::stop::Stop;
use crate::time_of_day::{TimeOfDay, uptime};

/// The clock of embassy-time, with what a device has to be told: the time of day,
/// and a seed for chance.
///
/// With pointers of 32 bits it takes 16 bytes at most.
#[derive(Clone, Copy, Debug)]
pub struct EmbassyClock<'s> {
    chance: u64,
    time_of_day: Option<&'s TimeOfDay>,
    stop: Option<&'s Stop>,
}

// What is promised above.
#[cfg(target_pointer_width = "32")]
const _: () = assert!(size_of::<EmbassyClock<'_>>() <= 16);

impl<'s> EmbassyClock<'s> {
    /// A clock that does not know the time of day. `seed` should differ from device
    /// to device and from start to start, such as bits of a random number
    /// generator: it spreads the load of many devices, and keeps no secret.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self {
            chance: seed,
            time_of_day: None,
            stop: None,
        }
    }

    /// The same, with the time of day that `time` has whenever it is asked: it may be
    /// set later, and again. Signatures and the expiry of tokens need it; as long as
    /// it is not known they are refused or do without.
    #[must_use]
    pub const fn time_of_day(self, time: &'s TimeOfDay) -> Self {
        Self {
            time_of_day: Some(time),
            ..self
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
}

impl Clock for EmbassyClock<'_> {
    fn now(&self) -> Duration {
        uptime()
    }

    fn unix_time(&self) -> Option<Duration> {
        self.time_of_day?.get()
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

#[cfg(test)]
mod tests {
    use super::*;
    use core::pin::pin;
    use core::task::{Context, Poll, Waker};

    use embassy_time::{Instant, MockDriver};

    fn poll<F: Future>(future: core::pin::Pin<&mut F>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    /// One test: there is one driver.
    #[test]
    fn time_is_the_drivers_and_the_time_of_day_goes_on_with_it() {
        const SECOND: Duration = Duration::from_secs(1);
        let advance = |time: Duration| MockDriver::get().advance(in_ticks(time));
        advance(5 * SECOND);
        let time = TimeOfDay::new();
        let clock = EmbassyClock::new(0).time_of_day(&time);
        assert_eq!((clock.now(), clock.unix_time()), (5 * SECOND, None));

        // Whoever has the clock already reads what is set now.
        time.set(1_000_000 * SECOND);
        advance(Duration::from_millis(1500));
        let later = Duration::from_millis(1_000_001_500);
        assert_eq!(clock.unix_time(), Some(later));
        assert_eq!(std::format!("{time:?}"), "TimeOfDay(Some(1000001.5s))");
        // Without one it knows of none.
        assert_eq!(EmbassyClock::new(0).unix_time(), None);

        // Before the device started, as far as it knows.
        time.set(SECOND);
        assert_eq!(clock.unix_time(), Some(clock.now()));
        // However late: no sum of it with now goes over.
        time.set(Duration::MAX);
        advance(SECOND);
        assert_eq!(clock.unix_time(), Some(Duration::MAX));

        let mut sleeper = clock;
        let mut sleep = pin!(sleeper.sleep(2 * SECOND));
        assert!(poll(sleep.as_mut()).is_pending());
        advance(SECOND);
        assert!(poll(sleep.as_mut()).is_pending());
        advance(SECOND);
        assert_eq!(poll(sleep.as_mut()), Poll::Ready(Wake::Elapsed));

        let stop = Stop::new();
        let mut sleeper = clock.stopped_by(&stop);
        // However long: no sum of it with now goes over.
        let mut sleep = pin!(sleeper.sleep(Duration::MAX));
        assert!(poll(sleep.as_mut()).is_pending());
        stop.stop();
        assert_eq!(poll(sleep.as_mut()), Poll::Ready(Wake::Stopped));
        // It stays in force.
        let mut sleeper = clock.stopped_by(&stop);
        assert_eq!(
            poll(pin!(sleeper.sleep(SECOND))),
            Poll::Ready(Wake::Stopped)
        );
    }

    #[test]
    fn chance_differs_from_call_to_call_and_from_seed_to_seed() {
        let draw = |seed| {
            let mut clock = EmbassyClock::new(seed);
            [(); 4].map(|()| clock.entropy())
        };
        assert_eq!(draw(7), draw(7));
        let mut drawn = [draw(0), draw(1), draw(2), draw(u64::MAX)].concat();
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), 16);
    }

    #[test]
    fn chance_is_that_of_the_paper() {
        // Its generator begins so with the seed 0; here are the lower halves.
        let mut clock = EmbassyClock::new(0);
        assert_eq!(clock.entropy(), 0x7B1D_CDAF);
        assert_eq!(clock.entropy(), 0xA1B9_65F4);
    }

    #[test]
    fn any_time_is_some_ticks() {
        for (time, micros) in [
            (Duration::ZERO, 0),
            (Duration::from_nanos(999), 0),
            (Duration::from_micros(1), 1),
            (Duration::from_millis(1500), 1_500_000),
        ] {
            assert_eq!(in_ticks(time).as_micros(), micros, "{time:?}");
        }
        let longest = in_ticks(Duration::MAX);
        assert!(
            Instant::from_ticks(u64::MAX / 4)
                .checked_add(longest)
                .is_some()
        );
    }
}
