//! A table for people, a line for each id.
//!
//! The first rows go out before the last are known, so each column is as wide
//! as its longest documented text. What is wrong comes last and takes the
//! rest.

use std::fmt;

use anstyle::{AnsiColor, Style};
use drs_status_core::{Class, Message, Task};

use super::Row;
use crate::escape::Escaped;

/// The line above the first row.
pub(super) const HEAD: &str = concat!(
    "JOB                                   ",
    "STATUS                           ",
    "CLASS           ",
    "ERROR",
);

/// A job id has 36 characters.
const JOB: usize = 36;
/// `RELEASE_CHILD_TRANSFER_COMPLETE`.
const STATUS: usize = 31;
/// `phase complete`.
const CLASS: usize = 14;

/// A row as it is shown.
pub(super) struct Line<'r>(pub(super) Row<'r>);

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Row::Answered(task) => answered(task, f),
            Row::Unanswered(job) => {
                let style = style(Class::Failed);
                write!(
                    f,
                    "{job:JOB$}  {none:STATUS$}  {style}{what:CLASS$}{style:#}  \
                     the service said nothing of this id",
                    none = "-",
                    what = "unanswered",
                )
            }
        }
    }
}

fn answered(task: &Task<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (status, class) = match task.status {
        Some(status) => (Escaped(status.as_str()).to_string(), status.class()),
        None if task.has_failed() => ("-".to_owned(), Class::Failed),
        None => ("-".to_owned(), Class::Unknown),
    };
    // An error may come with a status that knows nothing of it.
    let style = style(if task.has_failed() {
        Class::Failed
    } else {
        class
    });
    write!(f, "{:JOB$}  {status:STATUS$}  ", task.id)?;
    // Nothing after it, no padding: no line ends in spaces.
    if task.error_code.is_none() && task.error_message.is_none() {
        return write!(f, "{style}{class}{style:#}");
    }
    write!(f, "{style}{class:CLASS$}{style:#}")?;
    if let Some(code) = task.error_code {
        write!(f, "  {}", Escaped(code.as_str()))?;
    }
    if let Some(message) = task.error_message {
        write!(
            f,
            "  {}{}",
            Escaped(message.text().as_str()),
            ellipsis(message)
        )?;
    }
    Ok(())
}

fn ellipsis(message: Message<'_>) -> &'static str {
    if message.is_cut() { "…" } else { "" }
}

/// How a class is coloured.
pub(crate) const fn style(class: Class) -> Style {
    let plain = Style::new();
    match class {
        Class::Failed => AnsiColor::Red.on_default().bold(),
        Class::Waiting => AnsiColor::Yellow.on_default(),
        Class::Running => AnsiColor::Green.on_default(),
        Class::Changing | Class::PhaseComplete => AnsiColor::Cyan.on_default(),
        Class::Ended => plain.dimmed(),
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use drs_status_core::Status;

    #[test]
    fn columns_hold_the_longest_documented_texts() {
        let longest = |texts: &mut dyn Iterator<Item = usize>| texts.max();
        let statuses = &mut Status::ALL.iter().map(|status| status.as_str().len());
        assert_eq!(longest(statuses), Some(STATUS));
        let classes = &mut Status::ALL
            .iter()
            .map(|status| status.class().as_str().len());
        assert_eq!(longest(classes), Some(CLASS));
        let row = format!(
            "{:JOB$}  {:STATUS$}  {:CLASS$}  ERROR",
            "JOB", "STATUS", "CLASS"
        );
        assert_eq!(HEAD, row);
    }
}
