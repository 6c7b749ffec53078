//! How a job does, as far as a lamp goes.

use drs_status_core::{Class, Status, Task};

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
            Self::Failed
        } else {
            Self::of_status(task.status)
        }
    }

    /// How a job does whose answer came without an error.
    fn of_status(status: Option<Status<'_>>) -> Self {
        match status {
            Some(status) if status.has_failed() => Self::Failed,
            Some(status) if status.class() == Class::Unknown => Self::Attention,
            Some(status) if status.needs_person() => Self::Attention,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_is_shown_by_who_has_to_act() {
        for status in Status::ALL {
            let health = match status {
                Status::Configuration | Status::Pausing => Health::Attention,
                _ if status.class() == Class::Failed => Health::Failed,
                _ => Health::Healthy,
            };
            assert_eq!(Health::of_status(Some(status)), health, "{status}");
        }
        for status in [Some(Status::from_text("SLEEPING")), None] {
            assert_eq!(Health::of_status(status), Health::Attention, "{status:?}");
        }
        assert_eq!(Health::of(None), Health::Attention);
    }

    #[test]
    fn the_worst_of_them_is_shown() {
        use Health::{Attention, Failed, Healthy, Unknown};
        for (jobs, worst) in [
            (&[][..], Unknown),
            (&[Healthy, Healthy], Healthy),
            (&[Healthy, Attention], Attention),
            (&[Attention, Unknown, Healthy], Unknown),
            (&[Failed, Unknown, Attention], Failed),
        ] {
            assert_eq!(Health::worst(jobs), worst, "{jobs:?}");
        }
    }
}
