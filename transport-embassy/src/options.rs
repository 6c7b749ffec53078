//! How long a connection is waited for.

use core::time::Duration;

/// How long a connection is waited for. `Config::time_limit` bounds the whole call
/// beside these.
///
/// ```
/// use core::time::Duration;
/// use drs_status_embassy::Options;
///
/// const OPTIONS: Options = Options::new().connect_timeout(Duration::from_secs(5));
/// assert_eq!(OPTIONS.connect_time_limit(), Duration::from_secs(5));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Options {
    connect: Duration,
    silence: Duration,
    idle: Duration,
}

impl Options {
    /// Ten seconds to connect, ten of silence, fifteen that a connection is kept.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            connect: Duration::from_secs(10),
            silence: Duration::from_secs(10),
            idle: Duration::from_secs(15),
        }
    }

    /// Sets how long it may take until there is a connection: an address of our own,
    /// the host's, and TCP.
    #[must_use]
    pub const fn connect_timeout(self, connect: Duration) -> Self {
        Self { connect, ..self }
    }

    /// Sets how long the peer may be silent: how long each single read or write may
    /// take.
    #[must_use]
    pub const fn silence_timeout(self, silence: Duration) -> Self {
        Self { silence, ..self }
    }

    /// Sets how long a connection is kept without a request. One that a router on
    /// the way has forgotten says nothing, and would cost a call its time; zero
    /// keeps none.
    #[must_use]
    pub const fn keep_for(self, idle: Duration) -> Self {
        Self { idle, ..self }
    }

    /// How long it may take until there is a connection.
    #[must_use]
    pub const fn connect_time_limit(&self) -> Duration {
        self.connect
    }

    /// How long the peer may be silent.
    #[must_use]
    pub const fn silence_time_limit(&self) -> Duration {
        self.silence
    }

    /// How long a connection is kept without a request.
    #[must_use]
    pub const fn idle_time_limit(&self) -> Duration {
        self.idle
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}
