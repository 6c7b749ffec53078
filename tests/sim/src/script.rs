//! Paths that answer as they are told, request by request.

use std::collections::HashMap;

use crate::answer::Answer;

/// Scripts by the prefix of their path, and how far each run of them is.
#[derive(Default)]
pub(crate) struct Scripts {
    answers: HashMap<String, Vec<Answer>>,
    runs: HashMap<(String, String), usize>,
}

impl Scripts {
    pub(crate) fn put(&mut self, prefix: &str, answers: Vec<Answer>) {
        self.answers
            .insert(prefix.trim_matches('/').to_owned(), answers);
    }

    /// The next answer for this path, if it is one of a script:
    /// `/{prefix}/{run}/v3/{project}/jobs/batch-status`.
    pub(crate) fn answer(&mut self, path: &str) -> Option<Answer> {
        let (base, project) = path
            .strip_suffix("/jobs/batch-status")?
            .rsplit_once("/v3/")?;
        let (prefix, run) = base.strip_prefix('/')?.rsplit_once('/')?;
        if project.contains('/') {
            return None;
        }
        let answers = self.answers.get(prefix)?;
        let asked = self
            .runs
            .entry((prefix.to_owned(), run.to_owned()))
            .or_default();
        let answer = answers.get(*asked).or(answers.last())?;
        *asked += 1;
        Some(answer.clone())
    }
}
