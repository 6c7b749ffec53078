//! How long a board may take, and where each number is from.

use std::time::Duration;

/// From one poll to the next: `every` of `image.toml`.
pub(crate) const EVERY: Duration = Duration::from_secs(10);

/// What a poll may take with all it tries: the gateway's default. One that began before
/// a fault was over may take as long, and fail.
pub(crate) const CALL: Duration = Duration::from_mins(1);

/// How long lost contact is not shown: three waits, each with a poll (the gateway's
/// `Settings::patience`).
pub(crate) const PATIENCE: Duration = Duration::from_secs(3 * (10 + 60));

/// What a poll takes where nothing is wrong: ten seconds are given to a connection, and
/// to each silence.
pub(crate) const ANSWER: Duration = Duration::from_secs(10);

/// How long one looks at the lamp, with the second to which it is looked.
pub(crate) const LOOK: Duration = Duration::from_secs(10);

/// What is seen while nothing is wrong is seen within it.
pub(crate) const CALM: Duration = Duration::from_secs(10 + 10 + 10);

/// Until there is an address where somebody gives one: DHCP asks every ten seconds, and
/// five more where its request is lost (smoltcp's `RetryConfig`).
pub(crate) const ADDRESS: Duration = Duration::from_secs(10 + 5);

/// What a time server is given, each time.
pub(crate) const ASK: Duration = Duration::from_secs(10);

/// The longest wait between two of those.
pub(crate) const LONGEST_ASK: Duration = Duration::from_mins(5);

/// From power-on to the first poll.
pub(crate) const START: Duration = Duration::from_secs(15 + 10);

/// Eight seconds, and what the emulator's clock of the watchdog is off by.
pub(crate) const WATCHDOG: Duration = Duration::from_secs(9);

/// How much later than the lamp's edges a line of the log may be read: both come by ways
/// of their own.
pub(crate) const LATE_LOG: Duration = Duration::from_secs(15);

/// For how long an address is good: not long, so that it is renewed all the while.
pub(crate) const LEASE: Duration = Duration::from_mins(1);
