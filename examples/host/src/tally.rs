//! What came of a run, counted.

use drs_status_core::Summary;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::stderr::say;

/// What came of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) asked: usize,
    pub(crate) answered: usize,
    pub(crate) failed: usize,
    pub(crate) missing: usize,
    pub(crate) repeated: usize,
    pub(crate) foreign: usize,
    pub(crate) requests: usize,
}

impl Tally {
    /// Adds what was not counted as it arrived.
    pub(crate) fn add(&mut self, summary: &Summary) {
        self.asked += summary.asked;
        self.missing += summary.missing;
        self.repeated += summary.repeated;
        self.foreign += summary.foreign;
        self.requests += summary.requests;
    }

    /// How a run ends that no error ended: 8 wins over 1.
    pub(crate) const fn exit(&self, failed_jobs: FailedJobs) -> Exit {
        match (self.missing, self.failed, failed_jobs) {
            (1.., _, _) => Exit::Unanswered,
            (0, 1.., FailedJobs::Count) => Exit::JobFailed,
            (0, ..) => Exit::Done,
        }
    }

    /// Tells what is not as it should be, unless nobody listens any more.
    pub(crate) fn warn(&self, outcome: &Result<(), Failure>) {
        if outcome
            .as_ref()
            .is_err_and(|failure| failure.exit == Exit::PipeClosed)
        {
            return;
        }
        if self.missing > 0 {
            say(format_args!(
                "warning: ids that the service did not answer for: {} of {}",
                self.missing, self.asked
            ));
        }
        if self.repeated > 0 {
            say(format_args!(
                "warning: answers that came again for the same id: {}; the first counts",
                self.repeated
            ));
        }
        if self.foreign > 0 {
            say(format_args!(
                "warning: answers for ids that were not asked: {}; left out",
                self.foreign
            ));
        }
        if self.failed > 0 {
            say(format_args!(
                "warning: failed jobs: {} of {}",
                self.failed, self.answered
            ));
        }
    }
}

/// Whether a failed job shows in the exit code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum FailedJobs {
    /// It does.
    Count,
    /// It does not: `--ignore-failed`.
    Ignore,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unanswered_id_wins_over_a_failed_job() {
        let cases = [
            (0, 0, Exit::Done, Exit::Done),
            (0, 2, Exit::JobFailed, Exit::Done),
            (1, 0, Exit::Unanswered, Exit::Unanswered),
            (1, 2, Exit::Unanswered, Exit::Unanswered),
        ];
        for (missing, failed, counted, ignored) in cases {
            let tally = Tally {
                failed,
                missing,
                ..Tally::default()
            };
            assert_eq!(tally.exit(FailedJobs::Count), counted);
            assert_eq!(tally.exit(FailedJobs::Ignore), ignored);
        }
    }
}
