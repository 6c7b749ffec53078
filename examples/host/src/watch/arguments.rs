//! What `watch` takes.

#![expect(
    clippy::doc_markdown,
    reason = "these comments are what --help shows to a person"
)]

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use drs_status_core::Pace;

use super::until::Goal;
use crate::arguments::{Asked, Way, long_time, time};
use crate::failure::Failure;

pub(crate) const EXAMPLES: &str = "\
Examples:
  drs-status watch --file jobs.txt
  drs-status watch --until started --timeout 2h 9a470239-2308-4bb5-a6bc-1040402fjb21
  drs-status watch --file jobs.txt --output json | jq 'select(.failed)'
  drs-status watch --file jobs.txt --exec -- notify-send 'A job has changed'

Exit codes: 0 what was waited for holds, 1 a job has failed, 2 usage,
3 authentication, 4 refused, 5 network or TLS, 6 the time of --timeout is up,
7 an answer that cannot be trusted, 9 local failure, 130 and 143 ended by SIGINT
and SIGTERM; `drs-status --help` has the whole table.";

#[derive(Args)]
pub(crate) struct Watch {
    #[command(flatten, next_help_heading = "What is asked")]
    pub(crate) asked: Asked,
    #[command(flatten, next_help_heading = "How long, and how often")]
    pub(crate) wait: Wait,
    #[command(flatten, next_help_heading = "Where, and how")]
    pub(crate) way: Way,
    #[command(flatten, next_help_heading = "What comes of it")]
    pub(crate) shown: Shown,
}

#[derive(Args)]
pub(crate) struct Wait {
    /// Watch until every job is so: never, over (has ended or failed), created,
    /// started, paused, released, or one of these STATUSes
    ///
    /// Names and statuses other than never and over end the watch as soon as a
    /// job has failed. created is CONFIGURATION; started is
    /// FULL_TRANSFER_STARTED, FULL_TRANSFER_COMPLETE or INCRE_TRANSFER_STARTED;
    /// paused is PAUSING; released is RELEASE_RESOURCE_COMPLETE.
    #[arg(long, value_name = "GOAL|STATUS,…", value_parser = Goal::parse, default_value = "over")]
    pub(crate) until: Goal,

    /// The time for the whole watch, such as 90s, 30m, 2h, 7d; for ever if
    /// nothing is said
    #[arg(long, value_name = "TIME", value_parser = long_time)]
    pub(crate) timeout: Option<Duration>,

    /// The time between two polls while jobs change
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) fastest: Option<Duration>,

    /// The time between two polls that it grows to while none does
    ///
    /// Without --fastest and --slowest it is from 10s to 5m. A poll that fails
    /// is followed by a longer wait, and by what the service asks for.
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) slowest: Option<Duration>,

    /// The time between two polls, always the same
    #[arg(long, value_name = "TIME", value_parser = time, conflicts_with_all = ["fastest", "slowest"])]
    pub(crate) every: Option<Duration>,
}

#[derive(Args)]
pub(crate) struct Shown {
    /// How it is shown: a table on a terminal and lines elsewhere, if nothing is
    /// said
    #[arg(long, value_enum)]
    pub(crate) output: Option<Format>,

    /// Write metrics for Prometheus to a file after each poll, which is replaced
    /// whole or not at all; that it cannot be written is told, and does not end
    /// the watch
    #[arg(long, value_name = "FILE")]
    pub(crate) metrics: Option<PathBuf>,

    /// Run the command after -- for each change, one after the other, when the
    /// poll that told of it is over
    ///
    /// It is run without a shell, with the change as a line of JSON on its
    /// standard input and in DRS_JOB_ID, DRS_STATUS_WAS, DRS_STATUS, DRS_CLASS,
    /// DRS_ERROR_CODE and DRS_ERROR_MESSAGE. It gets our environment but for
    /// tokens, keys and passwords. That it fails is told, and does not end the
    /// watch.
    #[arg(long, requires = "command")]
    pub(crate) exec: bool,

    /// The time that the command may take, after which it is killed
    #[arg(long, value_name = "TIME", value_parser = time, default_value = "60s", requires = "exec")]
    pub(crate) exec_timeout: Duration,

    /// The command of --exec and its arguments
    #[arg(
        value_name = "COMMAND",
        last = true,
        requires = "exec",
        help_heading = "Arguments"
    )]
    pub(crate) command: Vec<OsString>,
}

/// How a watch is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Format {
    /// A table for people, redrawn in place on a terminal; elsewhere once, at the
    /// end
    Table,
    /// A line for each change
    Line,
    /// One JSON object a line for each change, poll and trouble, for programs
    Json,
}

impl Wait {
    /// How often is asked.
    pub(super) fn pace(&self) -> Result<Pace, Failure> {
        const FASTEST: Duration = Duration::from_secs(10);
        const SLOWEST: Duration = Duration::from_secs(5 * 60);
        match (self.every, self.fastest, self.slowest) {
            (Some(every), ..) => Ok(Pace::every(every)),
            (None, Some(fastest), Some(slowest)) if slowest < fastest => Err(Failure::usage(
                "--slowest is less than --fastest",
                "exchange them: both are times between two polls",
            )),
            (None, Some(fastest), slowest) => {
                let slowest = slowest.unwrap_or(SLOWEST);
                Ok(Pace::between(fastest, slowest))
            }
            (None, None, slowest) => {
                let slowest = slowest.unwrap_or(SLOWEST);
                Ok(Pace::between(FASTEST.min(slowest), slowest))
            }
        }
    }
}
