//! `demo`: the whole way at work, on this machine alone.

use std::fmt;
use std::time::Duration;

use drs_status_core::{Endpoint, JobId, ProjectId, RetryPolicy};
use drs_status_sim::{Job, Sim, Tls};
use drs_status_std::Options;

use crate::ask;
use crate::credentials::Secrets;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::Ids;
use crate::output::{Format, Output, Rows};
use crate::plan::Plan;
use crate::question::Question;
use crate::source::{Source, Sourced};
use crate::stderr::say;
use crate::tally::Tally;

/// Starts the simulator, asks it for all of its jobs, and tells what happens.
pub(crate) fn run() -> Result<Exit, Failure> {
    let jobs = Job::demonstration();
    let ids: Vec<String> = jobs.iter().map(|job| job.id().to_owned()).collect();
    let sim = Sim::builder()
        .tls(Tls::Both)
        .jobs(jobs)
        .start()
        .map_err(|error| simulator("cannot listen on this machine", error))?;
    let unusable = |error: &dyn fmt::Display| simulator("cannot be asked", error);

    let question = Question {
        endpoint: Endpoint::new(sim.endpoint()).map_err(|error| unusable(&error))?,
        project: ProjectId::new(sim.project_id()).map_err(|error| unusable(&error))?,
        language: None,
        page: None,
        retry: RetryPolicy::new(),
    };
    let token = Sourced::new(
        sim.token().to_owned(),
        Source::Derived("the simulated service".to_owned()),
    );
    let secrets = Secrets::Token(token);
    let options = Options::new()
        .ca_pem(sim.ca_pem().as_bytes())
        .map_err(|error| unusable(&error))?;
    let plan = Plan {
        question,
        secrets: &secrets,
        endpoints: "--endpoint",
        login: None,
        options,
        time_limit: Duration::from_secs(10),
    };

    say(format_args!(
        "A simulated service listens on {}. It has made a token and a certificate\n\
         for this run; the certificate is verified. It is asked for {} jobs:\n",
        question.endpoint,
        ids.len(),
    ));
    let named: Result<Vec<JobId<'_>>, _> = ids.iter().map(|id| JobId::new(id)).collect();
    let named = named.map_err(|error| unusable(&error))?;
    let request = question.request(&named).map_err(|error| unusable(&error))?;
    say(format_args!("{request}"));

    let mut rows = Rows::new(Format::Table, Output::open());
    let mut tally = Tally::default();
    ask::ask(
        &plan,
        &mut Ids::arguments(ids.clone()),
        &mut rows,
        &mut tally,
    )?;

    say(format_args!(
        "\nAll {} answers came in {} request. {} jobs have failed: `query` would end with 1\n\
         for them, the demonstration ends with 0. Next: drs-status query --help",
        tally.answered, tally.requests, tally.failed,
    ));
    Ok(Exit::Done)
}

/// What cannot be: the simulator is ours.
fn simulator(what: &str, error: impl fmt::Display) -> Failure {
    Failure::new(
        Exit::Local,
        format!("the simulated service {what}: {error}"),
        "check that a program may open a port on 127.0.0.1",
    )
}
