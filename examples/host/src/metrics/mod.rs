//! `--metrics`: what was seen, as a text file that Prometheus reads.
//!
//! Rows go to disk as they arrive. Lines of one metric must stand together, and
//! those of two are written at a time: so the second has a file of its own,
//! which is put behind the first at the end. What is kept in memory is the id
//! of each job, for no series may stand twice.
//!
//! Source: Prometheus, *Exposition formats*, text format 0.0.4.

mod text;

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use drs_status_core::Status;

use self::text::{Label, head};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Row;
use crate::replacement::{Readers, Replacement};
use crate::standing::{Census, Standing};

/// When all went well for the last time. What stands in the old file is carried
/// over where it does not go well.
const LAST_SUCCESS: &str = "drs_last_success_timestamp_seconds";

/// Ends the file, if there is one, as a run ended. Where it ended for a reason
/// that tells nothing of the service, the old file stays.
pub(crate) fn finish(
    metrics: Option<Metrics>,
    outcome: &Result<(), Failure>,
) -> Result<(), Failure> {
    let up = match outcome {
        Ok(()) => Up::Yes,
        Err(failure) if failure.exit.is_of_the_service() => Up::No,
        Err(_) => return Ok(()),
    };
    metrics.map_or(Ok(()), |metrics| metrics.finish(up))
}

/// What is known of one job.
pub(crate) struct Sample<'s> {
    pub(crate) job: &'s str,
    /// As the service writes it; none where it said none.
    pub(crate) status: Option<&'s str>,
    pub(crate) standing: Standing,
}

impl<'s> Sample<'s> {
    pub(crate) fn of(row: Row<'s>) -> Self {
        let (job, status) = match row {
            Row::Answered(task) => (task.id.as_str(), task.status.as_ref().map(Status::as_str)),
            Row::Unanswered(job) => (job.as_str(), None),
        };
        Self {
            job,
            status,
            standing: Standing::of(row),
        }
    }
}

/// Whether the service was reached, and answered whatever was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Up {
    Yes,
    No,
}

/// A metrics file that is being written. The old one stays until
/// [`finish`](Self::finish), and for good where that does not come.
pub(crate) struct Metrics {
    path: PathBuf,
    /// What becomes the file; of jobs, it has the statuses.
    statuses: Replacement,
    failures: Replacement,
    census: Census,
    seen: HashSet<String>,
}

impl Metrics {
    /// Begins a file where one is named.
    pub(crate) fn begin(path: Option<&Path>) -> Result<Option<Self>, Failure> {
        path.map(Self::create).transpose()
    }

    /// Begins a file that will stand at `path`.
    pub(crate) fn create(path: &Path) -> Result<Self, Failure> {
        let begin = || -> io::Result<Self> {
            let mut metrics = Self {
                path: path.to_owned(),
                statuses: Replacement::create(path, "tmp", Readers::Everybody)?,
                failures: Replacement::create(path, "failed.tmp", Readers::Everybody)?,
                census: Census::default(),
                seen: HashSet::new(),
            };
            head(
                &mut metrics.statuses,
                "drs_job_status",
                "1 for the status that the job has, as the service writes it.",
            )?;
            head(
                &mut metrics.failures,
                "drs_job_failed",
                "Whether something is wrong with the job.",
            )?;
            Ok(metrics)
        };
        begin().map_err(|error| failure(path, &error))
    }

    /// Adds a job; one that is there already is passed over.
    pub(crate) fn job(&mut self, sample: &Sample<'_>) -> Result<(), Failure> {
        self.add(sample)
            .map_err(|error| failure(&self.path, &error))
    }

    fn add(&mut self, sample: &Sample<'_>) -> io::Result<()> {
        if !self.seen.insert(sample.job.to_owned()) {
            return Ok(());
        }
        self.census.count(sample.standing);
        let job = Label(sample.job);
        writeln!(
            self.statuses,
            "drs_job_status{{job=\"{job}\",status=\"{}\",class=\"{}\"}} 1",
            Label(sample.status.unwrap_or_default()),
            sample.standing
        )?;
        if sample.standing == Standing::Unanswered {
            return Ok(());
        }
        let failed = u8::from(sample.standing == Standing::Failed);
        writeln!(self.failures, "drs_job_failed{{job=\"{job}\"}} {failed}")
    }

    /// As [`job`](Self::job), of an answer.
    pub(crate) fn row(&mut self, row: Row<'_>) -> Result<(), Failure> {
        self.job(&Sample::of(row))
    }

    /// Puts the file in place of the old one, whole and on disk. Where the
    /// service is not up, it says nothing of jobs.
    pub(crate) fn finish(self, up: Up) -> Result<(), Failure> {
        let path = self.path.clone();
        self.put(up).map_err(|error| failure(&path, &error))
    }

    fn put(mut self, up: Up) -> io::Result<()> {
        let file = &mut self.statuses;
        let last_success = match up {
            Up::Yes => {
                self.failures.rewind()?;
                io::copy(&mut self.failures, file)?;
                write_census(file, &self.census)?;
                Some(now())
            }
            Up::No => {
                file.clear()?;
                last_success(&self.path)
            }
        };
        head(
            file,
            "drs_up",
            "Whether the service answered all that was asked the last time.",
        )?;
        writeln!(file, "drs_up {}", u8::from(up == Up::Yes))?;
        if let Some(seconds) = last_success {
            head(
                file,
                LAST_SUCCESS,
                "When the service answered all that was asked, in seconds since 1970.",
            )?;
            writeln!(file, "{LAST_SUCCESS} {seconds:.3}")?;
        }
        self.statuses.put_in_place()
    }
}

fn write_census(file: &mut Replacement, census: &Census) -> io::Result<()> {
    head(file, "drs_jobs", "How many jobs are of a class.")?;
    for standing in Standing::ALL {
        let jobs = census.of(standing);
        writeln!(file, "drs_jobs{{class=\"{standing}\"}} {jobs}")?;
    }
    Ok(())
}

/// What the old file says, if there is one that says it.
fn last_success(path: &Path) -> Option<f64> {
    let old = BufReader::new(File::open(path).ok()?);
    let mut lines = old.lines().map_while(Result::ok);
    lines.find_map(|line| {
        let (name, seconds) = line.split_once(' ')?;
        let seconds: f64 = seconds.parse().ok()?;
        (name == LAST_SUCCESS && seconds.is_finite()).then_some(seconds)
    })
}

fn now() -> f64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0.0, |time| time.as_secs_f64())
}

fn failure(path: &Path, error: &io::Error) -> Failure {
    Failure::new(
        Exit::Local,
        format!("{} cannot be written: {error}", path.display()),
        "check --metrics, its folder, the disk and who may write there; an old file is as it was",
    )
}
