//! Asks for the time of day, and judges what it is told.

use core::time::Duration;

use drs_status_core::{Clock, Pace, Wake};
use embassy_futures::select::{Either, select};

use crate::time_source::TimeSource;
use crate::trace;

/// How long a time server has to answer.
pub(crate) const ASK_LIMIT: Duration = Duration::from_secs(10);

/// How long a time that was told is good for. A crystal that is off by 50 millionths
/// loses about a second in it.
pub(crate) const RENEW_EVERY: Duration = Duration::from_secs(6 * 60 * 60);

/// When it is asked again, where there is a time but no newer one.
pub(crate) const RENEW_AGAIN: Duration = Duration::from_secs(15 * 60);

/// The waits until there is a first time: a second, and twice as long each time.
pub(crate) const FIRST_TIME: Pace =
    Pace::between(Duration::from_secs(1), Duration::from_secs(5 * 60));

/// Why there is no time of day, or no newer one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(crate) enum NoTime {
    /// Nobody answered in time.
    Late,
    /// It cannot be asked, or what answered is none.
    Failed,
    /// It is before the image was built, or before what was proven once.
    TooEarly,
    /// Somebody asked to stop.
    Stopped,
}

/// Asks once, and sets the time unless it is earlier than `floor`. Returns how far the
/// clock was moved, or the whole time where it had none.
pub(crate) async fn ask<S: TimeSource, C: Clock>(
    source: &mut S,
    clock: &mut C,
    floor: Duration,
) -> Result<Duration, NoTime> {
    let limited = select(source.unix_time(), clock.sleep(ASK_LIMIT)).await;
    let outcome = match limited {
        Either::First(Ok(told)) if told < floor => Err(NoTime::TooEarly),
        Either::First(Ok(told)) => Ok(told),
        Either::First(Err(error)) => {
            trace::time_source_failed(&error);
            Err(NoTime::Failed)
        }
        Either::Second(Wake::Elapsed) => Err(NoTime::Late),
        Either::Second(Wake::Stopped) => Err(NoTime::Stopped),
    };
    match outcome {
        Ok(told) => {
            let before = clock.unix_time().unwrap_or_default();
            source.set(told);
            trace::time(told);
            Ok(told.abs_diff(before))
        }
        Err(why) => {
            trace::no_time(why);
            Err(why)
        }
    }
}
