//! What is known of every job, and of the watch itself.

use std::time::{Duration, Instant};

use drs_status_core::{Class, JobId, Trouble};

use super::told::{Answer, Changed};
use super::until::Goal;

/// What is known of every job, and of the watch itself.
pub(super) struct View {
    pub(super) jobs: Vec<Job>,
    goal: Goal,
    started: Instant,
    answered: Option<Instant>,
    /// Of the polls that have failed in a row.
    trouble: Option<(Trouble, usize)>,
    /// How it ended, in words.
    pub(super) end: Option<String>,
}

/// What is known of a job.
pub(super) struct Job {
    pub(super) id: String,
    pub(super) known: Known,
    /// When it was first seen so.
    since: Option<Instant>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Known {
    /// Nothing yet.
    Nothing,
    /// The service does not answer for it.
    Unanswered,
    Answer(Answer),
}

impl View {
    /// Of a watch that begins now.
    pub(super) fn new(jobs: &[JobId<'_>], goal: Goal, now: Instant) -> Self {
        let jobs = jobs.iter().map(|id| Job {
            id: id.as_str().to_owned(),
            known: Known::Nothing,
            since: None,
        });
        Self {
            jobs: jobs.collect(),
            goal,
            started: now,
            answered: None,
            trouble: None,
            end: None,
        }
    }

    pub(super) fn change(&mut self, changed: Changed, now: Instant) {
        if let Some(job) = self.jobs.get_mut(changed.index) {
            job.known = changed.now.map_or(Known::Unanswered, Known::Answer);
            job.since = Some(now);
        }
    }

    pub(super) fn polled(&mut self, now: Instant) {
        self.answered = Some(now);
        self.trouble = None;
    }

    pub(super) fn failed(&mut self, trouble: Trouble) {
        let before = self.trouble.map_or(0, |(_, times)| times);
        self.trouble = Some((trouble, before + 1));
    }

    /// How many jobs are where the watch wants them, in numbers and in a word.
    pub(super) fn progress(&self) -> (usize, &'static str) {
        let count = |is: &dyn Fn(&Job) -> bool| self.jobs.iter().filter(|job| is(job)).count();
        match &self.goal {
            Goal::Never | Goal::Over => (count(&Job::is_over), "over"),
            Goal::Reach(wanted) => {
                let is_wanted = |job: &Job| {
                    let same = |status: &str| wanted.iter().any(|one| one.as_str() == status);
                    !job.has_failed() && job.status().is_some_and(same)
                };
                (count(&is_wanted), "there")
            }
        }
    }

    pub(super) fn elapsed(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.started)
    }

    /// How long ago the service answered for all jobs.
    pub(super) fn answered(&self, now: Instant) -> Option<Duration> {
        self.answered
            .map(|then| now.saturating_duration_since(then))
    }

    pub(super) const fn trouble(&self) -> Option<(Trouble, usize)> {
        self.trouble
    }

    /// `8 jobs: 3 running, 5 failed`.
    pub(super) fn summary(&self) -> String {
        let jobs = self.jobs.iter();
        match self.jobs.len() {
            1 => format!("1 job: {}", kinds(jobs)),
            len => format!("{len} jobs: {}", kinds(jobs)),
        }
    }
}

/// How many are of which kind, in the order of urgency.
pub(super) fn kinds<'j>(jobs: impl Iterator<Item = &'j Job>) -> String {
    let mut counts: Vec<(&'static str, usize)> = Vec::new();
    for kind in jobs.map(Job::kind) {
        match counts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    let texts = counts.iter().map(|(kind, count)| format!("{count} {kind}"));
    texts.collect::<Vec<_>>().join(", ")
}

impl Job {
    pub(super) const fn status(&self) -> Option<&str> {
        match &self.known {
            Known::Answer(Answer {
                status: Some(status),
                ..
            }) => Some(status.as_str()),
            _ => None,
        }
    }

    /// Its class; that of a failure where an error came with another status.
    pub(super) const fn class(&self) -> Option<Class> {
        match &self.known {
            Known::Nothing => None,
            Known::Unanswered => Some(Class::Failed),
            Known::Answer(answer) if answer.failed => Some(Class::Failed),
            Known::Answer(answer) => answer.class,
        }
    }

    fn kind(&self) -> &'static str {
        match (&self.known, self.class()) {
            (Known::Nothing, _) => "not known yet",
            (Known::Unanswered, _) => "unanswered",
            (_, Some(class)) => class.as_str(),
            (_, None) => Class::Unknown.as_str(),
        }
    }

    pub(super) const fn has_failed(&self) -> bool {
        matches!(self.class(), Some(Class::Failed))
    }

    fn is_over(&self) -> bool {
        let failed = matches!(&self.known, Known::Answer(answer) if answer.failed);
        failed || self.class() == Some(Class::Ended)
    }

    /// How long it has been so, as far as was seen.
    pub(super) fn since(&self, now: Instant) -> Option<Duration> {
        self.since.map(|then| now.saturating_duration_since(then))
    }
}
