//! `query`: from arguments and environment to answers.

use drs_status_core::Page;

use crate::arguments::{Paging, Query};
use crate::ask::{self, Listener};
use crate::dry_run;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::Ids;
use crate::metrics::{self, Metrics};
use crate::output::{Output, Row, Rows};
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
    let mut heard = Heard {
        rows: Rows::new(result.output, Output::open()),
        metrics: Metrics::begin(result.metrics.as_deref())?,
    };
    let mut tally = Tally::default();
    let outcome = ask::ask(&plan, &mut ids, &mut heard, &mut tally);
    tally.warn(&outcome);
    let written = metrics::finish(heard.metrics, &outcome);
    outcome.and(written)?;
    Ok(tally.exit(if result.ignore_failed {
        FailedJobs::Ignore
    } else {
        FailedJobs::Count
    }))
}

/// What is answered goes to standard output, and to a metrics file where one is
/// named.
struct Heard {
    rows: Rows,
    metrics: Option<Metrics>,
}

impl Listener for Heard {
    fn row(&mut self, row: Row<'_>) -> Result<(), Failure> {
        self.rows.row(row)?;
        self.metrics
            .as_mut()
            .map_or(Ok(()), |metrics| metrics.row(row))
    }

    fn pause(&mut self) -> Result<(), Failure> {
        self.rows.pause()
    }
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
