//! What the process says as it ends.

use std::process::ExitCode;

use crate::failure::Failure;

/// How a run ended; the number is the process's exit code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Exit {
    /// All asked and answered.
    Done = 0,
    /// All answered, and a job has failed.
    JobFailed = 1,
    /// What was given cannot be asked.
    Usage = 2,
    /// The service does not accept the credentials.
    Authentication = 3,
    /// The service refuses.
    Refused = 4,
    /// The service was not reached.
    Network = 5,
    /// The time was up.
    TimedOut = 6,
    /// An answer that cannot be trusted.
    Untrusted = 7,
    /// Not every id was answered.
    Unanswered = 8,
    /// This machine failed.
    Local = 9,
    /// SIGINT ended a watch: 128 + 2, as shells report it.
    Interrupted = 130,
    /// Whoever read our output has closed it: as shells report a process that
    /// SIGPIPE ended, 128 + 13.
    PipeClosed = 141,
    /// SIGTERM ended a watch: 128 + 15.
    Terminated = 143,
}

impl Exit {
    /// Whether it tells that the service was not reached, or did not answer as
    /// it should.
    pub(crate) const fn is_of_the_service(self) -> bool {
        matches!(
            self,
            Self::Authentication | Self::Refused | Self::Network | Self::TimedOut | Self::Untrusted
        )
    }
}

/// The table for `--help`.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0    every id was asked and answered; watch: what was waited for holds
  1    every id was answered, and a job has failed (query --ignore-failed: 0)
  2    usage: the arguments, the environment or the ids are wrong
  3    authentication: the service does not accept the credentials
  4    the service refuses for another reason
  5    network or TLS: the service was not reached, or is not who it should be
  6    time-out; watch: the time of --timeout is up
  7    an answer that cannot be trusted: cut short, or none of this service
  8    not every id was answered
  9    local failure: a file that cannot be read, a full disk
  130  watch: ended by SIGINT, such as Ctrl-C
  141  standard output was closed early, as by `| head`; nothing is said of it
  143  watch: ended by SIGTERM

An error, 2 to 7, 9 or 141, ends the run and wins; then 8 wins over 1. What was
printed until then holds. `check` ends as monitoring plugins do instead: 0 OK,
1 WARNING, 2 CRITICAL, 3 UNKNOWN.";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Shows what clap has to say: help and version, or what is wrong with the
/// arguments.
pub(crate) fn shown(help_or_error: &clap::Error) -> Result<Exit, Failure> {
    let exit = if help_or_error.use_stderr() {
        Exit::Usage
    } else {
        Exit::Done
    };
    match help_or_error.print() {
        Err(error) if exit == Exit::Done => Err(Failure::writing(&error)),
        _ => Ok(exit),
    }
}
