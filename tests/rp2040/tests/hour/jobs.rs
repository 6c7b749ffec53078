//! The jobs, how they do, and what is shown of them.

use drs_status_rp2040::{Level, Shown};
use fastrand::Rng;

/// What jobs come to, what the log says of it, and what the gateway makes of it.
const STATUSES: [(&str, &str, Standing); 4] = [
    (
        "INCRE_TRANSFER_STARTED",
        "(IncreTransferStarted)",
        Standing::Healthy,
    ),
    (
        "RELEASE_RESOURCE_COMPLETE",
        "(ReleaseResourceComplete)",
        Standing::Healthy,
    ),
    ("PAUSING", "(Pausing)", Standing::Attention),
    (
        "INCRE_TRANSFER_FAILED",
        "(IncreTransferFailed)",
        Standing::Failed,
    ),
];

/// How all jobs do together: the worst is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Standing {
    Healthy,
    Attention,
    Failed,
}

impl Standing {
    pub(crate) const fn lamp(self) -> Shown {
        match self {
            Self::Healthy => Shown::Steady,
            Self::Attention => Shown::SlowBlink,
            Self::Failed => Shown::FastBlink,
        }
    }

    pub(crate) const fn alarm(self) -> Level {
        match self {
            Self::Failed => Level::High,
            Self::Healthy | Self::Attention => Level::Low,
        }
    }
}

/// The two jobs, each by its place among [`STATUSES`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Jobs([usize; 2]);

/// A job whose status is another.
pub(crate) struct Change {
    pub(crate) job: usize,
    pub(crate) status: &'static str,
    pub(crate) turns_the_lamp: bool,
}

impl Jobs {
    /// As the simulator begins with them.
    pub(crate) const RUNNING: Self = Self([0, 0]);

    /// What the log says of each, among other things.
    pub(crate) fn told(self) -> [&'static str; 2] {
        self.0.map(|place| STATUSES[place].1)
    }

    pub(crate) fn standing(self) -> Standing {
        let [one, other] = self.0.map(|place| STATUSES[place].2);
        one.max(other)
    }

    /// Changes one of them, as a rule so that the lamp has to turn. Where both have
    /// failed no single change does that.
    pub(crate) fn change(&mut self, chance: &mut Rng) -> Change {
        let before = *self;
        loop {
            let (job, place) = (chance.usize(..2), chance.usize(..STATUSES.len()));
            *self = before;
            self.0[job] = place;
            let turns_the_lamp = self.standing() != before.standing();
            if turns_the_lamp || *self != before && chance.u8(..4) == 0 {
                let (status, ..) = STATUSES[place];
                return Change {
                    job,
                    status,
                    turns_the_lamp,
                };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_come_to_every_standing_and_the_worst_counts() {
        let mut chance = Rng::with_seed(7);
        let mut jobs = Jobs::RUNNING;
        let mut seen = [0; 3];
        for _ in 0..300 {
            let before = jobs;
            let drawn = jobs.change(&mut chance);
            assert_ne!(jobs, before);
            assert_eq!(STATUSES[jobs.0[drawn.job]].0, drawn.status);
            let turned = jobs.standing() != before.standing();
            assert_eq!(turned, drawn.turns_the_lamp);
            let has_failed = jobs.told().contains(&"(IncreTransferFailed)");
            assert_eq!(has_failed, jobs.standing() == Standing::Failed);
            seen[jobs.standing() as usize] += 1;
        }
        assert!(seen.iter().all(|times| *times > 30), "{seen:?}");
    }
}
