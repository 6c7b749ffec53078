//! How a job does, as far as a lamp goes.

use drs_status_core::{Class, Task};

/// How a job does, as far as a lamp goes. The greater, the worse.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Health {
    /// It runs, changes, waits for its scheduled start, or has ended as it should.
    Healthy,
    /// Somebody has to look: it waits to be configured, is paused, has a status that
    /// this version does not know or none, or the service does not answer for its id.
    Attention,
    /// It was not asked yet.
    #[default]
    Unknown,
    /// Something is wrong with it: its status says so, or an error came with it.
    Failed,
}

impl Health {
    /// How this job does, or one that the service does not answer for.
    #[must_use]
    pub fn of(task: Option<&Task<'_>>) -> Self {
        let Some(task) = task else {
            return Self::Attention;
        };
        if task.has_failed() {
            return Self::Failed;
        }
        match task.status {
            Some(status) if status.class() == Class::Unknown || status.needs_person() => {
                Self::Attention
            }
            Some(_) => Self::Healthy,
            None => Self::Attention,
        }
    }

    /// The worst of them; `Unknown` of none.
    #[must_use]
    pub fn worst(jobs: &[Self]) -> Self {
        jobs.iter().copied().max().unwrap_or_default()
    }
}
