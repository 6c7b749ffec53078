//! Asks for ids block by block, and keeps count.

use std::ops::ControlFlow;

use drs_status_core::{Cause, JobId, RequestError, Task, TaskSink};
use drs_status_std::{Security, TransportError};

use crate::failure::Failure;
use crate::ids::{Block, Ids};
use crate::output::Row;
use crate::plan::{AnyClient, Errand, Plan};
use crate::tally::Tally;

/// Whoever is told what is answered.
pub(crate) trait Listener {
    /// Hears of an id. A failure ends the run.
    fn row(&mut self, row: Row<'_>) -> Result<(), Failure>;

    /// Hears that no more comes for a while.
    fn pause(&mut self) -> Result<(), Failure> {
        Ok(())
    }
}

/// Asks for all of `ids`, or for a page of them, and tells `listener`. `tally`
/// holds when it fails, too.
pub(crate) fn ask(
    plan: &Plan<'_>,
    ids: &mut Ids,
    listener: &mut dyn Listener,
    tally: &mut Tally,
) -> Result<(), Failure> {
    plan.run(Asking {
        plan,
        ids,
        listener,
        tally,
    })
}

/// Asks once for every id.
struct Asking<'a> {
    plan: &'a Plan<'a>,
    ids: &'a mut Ids,
    listener: &'a mut dyn Listener,
    tally: &'a mut Tally,
}

impl Errand for Asking<'_> {
    type Outcome = ();

    fn run<S: Security>(self, client: &mut AnyClient<'_, S>) -> Result<(), Failure> {
        if self.plan.question.page.is_some() {
            let block = self.ids.only_block()?;
            return ask_block(client, self.plan, &block, self.listener, self.tally);
        }
        while let Some(block) = self.ids.next_block()? {
            ask_block(client, self.plan, &block, self.listener, self.tally)?;
        }
        Ok(())
    }
}

fn ask_block<S: Security>(
    client: &mut AnyClient<'_, S>,
    plan: &Plan<'_>,
    block: &Block,
    listener: &mut dyn Listener,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let jobs = block.jobs()?;
    let mut sink = Sink {
        jobs: &jobs,
        listener,
        tally,
        heard: Ok(()),
    };
    let outcome = match plan.question.page {
        Some(page) => client.page(&jobs, page, &mut sink),
        None => client.batch_status(&jobs, &mut sink),
    };
    sink.heard.and_then(|()| listener.pause())?;
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
        _ => plan.failure(cause),
    };
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

/// Passes answers on as they arrive.
struct Sink<'s> {
    jobs: &'s [JobId<'s>],
    listener: &'s mut dyn Listener,
    tally: &'s mut Tally,
    heard: Result<(), Failure>,
}

impl TaskSink for Sink<'_> {
    fn task(&mut self, task: Task<'_>) -> ControlFlow<()> {
        self.tally.answered += 1;
        self.tally.failed += usize::from(task.has_failed());
        self.heard = self.listener.row(Row::Answered(&task));
        match self.heard {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }

    fn missing(&mut self, index: usize) {
        if let (Ok(()), Some(job)) = (&self.heard, self.jobs.get(index)) {
            self.heard = self.listener.row(Row::Unanswered(*job));
        }
    }
}
