//! What resets the board unless it is fed.

use core::time::Duration;

/// How often it is fed while all goes well. The watchdog's own time should be several
/// times that: a handshake of TLS keeps a small core busy for a second or two, in
/// which nothing else runs. Eight seconds do, the longest that an RP2040 has.
pub const FEED_EVERY: Duration = Duration::from_secs(1);

/// A watchdog that runs already.
pub trait Watchdog {
    /// Puts the reset off once more.
    fn feed(&mut self);
}
