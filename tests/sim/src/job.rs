//! A job, and the life that it leads.

use std::borrow::Cow;
use std::time::Duration;

/// How long a stage of a life lasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lasts {
    /// Until it was reported so many times.
    Polls(u32),
    /// So long.
    For(Duration),
    /// For ever. The last stage does so whatever it says.
    Forever,
}

/// A job as the service knows it.
///
/// ```
/// use drs_status_sim::{Job, Lasts};
///
/// let job = Job::new("9a470239-2308-4bb5-a6bc-1040402fjb21")
///     .life(&[
///         ("FULL_TRANSFER_STARTED", Lasts::Polls(2)),
///         ("FULL_TRANSFER_FAILED", Lasts::Forever),
///     ])
///     .error("DRS.M06001", "The source database is unreachable.", "无法连接源数据库。");
/// # let _ = job;
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Job {
    pub(crate) id: String,
    /// Empty for an item without a status.
    pub(crate) stages: Vec<Stage>,
    pub(crate) error: Option<Failure>,
}

/// A status, and for how long.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Stage {
    pub(crate) status: Cow<'static, str>,
    pub(crate) lasts: Lasts,
}

/// An error code, and its message in both languages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Failure {
    pub(crate) code: String,
    pub(crate) english: String,
    pub(crate) chinese: String,
}

impl Job {
    /// A job without a status.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            stages: Vec::new(),
            error: None,
        }
    }

    /// Gives it a status that stays.
    #[must_use]
    pub fn status(self, status: impl Into<Cow<'static, str>>) -> Self {
        Self {
            stages: vec![Stage {
                status: status.into(),
                lasts: Lasts::Forever,
            }],
            ..self
        }
    }

    /// Gives it statuses one after the other, from the start of the service on.
    #[must_use]
    pub fn life(self, stages: &[(&str, Lasts)]) -> Self {
        let stage = |&(status, lasts): &(&str, Lasts)| Stage {
            status: Cow::Owned(status.to_owned()),
            lasts,
        };
        Self {
            stages: stages.iter().map(stage).collect(),
            ..self
        }
    }

    /// Gives it an error, with its message in English and in Chinese. It is
    /// reported in the last stage of the job's life.
    #[must_use]
    pub fn error(
        self,
        code: impl Into<String>,
        english: impl Into<String>,
        chinese: impl Into<String>,
    ) -> Self {
        Self {
            error: Some(Failure {
                code: code.into(),
                english: english.into(),
                chinese: chinese.into(),
            }),
            ..self
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The status that it has at first, if any.
    #[must_use]
    pub fn first_status(&self) -> Option<&str> {
        self.stages.first().map(|stage| stage.status.as_ref())
    }
}
