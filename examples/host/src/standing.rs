//! How a job stands, in one word.

use std::fmt;

use drs_status_core::{Class, Task};

use crate::output::Row;

/// The class of a job's status; but failed where anything is wrong with it, and
/// unanswered where the service said nothing of it. What is worse comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub(crate) enum Standing {
    /// Its status says so, or an error came with it
    Failed,
    /// The service said nothing of its id
    Unanswered,
    /// A status that this version does not know
    Unknown,
    /// For a person or a schedule: to be configured, to be started, paused
    Waiting,
    /// Being created, started, changed or released
    Changing,
    /// In full or incremental transfer
    Running,
    /// A phase is complete
    PhaseComplete,
    /// Released or deleted
    Ended,
}

impl Standing {
    pub(crate) const ALL: [Self; 8] = [
        Self::Failed,
        Self::Unanswered,
        Self::Unknown,
        Self::Waiting,
        Self::Changing,
        Self::Running,
        Self::PhaseComplete,
        Self::Ended,
    ];

    /// Its name, as `--output json` has it, too.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Unanswered => "unanswered",
            Self::Unknown => "unknown",
            Self::Waiting => "waiting",
            Self::Changing => "changing",
            Self::Running => "running",
            Self::PhaseComplete => "phase-complete",
            Self::Ended => "ended",
        }
    }

    pub(crate) fn of(row: Row<'_>) -> Self {
        match row {
            Row::Answered(task) => Self::of_task(task),
            Row::Unanswered(_) => Self::Unanswered,
        }
    }

    fn of_task(task: &Task<'_>) -> Self {
        if task.has_failed() {
            return Self::Failed;
        }
        match task.status.map(|status| status.class()) {
            Some(Class::Failed) => Self::Failed,
            Some(Class::Waiting) => Self::Waiting,
            Some(Class::Changing) => Self::Changing,
            Some(Class::Running) => Self::Running,
            Some(Class::PhaseComplete) => Self::PhaseComplete,
            Some(Class::Ended) => Self::Ended,
            _ => Self::Unknown,
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How many jobs stand so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Census([u64; Standing::ALL.len()]);

impl Census {
    pub(crate) const fn count(&mut self, standing: Standing) {
        self.0[standing as usize] += 1;
    }

    pub(crate) const fn of(&self, standing: Standing) -> u64 {
        self.0[standing as usize]
    }

    pub(crate) fn all(&self) -> u64 {
        self.0.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use drs_status_core::Status;

    #[test]
    fn each_has_its_place_and_each_class_its_standing() {
        for (place, standing) in Standing::ALL.into_iter().enumerate() {
            assert_eq!(standing as usize, place);
        }
        for status in Status::ALL {
            let name = status.class().as_str().replace(' ', "-");
            assert!(
                Standing::ALL
                    .iter()
                    .any(|standing| standing.as_str() == name)
            );
        }
    }
}
