//! Asks for ids block by block, and keeps count.

use std::io;
use std::ops::ControlFlow;
use std::time::Duration;

use drs_status_core::{Cause, JobId, RequestError, Scheme, Task, TaskSink, Token};
use drs_status_std::{
    Client, HttpsTransport, Options, PlaintextTransport, Security, SetupError, TransportError,
    UreqTransport,
};

use crate::failure::Failure;
use crate::ids::{Block, Ids};
use crate::output::{Row, Rows};
use crate::question::{MESSAGE_ROOM, Question};
use crate::tally::Tally;

/// Room for a message and for what is read at a time, in bytes.
const BUFFER_LEN: usize = MESSAGE_ROOM + 16 * 1024;

/// What is asked, and by what means.
pub(crate) struct Plan<'a> {
    pub(crate) question: Question<'a>,
    pub(crate) token: Token<'a>,
    pub(crate) options: Options,
    /// For each request.
    pub(crate) time_limit: Duration,
}

/// Asks for all of `ids`, or for a page of them, and writes `rows`. `tally`
/// holds when it fails, too.
pub(crate) fn ask(
    plan: &Plan<'_>,
    ids: &mut Ids,
    rows: &mut Rows,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let setup = |error: SetupError| Failure::setup(error, None);
    match plan.question.endpoint.scheme() {
        Scheme::Https => {
            let transport = HttpsTransport::new(&plan.options).map_err(setup)?;
            ask_over(transport, plan, ids, rows, tally)
        }
        Scheme::Http => {
            let transport = PlaintextTransport::new(&plan.options).map_err(setup)?;
            ask_over(transport, plan, ids, rows, tally)
        }
    }
}

fn ask_over<S: Security>(
    transport: UreqTransport<S>,
    plan: &Plan<'_>,
    ids: &mut Ids,
    rows: &mut Rows,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let mut buffer = vec![0; BUFFER_LEN];
    let config = plan.question.config().time_limit(plan.time_limit);
    let mut client = Client::new(config, plan.token, transport, &mut buffer)
        .map_err(|error| Failure::call(&Cause::Capacity(error)))?;
    if plan.question.page.is_some() {
        return ask_block(&mut client, plan, &ids.only_block()?, rows, tally);
    }
    while let Some(block) = ids.next_block()? {
        ask_block(&mut client, plan, &block, rows, tally)?;
    }
    Ok(())
}

fn ask_block<S: Security>(
    client: &mut Client<'_, UreqTransport<S>>,
    plan: &Plan<'_>,
    block: &Block,
    rows: &mut Rows,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let jobs = block.jobs()?;
    let mut sink = Sink {
        jobs: &jobs,
        rows,
        tally,
        written: Ok(()),
    };
    let outcome = match plan.question.page {
        Some(page) => client.page(&jobs, page, &mut sink),
        None => client.batch_status(&jobs, &mut sink),
    };
    sink.written
        .and_then(|()| rows.flush())
        .map_err(|error| Failure::writing(&error))?;
    let summary = outcome.map_err(|error| failure(error.cause(), plan, block, tally))?;
    tally.add(&summary);
    Ok(())
}

/// The failure of a call: where ids stand, where it went, and what had been
/// answered before.
fn failure(
    cause: &Cause<TransportError>,
    plan: &Plan<'_>,
    block: &Block,
    tally: &Tally,
) -> Failure {
    let mut failure = match cause {
        Cause::Config(error) => refused(*error, block),
        _ => Failure::call(cause),
    };
    if let Cause::Transport(_) | Cause::Protocol(_) = cause {
        failure.message = format!("{}: {}", plan.question.endpoint, failure.message);
    }
    if tally.answered > 0 {
        let before = format!(" (answered before: {})", tally.answered);
        failure.message.push_str(&before);
    }
    failure
}

/// The ids of `block` cannot be asked so.
pub(crate) fn refused(error: RequestError, block: &Block) -> Failure {
    match error {
        RequestError::Duplicate { first, second } => Failure::usage(
            format!(
                "{}: the same job as {}",
                block.place(second),
                block.place(first)
            ),
            "leave out one of them: the service refuses an id that is asked twice",
        ),
        RequestError::NoSuchPage => Failure::usage(
            "--page lies beyond the last page of these ids",
            "ask for an earlier page, or give more ids",
        ),
        other => Failure::usage(other.to_string(), "check the ids and the page"),
    }
}

/// Writes answers as they arrive.
struct Sink<'s> {
    jobs: &'s [JobId<'s>],
    rows: &'s mut Rows,
    tally: &'s mut Tally,
    written: io::Result<()>,
}

impl TaskSink for Sink<'_> {
    fn task(&mut self, task: Task<'_>) -> ControlFlow<()> {
        self.tally.answered += 1;
        self.tally.failed += usize::from(task.has_failed());
        self.written = self.rows.write(Row::Answered(&task));
        match self.written {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }

    fn missing(&mut self, index: usize) {
        if let (Ok(()), Some(job)) = (&self.written, self.jobs.get(index)) {
            self.written = self.rows.write(Row::Unanswered(*job));
        }
    }
}
