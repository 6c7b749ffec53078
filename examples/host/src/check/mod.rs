//! `check`: the jobs as a monitoring plugin sees them.
//!
//! Source: Monitoring Plugins, *Development Guidelines*.

mod notable;
mod report;
mod state;

use std::env;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::Instant;

use self::notable::Notable;
use self::report::Report;
use self::state::{Rules, State};
use crate::arguments::Check;
use crate::ask::{self, Listener};
use crate::failure::Failure;
use crate::ids::Ids;
use crate::metrics::{self, Metrics};
use crate::output::Row;
use crate::settings::Settings;
use crate::show_source;
use crate::standing::{Census, Standing};
use crate::tally::Tally;

/// Asks, and tells the monitor. Whatever goes wrong is told it, too.
pub(crate) fn run(check: Check) -> Result<ExitCode, Failure> {
    if check.way.show_source {
        return show_source::run(&check.asked, &check.way).map(ExitCode::from);
    }
    let rules = match Rules::new(&check.result) {
        Ok(rules) => rules,
        Err(failure) => return Ok(tell(&Report::of_failure(&failure)).into()),
    };
    let begun = Instant::now();
    let mut heard = Heard {
        rules,
        census: Census::default(),
        notable: Notable::default(),
        metrics: None,
    };
    let outcome = ask(check, &mut heard);
    let written = metrics::finish(heard.metrics.take(), &outcome);
    let report = Report {
        rules: &heard.rules,
        census: heard.census,
        notable: &heard.notable,
        failure: outcome.and(written).err(),
        time: begun.elapsed(),
    };
    Ok(tell(&report.to_text()).into())
}

fn ask(check: Check, heard: &mut Heard) -> Result<(), Failure> {
    let Check { asked, way, result } = check;
    let settings = Settings::read(&asked, &way)?;
    let plan = settings.plan(None, &way)?;
    let mut ids = Ids::open(asked.ids, asked.file.as_deref())?;
    heard.metrics = Metrics::begin(result.metrics.as_deref())?;
    ask::ask(&plan, &mut ids, heard, &mut Tally::default())
}

/// What is kept of the answers.
struct Heard {
    rules: Rules,
    census: Census,
    notable: Notable,
    metrics: Option<Metrics>,
}

impl Listener for Heard {
    fn row(&mut self, row: Row<'_>) -> Result<(), Failure> {
        let standing = Standing::of(row);
        self.census.count(standing);
        self.notable.add(self.rules.state_of(standing), row);
        let metrics = self.metrics.as_mut();
        metrics.map_or(Ok(()), |metrics| metrics.row(row))
    }
}

/// Whether the command that was not understood was to be this one.
pub(crate) fn is_meant() -> bool {
    env::args_os().nth(1).is_some_and(|name| name == "check")
}

/// Tells the monitor what is wrong with the arguments, and people all of it.
pub(crate) fn not_understood(error: &clap::Error) -> State {
    let _ = error.print();
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    let line = line.strip_prefix("error: ").unwrap_or(line);
    tell(&Report::of_failure(&Failure::usage(
        line,
        "drs-status check --help",
    )))
}

/// Writes what the monitor reads. Where that fails nobody is told anything but
/// the exit code.
fn tell((state, text): &(State, String)) -> State {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text.as_bytes());
    match written.and_then(|()| stdout.flush()) {
        Ok(()) => *state,
        Err(_) => State::Unknown,
    }
}
