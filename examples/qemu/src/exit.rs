//! How a run ends.

use semihosting::process;

/// What the emulator ends with. The numbers are those of the command line
/// `drs-status`, where it has the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug, defmt::Format)]
pub enum Exit {
    /// All is done.
    Done = 0,
    /// A job has failed, or what is waited for will not come.
    JobFailed = 1,
    /// The arguments are wrong.
    Usage = 2,
    /// The credentials are refused.
    Unauthorized = 3,
    /// The other side says no.
    Refused = 4,
    /// It was not reached, or the connection broke.
    Network = 5,
    /// The time was up.
    TimedOut = 6,
    /// An answer that cannot be trusted: cut short, or none of its protocol.
    Untrusted = 7,
    /// The firmware panicked: what a test of Rust ends with then.
    Panicked = 101,
    /// The core could not go on.
    Faulted = 102,
}

impl Exit {
    /// Leaves the emulator.
    pub fn leave(self) -> ! {
        process::exit(self as i32)
    }
}
