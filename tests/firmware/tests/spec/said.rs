//! What the firmware's log says, for tables of rows.

use std::time::Duration;

use drs_status_firmware::{Exit, Line, Log, Outcome};

use crate::service::JOBS;

/// What a busy host may add to any time.
pub(crate) const SLACK: Duration = Duration::from_secs(5);

/// What a call that is made once comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Expected {
    /// Each job is told of once, and the run ends well.
    Answered,
    /// An error of this kind ends the run so, in no less than these milliseconds, and
    /// not much more.
    Failed(&'static str, Exit, u64),
}

/// An error that ended a call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Failure {
    pub(crate) kind: String,
    pub(crate) took: Duration,
}

/// All errors that ended calls: the lines `KIND in N ms after ...`.
pub(crate) fn failures(log: &Log) -> Vec<Failure> {
    let failure = |text: &str| {
        let (kind, rest) = text.split_once(" in ")?;
        let (millis, _) = rest.split_once(" ms after ")?;
        Some(Failure {
            kind: kind.to_owned(),
            took: Duration::from_millis(millis.parse().ok()?),
        })
    };
    let errors = log.lines.iter().filter(|line| line.level == "error");
    errors.filter_map(|line| failure(&line.text)).collect()
}

/// How often each job's status was told.
pub(crate) fn told(log: &Log) -> [usize; 2] {
    JOBS.map(|(id, status)| {
        let wanted = format!("{id}: {status}");
        log.lines.iter().filter(|line| line.text == wanted).count()
    })
}

/// A log for a snapshot: without numbers that differ from run to run, or from build
/// to build.
pub(crate) fn alike(log: &Log) -> String {
    let alike = |line: &Line| match line.text.split_whitespace().collect::<Vec<_>>()[..] {
        [
            "request",
            _,
            ref how @ ..,
            "in",
            "Duration",
            _,
            _,
            _,
            _,
            _,
            _,
        ] => {
            format!("{:5} request ID {} in TIME\n", line.level, how.join(" "))
        }
        [_, "bytes", "of", "stack,", _, ..] => {
            format!("{:5} N bytes of stack, N ...\n", line.level)
        }
        _ => format!("{line}\n"),
    };
    log.lines.iter().map(alike).collect()
}

/// The time from the first line that contains one text to the first that contains
/// another.
pub(crate) fn between(log: &Log, from: &str, to: &str) -> Duration {
    let time = when(log, to).checked_sub(when(log, from));
    time.unwrap_or_else(|| panic!("it has said `{to}` before `{from}`:\n{log}"))
}

fn when(log: &Log, text: &str) -> Duration {
    let line = log.lines.iter().find(|line| line.text.contains(text));
    let line = line.unwrap_or_else(|| panic!("it has not said `{text}`, but:\n{log}"));
    let seconds = line.time.parse().expect("a time is a number of seconds");
    Duration::from_secs_f64(seconds)
}

/// Asserts that many calls took no more of the stack than one, but for an interrupt,
/// which comes when it likes, and for an answer, which the first call may not have
/// got. That has been a thousand bytes; a few more for each call would be many more.
pub(crate) fn assert_stack_is_flat(log: &Log) {
    let line = log
        .lines
        .iter()
        .find(|line| line.text.contains("bytes of stack"));
    let line = line.expect("it says how much of the stack was in use");
    let numbers: Vec<usize> = line
        .text
        .split(|other: char| !other.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .collect();
    let [most, after_one] = numbers[..] else {
        panic!("two numbers: {line}")
    };
    assert!(most <= after_one + 2000, "{line}");
}

impl Expected {
    /// Asserts that the call has come to that.
    pub(crate) fn of(self, row: &str, outcome: &Outcome) {
        let Outcome { exit, log, .. } = outcome;
        match self {
            Self::Answered => {
                assert_eq!(*exit, Exit::Done, "{row}: {outcome:#?}");
                assert_eq!(told(log), [1, 1], "{row}: {log}");
            }
            Self::Failed(kind, expected, millis) => {
                assert_eq!(*exit, expected, "{row}: {outcome:#?}");
                let [failure] = &failures(log)[..] else {
                    panic!("{row}: not one error, but {log}")
                };
                assert_eq!(failure.kind, kind, "{row}: {log}");
                let least = Duration::from_millis(millis);
                assert!(
                    (least..least + SLACK).contains(&failure.took),
                    "{row}: {failure:?}"
                );
            }
        }
    }
}
