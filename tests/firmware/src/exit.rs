//! How firmware ends.

use std::process::ExitStatus;

/// The end of a run. The names and numbers are those that the firmware has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// 0: all is done.
    Done,
    /// 2: the arguments are wrong.
    Usage,
    /// 4: the other side says no.
    Refused,
    /// 5: it was not reached, or the connection broke.
    Network,
    /// 6: the time was up.
    TimedOut,
    /// 7: an answer that cannot be trusted.
    Untrusted,
    /// 101: the firmware panicked.
    Panicked,
    /// 102: the core could not go on.
    Faulted,
    /// Another number. 1 is what QEMU ends with when it cannot start.
    Other(i32),
    /// It ended by a signal that was not ours.
    Killed,
    /// It had not ended when its time was up.
    Hung,
}

impl From<ExitStatus> for Exit {
    fn from(status: ExitStatus) -> Self {
        match status.code() {
            Some(0) => Self::Done,
            Some(2) => Self::Usage,
            Some(4) => Self::Refused,
            Some(5) => Self::Network,
            Some(6) => Self::TimedOut,
            Some(7) => Self::Untrusted,
            Some(101) => Self::Panicked,
            Some(102) => Self::Faulted,
            Some(other) => Self::Other(other),
            None => Self::Killed,
        }
    }
}
