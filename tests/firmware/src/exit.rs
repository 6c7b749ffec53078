//! How firmware ends.

use std::process::ExitStatus;

/// The end of a run. The names and numbers are those that the firmware has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// 0: all is done.
    Done,
    /// 1: a job has failed. The emulator ends so, too, when it cannot start, and says
    /// why: [`Outcome::emulator`](crate::Outcome::emulator).
    JobFailed,
    /// 2: the arguments are wrong.
    Usage,
    /// 3: the credentials are refused.
    Unauthorized,
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
    /// Another number.
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
            Some(1) => Self::JobFailed,
            Some(2) => Self::Usage,
            Some(3) => Self::Unauthorized,
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
