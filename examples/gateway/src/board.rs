//! What a board brings along.

/// What a board brings along, apart from the way to the service: each part by a
/// trait that a few lines implement.
#[derive(Debug)]
pub struct Board<L, A, W, M, N, S> {
    /// The lamp, an [`OutputPin`](embedded_hal::digital::OutputPin): lit while it is
    /// high.
    pub lamp: L,
    /// The alarm, an [`OutputPin`](embedded_hal::digital::OutputPin): high while a job
    /// has failed. It drives a relay, a buzzer, or the input of another machine.
    pub alarm: A,
    /// What resets the board unless it is fed: a [`Watchdog`](crate::Watchdog), which
    /// runs already.
    pub watchdog: W,
    /// What survives a reset: a [`Store`](crate::Store).
    pub store: M,
    /// The way to the network: a [`Network`](crate::Network).
    pub network: N,
    /// Where the time of day comes from: a [`TimeSource`](crate::TimeSource).
    pub time: S,
}
