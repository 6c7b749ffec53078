//! What a watch knows of its jobs, written as metrics after each poll.

use std::path::PathBuf;

use drs_status_core::{Change, JobId};

use crate::escape::Escaped;
use crate::failure::Failure;
use crate::metrics::{Metrics, Sample, Up};
use crate::output::Row;
use crate::standing::Standing;
use crate::stderr::say;

/// The metrics of a watch.
pub(super) struct Metered<'a> {
    path: PathBuf,
    jobs: &'a [JobId<'a>],
    /// What each job is, once it was seen.
    known: Vec<Option<Known>>,
    /// Whether the last file could be written.
    written: bool,
}

struct Known {
    status: Option<String>,
    standing: Standing,
}

impl<'a> Metered<'a> {
    /// A file that cannot be is known before the first request.
    pub(super) fn begin(path: PathBuf, jobs: &'a [JobId<'a>]) -> Result<Self, Failure> {
        Metrics::create(&path)?;
        Ok(Self {
            path,
            jobs,
            known: jobs.iter().map(|_| None).collect(),
            written: true,
        })
    }

    pub(super) fn change(&mut self, change: &Change<'_>) {
        let sample = Sample::of(match &change.now {
            Some(task) => Row::Answered(task),
            None => Row::Unanswered(change.id),
        });
        let known = Known {
            status: sample.status.map(str::to_owned),
            standing: sample.standing,
        };
        if let Some(place) = self.known.get_mut(change.index) {
            *place = Some(known);
        }
    }

    /// A poll has ended. A file that cannot be written does not end a watch: it is
    /// told, once until it goes well again.
    pub(super) fn polled(&mut self, up: Up) {
        match self.write(up) {
            Ok(()) => self.written = true,
            Err(failure) => {
                if self.written {
                    say(format_args!("warning: {}", Escaped(&failure.message)));
                }
                self.written = false;
            }
        }
    }

    fn write(&self, up: Up) -> Result<(), Failure> {
        let mut metrics = Metrics::create(&self.path)?;
        for (job, known) in self.jobs.iter().zip(&self.known) {
            let Some(known) = known else {
                continue;
            };
            metrics.job(&Sample {
                job: job.as_str(),
                status: known.status.as_deref(),
                standing: known.standing,
            })?;
        }
        metrics.finish(up)
    }
}
