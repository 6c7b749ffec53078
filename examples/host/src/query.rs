//! `query`: from arguments and environment to answers.

use std::fs;

use drs_status_core::{Endpoint, Language, Page, ProjectId, RetryPolicy, Scheme};
use drs_status_std::{Options, Proxy};

use crate::arguments::{Query, Way};
use crate::ask::{self, Plan};
use crate::dry_run;
use crate::endpoint::{self, Plaintext};
use crate::environment::{ENDPOINT, PROJECT, required};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::Ids;
use crate::output::{Output, Rows};
use crate::question::Question;
use crate::tally::{FailedJobs, Tally};
use crate::token::TokenText;

/// Asks what the arguments say, and writes what is answered.
pub(crate) fn run(Query { asked, way, result }: Query) -> Result<Exit, Failure> {
    let plaintext = if way.plaintext {
        Plaintext::Allowed
    } else {
        Plaintext::LoopbackOnly
    };
    let url = required(way.endpoint.clone(), "--endpoint", ENDPOINT)?;
    let endpoint = endpoint::read(&url, plaintext)?;
    let project = required(asked.project, "--project", PROJECT)?;
    let question = Question {
        endpoint,
        project: project_id(&project)?,
        language: asked.language.map(Language::from),
        page: page(asked.page, asked.per_page)?,
        retry: RetryPolicy::new().attempts(way.attempts),
    };
    if result.dry_run {
        let mut ids = Ids::open(asked.ids, asked.file.as_deref())?;
        return dry_run::run(&question, &mut ids);
    }

    let options = options(endpoint, &way)?;
    let token = TokenText::read(way.token_file.as_deref())?;
    let plan = Plan {
        question,
        token: token.token()?,
        options,
        time_limit: way.timeout,
    };
    let mut ids = Ids::open(asked.ids, asked.file.as_deref())?;
    let mut rows = Rows::new(result.output, Output::open());
    let mut tally = Tally::default();
    let outcome = ask::ask(&plan, &mut ids, &mut rows, &mut tally);
    tally.warn(&outcome);
    outcome?;
    Ok(tally.exit(if result.ignore_failed {
        FailedJobs::Ignore
    } else {
        FailedJobs::Count
    }))
}

fn project_id(text: &str) -> Result<ProjectId<'_>, Failure> {
    ProjectId::new(text).map_err(|error| {
        Failure::usage(
            format!("the project is no project id: {error}"),
            "check --project, or the environment",
        )
    })
}

fn page(number: Option<u32>, per_page: Option<u8>) -> Result<Option<Page>, Failure> {
    let Some(per_page) = per_page else {
        return Ok(None);
    };
    match Page::new(number.unwrap_or(1), per_page) {
        Ok(page) => Ok(Some(page)),
        Err(error) => Err(Failure::usage(
            error.to_string(),
            "check --page and --per-page",
        )),
    }
}

/// How to connect. What protects a connection, or leads it elsewhere, has no
/// meaning for plaintext, and is refused rather than passed over.
fn options(endpoint: Endpoint<'_>, way: &Way) -> Result<Options, Failure> {
    let options = Options::new().connect_timeout(way.connect_timeout);
    if endpoint.scheme() == Scheme::Http {
        let given = [
            ("--ca-file", way.ca_file.is_some()),
            ("--proxy", way.proxy.is_some()),
        ];
        return match given.iter().find(|(_, given)| *given) {
            None => Ok(options),
            Some((flag, _)) => Err(Failure::usage(
                format!("{flag} has no meaning for an http:// endpoint"),
                "leave it out, or use https://",
            )),
        };
    }
    let proxy = way.proxy.clone().map_or(Proxy::Environment, Proxy::Url);
    let options = options.proxy(proxy);
    let Some(path) = &way.ca_file else {
        return Ok(options);
    };
    let pem =
        fs::read(path).map_err(|error| Failure::reading(&path.display().to_string(), &error))?;
    options
        .ca_pem(&pem)
        .map_err(|error| Failure::setup(error, Some(path)))
}
