//! Watching jobs: what is waited for, and what is told.

mod pace;
mod seen;

use core::time::Duration;

pub use pace::{Pace, Polled};
pub use seen::{Seen, Was};

use crate::job::JobId;
use crate::retry::Trouble;
use crate::status::Status;
use crate::task::Task;

/// How long jobs are watched, and how often the service is asked.
///
/// ```
/// use core::time::Duration;
/// use drs_status_core::{Pace, Until, Watch};
///
/// const FOR_EVER: Watch = Watch::until(Until::Never);
/// const STARTED: Watch = Watch::until(Until::STARTED)
///     .pace(Pace::every(Duration::from_secs(20)))
///     .within(Duration::from_secs(3600));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Watch<'u> {
    pub(crate) until: Until<'u>,
    pub(crate) pace: Pace,
    pub(crate) within: Option<Duration>,
}

impl<'u> Watch<'u> {
    /// Watches until this holds, at the default pace, without a limit in time.
    #[must_use]
    pub const fn until(until: Until<'u>) -> Self {
        Self {
            until,
            pace: Pace::DEFAULT,
            within: None,
        }
    }

    /// Sets how often is asked.
    #[must_use]
    pub const fn pace(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    /// Ends after this time, come what may.
    #[must_use]
    pub const fn within(self, time: Duration) -> Self {
        Self {
            within: Some(time),
            ..self
        }
    }
}

/// What a watch waits for. It is judged after each whole poll, of all jobs.
///
/// The constants are the waits of the Terraform resource `huaweicloud_drs_job`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Until<'u> {
    /// Nothing: it goes on until somebody ends it.
    Never,
    /// Every job has ended or has failed.
    AllOver,
    /// Every job has one of these statuses. Ends as soon as one has failed.
    All(&'u [Status<'u>]),
}

impl Until<'static> {
    /// Created: waits to be configured.
    pub const CREATED: Self = Self::All(&[Status::Configuration]);
    /// Started: the transfer runs, or its first phase is complete.
    pub const STARTED: Self = Self::All(&[
        Status::FullTransferStarted,
        Status::FullTransferComplete,
        Status::IncreTransferStarted,
    ]);
    /// Stopped: is paused.
    pub const PAUSED: Self = Self::All(&[Status::Pausing]);
    /// Terminated: its resources are released.
    pub const RELEASED: Self = Self::All(&[Status::ReleaseResourceComplete]);
}

impl Until<'_> {
    /// Whether it holds, or cannot any more.
    pub(crate) fn judge(&self, seen: &[Seen]) -> Option<Ended> {
        match self {
            Self::Never => None,
            Self::AllOver => seen
                .iter()
                .all(|job| job.has_ended() || job.has_failed())
                .then_some(Ended::Reached),
            Self::All(wanted) => {
                if seen.iter().any(|job| job.has_failed()) {
                    return Some(Ended::Failed);
                }
                let is_wanted = |status: Status<'_>| {
                    let same = |wanted: &Status<'_>| wanted.as_str() == status.as_str();
                    wanted.iter().any(same)
                };
                seen.iter()
                    .all(|job| job.status().is_some_and(is_wanted))
                    .then_some(Ended::Reached)
            }
        }
    }
}

/// Why a watch is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Ended {
    /// What it waited for holds.
    Reached,
    /// A job has failed, so that what it waited for cannot hold.
    Failed,
    /// Its time is over.
    TimeUp,
    /// The caller's closure ended it, or somebody asked to stop:
    /// [`Wake::Stopped`](crate::Wake::Stopped).
    Stopped,
}

/// What a watch tells its caller.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum WatchEvent<'t> {
    /// A job is not as it was.
    Change(Change<'t>),
    /// A poll was whole. Comes after its changes.
    Polled(Polled),
    /// A poll failed; it is tried again later.
    Trouble(Trouble),
}

/// A job that is not as it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Change<'t> {
    /// Where its id stands in the list that is watched, counted from 0.
    pub index: usize,
    /// Its id.
    pub id: JobId<'t>,
    /// What it was.
    pub was: Was,
    /// What it is; `None` if the service does not answer for it any more.
    pub now: Option<Task<'t>>,
}
