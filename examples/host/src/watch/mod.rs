//! `watch`: asks again and again, and tells what changes.
//!
//! Two threads: this one asks, and is [`telling`] what came of it: after each poll
//! to the metrics ([`metered`]), and to the program of [`exec`] for each change.
//! Another one shows ([`mod@present`]), so that time goes on while a request is
//! under way, and a signal ends the watch though it is. What [`told`] keeps goes
//! from one to the other, changes the [`view`], and is shown as a [`frame`] of a
//! table or as [`lines`]. A third thread hears [`signals`];
//! [`leaving`] ends the process though something hangs.

mod arguments;
mod exec;
mod frame;
mod leaving;
mod lines;
mod metered;
mod present;
mod signals;
mod telling;
mod told;
mod until;
mod view;

use std::collections::HashMap;
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use drs_status_core::{Ended, JobId, MAX_IDS_PER_REQUEST, Pace, Seen};
use drs_status_std::{Security, Stop};

pub(crate) use self::arguments::{EXAMPLES, Watch};
use self::arguments::{Format, Shown};
use self::exec::Exec;
use self::leaving::Children;
use self::metered::Metered;
use self::present::{News, Patience, Presented, Presenter};
use self::signals::Signal;
use self::telling::Telling;
use self::until::Goal;
use self::view::View;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::{Block, Ids};
use crate::plan::{AnyClient, Errand, Plan};
use crate::settings::Settings;
use crate::show_source;

/// Watches what the arguments say.
pub(crate) fn run(watch: Watch) -> Result<Exit, Failure> {
    let Watch {
        asked,
        wait,
        way,
        shown,
    } = watch;
    if way.show_source {
        return show_source::run(&asked, &way);
    }
    let settings = Settings::read(&asked, &way)?;
    let pace = wait.pace()?;
    let mut plan = settings.plan(None, &way)?;
    let blocks = Ids::open(asked.ids, asked.file.as_deref())?.all()?;
    let jobs = jobs(&blocks)?;
    // The client's time is that of a poll, which takes so many requests.
    let requests = jobs.len().div_ceil(MAX_IDS_PER_REQUEST);
    plan.time_limit = way
        .reach
        .request_timeout
        .saturating_mul(requests.try_into().unwrap_or(u32::MAX));
    plan.run(Watching {
        plan: &plan,
        jobs: &jobs,
        seen: vec![Seen::NOTHING; jobs.len()],
        goal: wait.until,
        pace,
        timeout: wait.timeout,
        shown,
    })
}

/// All ids, each of them once.
fn jobs(blocks: &[Block]) -> Result<Vec<JobId<'_>>, Failure> {
    let mut jobs = Vec::new();
    let mut places: HashMap<&str, String> = HashMap::new();
    for block in blocks {
        for (index, job) in block.jobs()?.into_iter().enumerate() {
            let place = block.place(index);
            if let Some(first) = places.get(job.as_str()) {
                return Err(Failure::usage(
                    format!("{place}: the same job as {first}"),
                    "leave out one of them: a job is watched once",
                ));
            }
            places.insert(job.as_str(), place);
            jobs.push(job);
        }
    }
    Ok(jobs)
}

/// A watch that is ready to begin.
struct Watching<'a> {
    plan: &'a Plan<'a>,
    jobs: &'a [JobId<'a>],
    seen: Vec<Seen>,
    goal: Goal,
    pace: Pace,
    timeout: Option<Duration>,
    shown: Shown,
}

impl Errand for Watching<'_> {
    type Outcome = Exit;

    fn run<S: Security>(mut self, client: &mut AnyClient<'_, S>) -> Result<Exit, Failure> {
        let metrics = self.shown.metrics.take();
        let metered = metrics
            .map(|path| Metered::begin(path, self.jobs))
            .transpose()?;
        let stop = client.stop_handle();
        let children = Children::default();
        let (news, received) = mpsc::channel();
        signals::listen(stop.clone(), news.clone(), children.clone())?;

        let format = self.shown.output;
        let view = View::new(self.jobs, self.goal.clone(), Instant::now());
        let thread = present(view, format, received, stop.clone(), children.clone());

        let exec = self.shown.exec.then(|| {
            let is_live = Presenter::is_live(format);
            let Shown {
                command,
                exec_timeout,
                ..
            } = self.shown;
            Exec::new(command, exec_timeout, stop.clone(), children, is_live)
        });
        let mut telling = Telling {
            news: &news,
            stop: &stop,
            metered,
            exec,
            due: Vec::new(),
        };
        let mut watch = drs_status_core::Watch::until(self.goal.until()).pace(self.pace);
        if let Some(timeout) = self.timeout {
            watch = watch.within(timeout);
        }
        let outcome = client.watch(self.jobs, &mut self.seen, &watch, |event| {
            telling.tell(event)
        });
        // What was told before an error is due, too.
        telling.run_programs();

        let over = outcome.as_ref().ok().copied();
        let _ = news.send(News::Over(over));
        let presented = thread
            .join()
            .map_err(|_| Failure::new(Exit::Local, "the output broke", "report it, please"))?;
        if let Some(failure) = presented.failure {
            return Err(failure);
        }
        match outcome {
            Ok(ended) => Ok(exit(ended, presented.signal, &self.seen)),
            Err(error) => Err(self.plan.failure(error.cause())),
        }
    }
}

/// What the end of a watch is for the process.
fn exit(ended: Ended, signal: Option<Signal>, seen: &[Seen]) -> Exit {
    match (ended, signal) {
        (Ended::Failed, _) => Exit::JobFailed,
        (Ended::TimeUp, _) => Exit::TimedOut,
        (Ended::Stopped, Some(signal)) => signal.exit(),
        // All are over, and some of them have failed.
        _ if seen.iter().any(|seen| seen.has_failed()) => Exit::JobFailed,
        _ => Exit::Done,
    }
}

/// Starts the presenter. What it ends by itself ends the watch.
fn present(
    view: View,
    format: Option<Format>,
    news: Receiver<News>,
    stop: Stop,
    children: Children,
) -> JoinHandle<Presented> {
    thread::spawn(move || {
        let presented = Presenter::open(view, format).run(&news);
        if let (Patience::Lost, Some(signal)) = (presented.patience, presented.signal) {
            // The other thread hangs in a request, and nothing can be made of it.
            leaving::now(signal.exit(), &children);
        }
        stop.stop();
        if let Some(failure) = &presented.failure
            && failure.exit == Exit::PipeClosed
        {
            // Nothing is said of it, so that nothing gets lost.
            leaving::soon(failure.exit, children);
        }
        presented
    })
}
