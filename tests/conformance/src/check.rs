//! Runs one case over one transport and compares.

use core::fmt::{self, Write};
use core::num::NonZeroU8;
use core::ops::ControlFlow;
use core::time::Duration;

use drs_status_core::{
    Cause, Client, Clock, Config, Endpoint, Error, ProjectId, ProtocolError, RetryAfter,
    RetryPolicy, ServiceError, Summary, Task, TaskSink, Token, Transport, TransportError,
};
use heapless::String;

use crate::case::{Case, Ending, ExpectedFault, ExpectedTask, JOBS};

/// The project that cases ask for.
pub const PROJECT: ProjectId<'static> = ProjectId::literal("054ba152d480d55b2f5dc0069e7ddef0");

/// A token; cases are answered whatever it is.
pub const TOKEN: Token<'static> = match Token::new("conformance") {
    Ok(token) => token,
    Err(_) => panic!("the token is one"),
};

/// What broke is asked once more, without a wait worth speaking of.
const RETRY: RetryPolicy = RetryPolicy::new()
    .attempts(NonZeroU8::MIN.saturating_add(1))
    .first_wait(Duration::from_millis(1));

/// The base path of case `number`. Each `run` of a case has its own answers.
#[must_use]
pub fn base_path(number: usize, run: u32) -> String<40> {
    let mut path = String::new();
    // Two numbers and the words between them fit.
    let _ = write!(path, "/case/{number}/{run}");
    path
}

/// The configuration of a client that runs `case` at `endpoint`.
#[must_use]
pub const fn config<'a>(case: &Case, endpoint: Endpoint<'a>) -> Config<'a> {
    Config::new(endpoint, PROJECT)
        .retry(RETRY)
        .time_limit(Duration::from_secs(20))
        .ids_per_request(case.ids_per_request)
        .body_limit(case.body_limit)
}

/// In what a transport did not do as it should.
#[derive(Clone, Debug)]
pub struct Mismatch {
    /// The case.
    pub case: &'static str,
    /// What came in place of what should.
    pub what: String<256>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.case, self.what)
    }
}

impl core::error::Error for Mismatch {}

/// Runs `case` and compares what comes of it. How many requests the service saw
/// is for the caller to compare: it stands in
/// [`Expected::requests`](crate::Expected::requests).
///
/// # Errors
///
/// [`Mismatch`].
pub async fn check<T: Transport, C: Clock>(
    case: &Case,
    client: &mut Client<'_, T, C>,
) -> Result<(), Mismatch> {
    let mut sink = Compare {
        expected: case.expected.tasks,
        mismatch: None,
        missing: 0,
    };
    let jobs = JOBS.get(..case.ids).unwrap_or(&JOBS);
    let outcome = client.batch_status(jobs, &mut sink).await;
    if let Some(what) = sink.mismatch {
        return Err(Mismatch {
            case: case.name,
            what,
        });
    }
    let fits = sink.expected.is_empty()
        && match (&outcome, case.expected.ending) {
            (Ok(summary), ending) => sink.missing == summary.missing && is(summary, case, ending),
            (Err(error), Ending::Fault(fault)) => {
                error.delivered() == case.expected.tasks.len() && is_fault(error, &fault)
            }
            (Err(_), Ending::Summary { .. }) => false,
        };
    if fits {
        return Ok(());
    }
    let left = sink.expected.len();
    Err(mismatch(
        case,
        format_args!("{left} tasks did not come; it ended with {outcome:?}"),
    ))
}

fn is(summary: &Summary, case: &Case, ending: Ending) -> bool {
    let Ending::Summary {
        missing,
        repeated,
        foreign,
        count,
    } = ending
    else {
        return false;
    };
    (
        summary.missing,
        summary.repeated,
        summary.foreign,
        summary.count,
    ) == (missing, repeated, foreign, count)
        && summary.delivered == case.expected.tasks.len()
        && summary.asked == case.ids
        && !summary.stopped
}

fn is_fault<E: TransportError>(error: &Error<E>, fault: &ExpectedFault) -> bool {
    match (error.cause(), fault) {
        (Cause::Config(error), ExpectedFault::Config(expected)) => error == expected,
        (Cause::Transport(error), ExpectedFault::Transport(kind)) => error.kind() == *kind,
        (Cause::Protocol(ProtocolError::Decode(error)), ExpectedFault::Decode(kind, offset)) => {
            (error.kind(), error.offset()) == (*kind, *offset)
        }
        (Cause::Protocol(ProtocolError::Redirect(status)), ExpectedFault::Redirect(expected)) => {
            status.get() == *expected
        }
        (Cause::Protocol(ProtocolError::BodyTooLong { .. }), ExpectedFault::BodyTooLong) => true,
        (Cause::Service(error), fault) => is_refusal(error, fault),
        _ => false,
    }
}

fn is_refusal(error: &ServiceError, fault: &ExpectedFault) -> bool {
    let ExpectedFault::Service {
        status,
        code,
        message,
        request_id,
        retry_after,
    } = *fault
    else {
        return false;
    };
    error.status().get() == status
        && error.code() == code
        && error.message() == message
        // A service names each of its answers; a case may leave that open.
        && (request_id.is_none() || error.request_id() == request_id)
        && error.retry_after() == retry_after.map(Duration::from_secs).map(RetryAfter::Wait)
}

fn mismatch(case: &Case, what: fmt::Arguments<'_>) -> Mismatch {
    Mismatch {
        case: case.name,
        what: clip(what),
    }
}

/// As much of a text as there is room for.
fn clip(what: fmt::Arguments<'_>) -> String<256> {
    struct Clip(String<256>);
    impl Write for Clip {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            for character in text.chars() {
                self.0.push(character).map_err(|_| fmt::Error)?;
            }
            Ok(())
        }
    }
    let mut clip = Clip(String::new());
    // What does not fit is not missed.
    let _ = clip.write_fmt(what);
    clip.0
}

/// Compares tasks as they come.
struct Compare {
    expected: &'static [ExpectedTask],
    mismatch: Option<String<256>>,
    missing: usize,
}

impl TaskSink for Compare {
    fn task(&mut self, task: Task<'_>) -> ControlFlow<()> {
        match self.expected.split_first() {
            Some((expected, rest)) if is_task(&task, expected) => {
                self.expected = rest;
                ControlFlow::Continue(())
            }
            expected => {
                let expected = expected.map(|(expected, _)| expected);
                self.mismatch = Some(clip(format_args!("{task:?} in place of {expected:?}")));
                ControlFlow::Break(())
            }
        }
    }

    fn missing(&mut self, _: usize) {
        self.missing += 1;
    }
}

fn is_task(task: &Task<'_>, expected: &ExpectedTask) -> bool {
    task.index == expected.index
        && JOBS.get(task.index) == Some(&task.id)
        && task.status == expected.status
        && task.error_code.map(drs_status_core::Text::as_str) == expected.error_code
        && task.error_message.map(|message| message.text().as_str()) == expected.error_message
}
