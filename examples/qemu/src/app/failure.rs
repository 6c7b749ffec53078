//! A call that failed, for the log and for whoever waits for the end.

use drs_status_core::{Cause, TransportError as _, TransportErrorKind};
use drs_status_embassy::TransportError;

use crate::exit::Exit;

/// What the failure is called in the log: the kind, where it is one of the
/// connection.
#[derive(defmt::Format)]
pub(super) enum Kind {
    Config,
    Credentials,
    Transport(TransportErrorKind),
    TimedOut,
    Stopped,
    Protocol,
    Service(u16),
    Capacity,
    Other,
}

impl Kind {
    pub(super) fn of(cause: &Cause<TransportError>) -> Self {
        match cause {
            Cause::Config(_) => Self::Config,
            Cause::Credentials(_) => Self::Credentials,
            Cause::Transport(error) => Self::Transport(error.kind()),
            Cause::TimedOut => Self::TimedOut,
            Cause::Stopped => Self::Stopped,
            Cause::Protocol(_) => Self::Protocol,
            Cause::Service(error) => Self::Service(error.status().get()),
            Cause::Capacity(_) => Self::Capacity,
            _ => Self::Other,
        }
    }

    /// What a run ends with for it.
    pub(super) const fn exit(&self) -> Exit {
        use TransportErrorKind as Of;
        match self {
            Self::Config | Self::Capacity | Self::Transport(Of::Config) => Exit::Usage,
            Self::Credentials | Self::Service(401 | 403) => Exit::Unauthorized,
            Self::Service(_) => Exit::Refused,
            Self::TimedOut | Self::Transport(Of::Timeout) => Exit::TimedOut,
            Self::Protocol | Self::Transport(Of::Truncated) => Exit::Untrusted,
            _ => Exit::Network,
        }
    }
}
