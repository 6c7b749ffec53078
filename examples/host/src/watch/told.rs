//! What a watch tells, kept: what the core lends lasts only until its next.

use std::time::SystemTime;

use drs_status_core::{Change, Class, Polled, Task, Trouble, Was};

/// What happened, and when.
pub(super) struct Told {
    pub(super) time: SystemTime,
    pub(super) what: What,
}

pub(super) enum What {
    /// A job is not as it was.
    Change(Changed),
    /// A poll was whole.
    Poll(Polled),
    /// A poll failed.
    Trouble(Trouble),
}

/// A job that is not as it was.
#[derive(Clone, Debug)]
pub(super) struct Changed {
    pub(super) index: usize,
    pub(super) id: String,
    /// Its status before, or a word in lower case: see [`was`].
    pub(super) was: &'static str,
    /// What the service answers now; `None` where it does not.
    pub(super) now: Option<Answer>,
}

/// What the service answers for a job.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Answer {
    pub(super) status: Option<String>,
    pub(super) class: Option<Class>,
    pub(super) failed: bool,
    pub(super) error_code: Option<String>,
    pub(super) error_message: Option<String>,
    pub(super) message_cut: bool,
}

impl Told {
    pub(super) fn now(what: What) -> Self {
        Self {
            time: SystemTime::now(),
            what,
        }
    }
}

impl From<&Change<'_>> for Changed {
    fn from(change: &Change<'_>) -> Self {
        Self {
            index: change.index,
            id: change.id.as_str().to_owned(),
            was: was(change.was),
            now: change.now.as_ref().map(Answer::from),
        }
    }
}

impl From<&Task<'_>> for Answer {
    fn from(task: &Task<'_>) -> Self {
        let message = task.error_message;
        Self {
            status: task.status.map(|status| status.as_str().to_owned()),
            class: task.status.map(|status| status.class()),
            failed: task.has_failed(),
            error_code: task.error_code.map(|code| code.as_str().to_owned()),
            error_message: message.map(|message| message.text().as_str().to_owned()),
            message_cut: message.is_some_and(|message| message.is_cut()),
        }
    }
}

impl Answer {
    /// What it is shown as: an error may come with a status that knows nothing
    /// of it.
    pub(super) fn shown_class(&self) -> Class {
        match self.class {
            _ if self.failed => Class::Failed,
            class => class.unwrap_or(Class::Unknown),
        }
    }
}

/// The status before, as the service writes it; in lower case what is none.
fn was(was: Was) -> &'static str {
    match was {
        Was::New => "new",
        Was::Missing => "unanswered",
        Was::Known(status) => status.as_str(),
        _ => "other",
    }
}
