//! `query`: from arguments and environment to answers.

use drs_status_core::Page;

use crate::arguments::{Paging, Query};
use crate::ask;
use crate::dry_run;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::Ids;
use crate::output::{Output, Rows};
use crate::settings::Settings;
use crate::show_source;
use crate::tally::{FailedJobs, Tally};

/// Asks what the arguments say, and writes what is answered.
pub(crate) fn run(query: Query) -> Result<Exit, Failure> {
    let Query {
        asked,
        paging,
        way,
        result,
    } = query;
    if way.show_source {
        return show_source::run(&asked, &way);
    }
    let settings = Settings::read(&asked, &way)?;
    let page = page(&paging)?;
    if result.dry_run {
        let mut ids = Ids::open(asked.ids, asked.file.as_deref())?;
        return dry_run::run(&settings.question(page)?, settings.secrets(), &mut ids);
    }

    let plan = settings.plan(page, &way)?;
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

fn page(paging: &Paging) -> Result<Option<Page>, Failure> {
    let Some(per_page) = paging.per_page else {
        return Ok(None);
    };
    match Page::new(paging.page.unwrap_or(1), per_page) {
        Ok(page) => Ok(Some(page)),
        Err(error) => Err(Failure::usage(
            error.to_string(),
            "check --page and --per-page",
        )),
    }
}
