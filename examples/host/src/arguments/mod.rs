//! What the command line takes.

#![expect(
    clippy::doc_markdown,
    reason = "these comments are what --help shows to a person"
)]
#![allow(
    rustdoc::bare_urls,
    rustdoc::broken_intra_doc_links,
    reason = "as above; only rustdoc looks"
)]

mod identity;
mod login;
mod span;
mod way;

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use drs_status_core::Language;

use crate::exit::EXIT_CODES;
use crate::output::Format;
use crate::standing::Standing;
use crate::watch::{self, Watch};

pub(crate) use self::identity::{Account, Identity};
pub(crate) use self::login::Login;
pub(crate) use self::span::{long_time, time};
pub(crate) use self::way::{Reach, Region, Way};

/// How are the replication jobs doing?
///
/// Asks a Data Replication Service (Huawei Cloud, Open Telekom Cloud) for the
/// statuses of jobs. Results go to standard output, everything else to standard
/// error.
#[derive(Parser)]
#[command(version, disable_help_subcommand = true, max_term_width = 100)]
#[command(after_long_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Log on standard error: each request with its id, its time and what came
    /// of it; twice for more. Nothing secret is logged
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Show it at work: starts a simulated service on this machine and asks it
    ///
    /// Needs no account and no network beyond this machine: the service is
    /// simulated inside this process and asked over TLS on a loopback address.
    /// Some of its jobs have failed; the exit code is 0 all the same.
    #[cfg(feature = "demo")]
    Demo,
    /// Ask for the statuses of jobs
    ///
    /// Ids come from arguments, from --file, or from standard input: one on each
    /// line, blank lines and lines that begin with # apart. They are asked a
    /// hundred at a time, in as little memory for a million as for one, and rows
    /// appear in the order of the answers. Within such a hundred no id may stand
    /// twice.
    ///
    /// Who asks is said by arguments, or else by DRS_STATUS_TOKEN, or else by the
    /// first of these families of variables that has credentials: HUAWEICLOUD_SDK_,
    /// HW_, and OS_, in whose place OS_CLOUD names an entry of clouds.yaml. Project
    /// and region are then of the same family; half of an access key is an error.
    #[command(after_long_help = QUERY_EXAMPLES)]
    Query(Box<Query>),
    /// Check jobs as a monitoring plugin does (Nagios, Icinga)
    ///
    /// Prints a line that says how many jobs stand how, with performance data,
    /// and a line for each job that is not OK, at most 20. Jobs count by the
    /// class of their status; but as failed where anything is wrong with them,
    /// and as unanswered where the service said nothing of them. What is worst
    /// decides: CRITICAL, then UNKNOWN, then WARNING. Where the service does not
    /// answer, or anything else is wrong, the outcome is UNKNOWN.
    ///
    /// Ids and who asks are said as for query.
    #[command(after_long_help = CHECK_EXAMPLES)]
    Check(Box<Check>),
    /// Ask again and again, and tell what changes
    ///
    /// On a terminal a table is redrawn in place; elsewhere each change is a line.
    /// Ids, credentials and endpoint come from where query takes them, but all ids
    /// are read first, and none may stand twice. Trouble that may pass does not end
    /// a watch.
    ///
    /// SIGINT and SIGTERM end it at once with what is known; a request under way is
    /// waited for, five seconds at most. A second one ends it without a word.
    #[command(after_long_help = watch::EXAMPLES)]
    Watch(Box<Watch>),
    /// Log in to IAM by name and password, and store the token
    ///
    /// The file is readable by its owner alone from the moment it is there, and
    /// takes the place of an old one whole or not at all; the token is shown
    /// nowhere. It is what the other commands read by --token-file. They can log in
    /// by themselves, too, by the same name and password, and do it again before
    /// the token expires.
    #[command(after_long_help = login::EXAMPLES)]
    Login(Box<Login>),
    /// Print completions for a shell
    ///
    /// For bash: drs-status completions bash >
    /// ~/.local/share/bash-completion/completions/drs-status
    Completions {
        /// Which shell
        shell: Shell,
    },
}

const QUERY_EXAMPLES: &str = "\
Examples:
  export DRS_STATUS_ENDPOINT=https://drs.eu-de.otc.t-systems.com
  export OS_PROJECT_ID=054ba152d480d55b2f5dc0069e7ddef0
  drs-status query --token-file token.txt 9a470239-2308-4bb5-a6bc-1040402fjb21
  drs-status query --file jobs.txt --output json | grep '\"failed\":true'
  generate-ids | drs-status query --ignore-failed
  drs-status query --dry-run --file jobs.txt
  drs-status query --show-source --cloud otc --os-cloud my-cloud

Exit codes: 0 all answered, 1 a job has failed, 2 usage, 3 authentication,
4 refused, 5 network or TLS, 6 time-out, 7 an answer that cannot be trusted,
8 not all answered, 9 local failure; `drs-status --help` has the whole table.";

const CHECK_EXAMPLES: &str = "\
Examples:
  drs-status check --file jobs.txt --request-timeout 10s
  drs-status check --file jobs.txt --ok waiting --critical failed,ended

Exit codes: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.";

#[derive(Args)]
pub(crate) struct Check {
    #[command(flatten, next_help_heading = "What is asked")]
    pub(crate) asked: Asked,
    #[command(flatten, next_help_heading = "Where, and how")]
    pub(crate) way: Way,
    #[command(flatten, next_help_heading = "What comes of it")]
    pub(crate) result: CheckResult,
}

#[derive(Args)]
pub(crate) struct CheckResult {
    /// Jobs that stand so are CRITICAL [default: failed]
    #[arg(long, value_enum, value_name = "CLASS,…", value_delimiter = ',')]
    pub(crate) critical: Vec<Standing>,

    /// Jobs that stand so are WARNING [default: waiting, unknown]
    #[arg(long, value_enum, value_name = "CLASS,…", value_delimiter = ',')]
    pub(crate) warning: Vec<Standing>,

    /// Jobs that stand so are OK [default: changing, running, phase-complete,
    /// ended]; what none of these names stays as it is by default: unanswered is
    /// UNKNOWN
    #[arg(long, value_enum, value_name = "CLASS,…", value_delimiter = ',')]
    pub(crate) ok: Vec<Standing>,

    /// Write metrics for Prometheus to a file, which is replaced whole or not at
    /// all
    #[arg(long, value_name = "FILE")]
    pub(crate) metrics: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Query {
    #[command(flatten, next_help_heading = "What is asked")]
    pub(crate) asked: Asked,
    #[command(flatten, next_help_heading = "What is asked")]
    pub(crate) paging: Paging,
    #[command(flatten, next_help_heading = "Where, and how")]
    pub(crate) way: Way,
    #[command(flatten, next_help_heading = "What comes of it")]
    pub(crate) result: QueryResult,
}

/// What every command is told that asks.
#[derive(Args)]
pub(crate) struct Asked {
    /// Job ids, 36 characters each; - for standard input, which is also read
    /// where no ids are given and it is no terminal
    #[arg(value_name = "ID", help_heading = "Arguments")]
    pub(crate) ids: Vec<String>,

    /// Read ids from a file; - for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "ids")]
    pub(crate) file: Option<PathBuf>,

    /// The project of the jobs
    /// [env: HUAWEICLOUD_SDK_PROJECT_ID, HW_PROJECT_ID, OS_PROJECT_ID]
    #[arg(long, value_name = "ID")]
    pub(crate) project: Option<String>,

    /// The language of the service's messages; it takes en-us if nothing is said
    #[arg(long, value_enum)]
    pub(crate) language: Option<LanguageName>,
}

/// A single page in place of all ids.
#[derive(Args)]
pub(crate) struct Paging {
    /// Ask for one page of at most a hundred ids: this many jobs, 0 for all
    #[arg(long, value_name = "0-100")]
    pub(crate) per_page: Option<u8>,

    /// Which page, counted from 1
    #[arg(long, value_name = "NUMBER", requires = "per_page")]
    pub(crate) page: Option<u32>,
}

#[derive(Args)]
pub(crate) struct QueryResult {
    /// How results are written
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) output: Format,

    /// Do not let a failed job show in the exit code
    #[arg(long)]
    pub(crate) ignore_failed: bool,

    /// Show the requests, secrets as ***, and send nothing; needs no credentials
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Write metrics for Prometheus to a file, which is replaced whole or not at
    /// all
    #[arg(long, value_name = "FILE")]
    pub(crate) metrics: Option<PathBuf>,
}

/// A [`Language`] by its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum LanguageName {
    /// English
    EnUs,
    /// Chinese
    ZhCn,
}

impl From<LanguageName> for Language {
    fn from(name: LanguageName) -> Self {
        match name {
            LanguageName::EnUs => Self::EnUs,
            LanguageName::ZhCn => Self::ZhCn,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }
}
