//! Where the time of day comes from.

use core::fmt;
use core::time::Duration;

/// Where the time of day comes from, and where it goes to: SNTP, and the cell that
/// the clock and TLS read.
#[allow(
    async_fn_in_trait,
    reason = "whether the futures are Send follows from the board; nothing is spawned here"
)]
pub trait TimeSource {
    /// Why there is none.
    type Error: fmt::Debug;

    /// Asks for the time since 1970-01-01T00:00:00Z. It is dropped if it takes more
    /// than ten seconds.
    ///
    /// # Errors
    ///
    /// Nobody answered, or not as a time server does. It is asked again later.
    async fn unix_time(&mut self) -> Result<Duration, Self::Error>;

    /// Sets the time of day, which was found to be no earlier than it can be. From now
    /// on [`Clock::unix_time`](drs_status_core::Clock::unix_time) of every copy of the
    /// clock says so, and TLS judges certificates by it.
    fn set(&mut self, unix_time: Duration);
}
