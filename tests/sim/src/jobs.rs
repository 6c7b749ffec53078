//! The jobs of a run, each at its place in its life.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use crate::job::{Failure, Job, Lasts};

/// Answers for ids that are not listed.
pub(crate) type AnyJob = Arc<dyn Fn(&str) -> Option<Job> + Send + Sync>;

#[derive(Default)]
pub(crate) struct Jobs {
    listed: HashMap<String, Living>,
    any: Option<AnyJob>,
}

/// What a job reports of itself.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Report {
    pub(crate) status: Option<String>,
    pub(crate) error: Option<Failure>,
}

/// A job, and how far it has come.
struct Living {
    job: Job,
    stage: usize,
    /// When the stage began, and how often it was reported.
    since: Instant,
    reported: u32,
}

impl Jobs {
    pub(crate) fn new(jobs: Vec<Job>, any: Option<AnyJob>, now: Instant) -> Self {
        let mut all = Self {
            listed: HashMap::new(),
            any,
        };
        for job in jobs {
            all.put(job, now);
        }
        all
    }

    /// Lists a job, in place of the one with its id.
    pub(crate) fn put(&mut self, job: Job, now: Instant) {
        self.listed.insert(job.id.clone(), Living::new(job, now));
    }

    /// Takes the job with this id off the list.
    pub(crate) fn remove(&mut self, id: &str) {
        self.listed.remove(id);
    }

    /// What the job with this id reports when it is asked, if there is one.
    pub(crate) fn ask(&mut self, id: &str, now: Instant) -> Option<Report> {
        if let Some(living) = self.listed.get_mut(id) {
            return Some(living.report(now));
        }
        let job = self.any.as_ref()?(id)?;
        Some(Living::new(job, now).report(now))
    }

    /// Whether there is a job with this id. Asking so moves no life on.
    pub(crate) fn knows(&self, id: &str) -> bool {
        self.listed.contains_key(id) || self.any.as_ref().is_some_and(|any| any(id).is_some())
    }
}

impl Living {
    fn new(job: Job, now: Instant) -> Self {
        Self {
            job,
            stage: 0,
            since: now,
            reported: 0,
        }
    }

    fn report(&mut self, now: Instant) -> Report {
        while let Some(began) = self.next_stage(now) {
            self.stage += 1;
            self.since = began;
            self.reported = 0;
        }
        self.reported = self.reported.saturating_add(1);
        Report {
            status: self
                .job
                .stages
                .get(self.stage)
                .map(|stage| stage.status.to_string()),
            error: self
                .job
                .error
                .clone()
                .filter(|_| self.stage + 1 >= self.job.stages.len()),
        }
    }

    /// When the stage after the present one began, if it has begun.
    fn next_stage(&self, now: Instant) -> Option<Instant> {
        if self.stage + 1 >= self.job.stages.len() {
            return None;
        }
        match self.job.stages[self.stage].lasts {
            Lasts::Polls(polls) => (self.reported >= polls).then_some(now),
            Lasts::For(time) => self.since.checked_add(time).filter(|end| *end <= now),
            Lasts::Forever => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const ID: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";

    type Stages<'a> = &'a [(&'a str, Lasts)];

    /// What a life reports at each of these seconds.
    fn reports(stages: Stages, seconds: &[u64]) -> Vec<String> {
        let start = Instant::now();
        let mut jobs = Jobs::new(vec![Job::new(ID).life(stages)], None, start);
        seconds
            .iter()
            .filter_map(|&at| jobs.ask(ID, start + Duration::from_secs(at))?.status)
            .collect()
    }

    #[test]
    fn lives() {
        use Lasts::{For, Forever, Polls};
        let two = For(Duration::from_secs(2));
        let cases: &[(Stages, &[u64], &[&str])] = &[
            (&[("A", Forever)], &[0, 9], &["A", "A"]),
            (
                &[("A", Polls(2)), ("B", Polls(1)), ("C", Polls(1))],
                &[0; 5],
                &["A", "A", "B", "C", "C"],
            ),
            (&[("A", Polls(0)), ("B", Forever)], &[0], &["B"]),
            (
                &[("A", two), ("B", two), ("C", two)],
                &[0, 1, 2, 3, 4, 9],
                &["A", "A", "B", "B", "C", "C"],
            ),
            // Nobody asked for a while.
            (
                &[("A", two), ("B", two), ("C", Forever)],
                &[1, 4],
                &["A", "C"],
            ),
            (
                &[("A", two), ("B", Polls(1)), ("C", Forever)],
                &[5, 5],
                &["B", "C"],
            ),
            (&[("A", Forever), ("B", Forever)], &[0, 9], &["A", "A"]),
            (&[], &[0], &[]),
        ];
        for (stages, seconds, expected) in cases {
            assert_eq!(
                reports(stages, seconds),
                *expected,
                "{stages:?} at {seconds:?}"
            );
        }
    }

    #[test]
    fn an_error_belongs_to_the_last_stage() {
        let now = Instant::now();
        let job = Job::new(ID)
            .life(&[("A", Lasts::Polls(1)), ("B", Lasts::Forever)])
            .error("DRS.M05004", "gone", "已删除");
        let mut jobs = Jobs::new(vec![job.clone()], None, now);
        let errors: Vec<_> = (0..3)
            .filter_map(|_| jobs.ask(ID, now))
            .map(|report| report.error)
            .collect();
        assert_eq!(errors, [None, job.error.clone(), job.error]);
    }

    #[test]
    fn listed_jobs_come_before_any_job() {
        let now = Instant::now();
        let any: AnyJob = Arc::new(|id| (id != "none").then(|| Job::new(id).status("ANY")));
        let mut jobs = Jobs::new(vec![Job::new(ID).status("LISTED")], Some(any), now);
        for (id, expected) in [(ID, Some("LISTED")), ("other", Some("ANY")), ("none", None)] {
            assert_eq!(jobs.knows(id), expected.is_some(), "{id}");
            let report = jobs.ask(id, now);
            let status = report.and_then(|report| report.status);
            assert_eq!(status.as_deref(), expected, "{id}");
        }
        jobs.remove(ID);
        let report = jobs.ask(ID, now).and_then(|report| report.status);
        assert_eq!(report.as_deref(), Some("ANY"));
    }
}
