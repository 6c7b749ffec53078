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

use std::num::NonZeroU8;
use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use drs_status_core::Language;

use crate::exit::EXIT_CODES;
use crate::output::Format;
use crate::region::Cloud;
use crate::standing::Standing;
use crate::watch::{self, Watch};

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
  drs-status check --file jobs.txt --timeout 10s
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

/// By what way every command asks.
#[derive(Args)]
pub(crate) struct Way {
    /// Where the service is, such as https://drs.eu-de.otc.t-systems.com
    /// [env: DRS_STATUS_ENDPOINT]
    ///
    /// http:// is accepted for a literal loopback address (127.0.0.1, [::1]) and
    /// goes past any proxy.
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint: Option<String>,

    /// Ask the service of this cloud in --region, if there is no --endpoint
    /// [env: DRS_STATUS_CLOUD]
    #[arg(long, value_enum)]
    pub(crate) cloud: Option<Cloud>,

    /// The region of --cloud, such as eu-de [env: HW_REGION_NAME, OS_REGION_NAME]
    #[arg(long, value_name = "NAME")]
    pub(crate) region: Option<String>,

    /// Trust the certificate authorities in this PEM file, and no others
    /// [env: OS_CACERT]
    #[arg(long, value_name = "FILE")]
    pub(crate) ca_file: Option<PathBuf>,

    /// Go through this proxy: http://host:port
    /// [env: ALL_PROXY, HTTPS_PROXY, HTTP_PROXY, past the hosts in NO_PROXY]
    ///
    /// A proxy that wants a password is better named in the environment: every
    /// user of the machine can read arguments.
    #[arg(long, value_name = "URL")]
    pub(crate) proxy: Option<String>,

    /// The time for each request with up to a hundred ids: 500ms, 30s, 2m
    #[arg(long, value_name = "TIME", value_parser = time, default_value = "60s")]
    pub(crate) request_timeout: Duration,

    /// How often a request is sent at most, where trouble may pass: a connection
    /// that is lost, a service that is busy
    #[arg(long, value_name = "NUMBER", default_value = "3")]
    pub(crate) attempts: NonZeroU8,

    /// The time for a connection to come about
    #[arg(long, value_name = "TIME", value_parser = time, default_value = "10s")]
    pub(crate) connect_timeout: Duration,

    /// Allow an http:// endpoint beyond this machine
    ///
    /// It costs all protection: whoever stands on the way reads the token, can act
    /// with it until it expires, and can forge every answer.
    #[arg(long)]
    pub(crate) plaintext: bool,

    /// Show where each setting comes from, never what it is, and send nothing
    #[arg(long)]
    pub(crate) show_source: bool,

    #[command(flatten, next_help_heading = "Who asks")]
    pub(crate) identity: Identity,
}

/// Who asks. No secret is an argument: every user of the machine could read it
/// there.
#[derive(Args)]
pub(crate) struct Identity {
    /// Read the token from a file, alone on one line
    /// [env, the token itself: DRS_STATUS_TOKEN, OS_TOKEN, OS_AUTH_TOKEN]
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,

    /// Sign by this access key
    /// [env: HUAWEICLOUD_SDK_AK, HW_ACCESS_KEY, OS_ACCESS_KEY]
    #[arg(
        long,
        value_name = "ID",
        requires = "secret_key_file",
        conflicts_with = "token_file"
    )]
    pub(crate) access_key_id: Option<String>,

    /// Read its secret from a file, alone on one line
    /// [env, the secret itself: HUAWEICLOUD_SDK_SK, HW_SECRET_KEY, OS_SECRET_KEY]
    #[arg(long, value_name = "FILE", requires = "access_key_id")]
    pub(crate) secret_key_file: Option<PathBuf>,

    /// Read the security token of a temporary access key from a file
    /// [env, the token itself: HUAWEICLOUD_SDK_SECURITY_TOKEN, HW_SECURITY_TOKEN,
    /// OS_SECURITY_TOKEN]
    #[arg(long, value_name = "FILE", requires = "access_key_id")]
    pub(crate) security_token_file: Option<PathBuf>,

    /// Take what no argument says from this entry of clouds.yaml [env: OS_CLOUD]
    ///
    /// The file is the one that OS_CLIENT_CONFIG_FILE names, or else the first of
    /// ./clouds.yaml, ~/.config/openstack/clouds.yaml and
    /// /etc/openstack/clouds.yaml; a secure.yaml beside any of them is read too.
    #[arg(long, value_name = "NAME")]
    pub(crate) os_cloud: Option<String>,
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

/// Longest time that a request may be given.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A time such as `500ms`, `30s`, `2m`, `1h`; seconds where no unit is named.
pub(crate) fn time(text: &str) -> Result<Duration, String> {
    time_until(DAY, text).ok_or_else(|| {
        "a time is a number with ms, s, m or h, above 0 and at most a day".to_owned()
    })
}

/// As [`time`], of up to a year.
pub(crate) fn long_time(text: &str) -> Result<Duration, String> {
    time_until(365 * DAY, text).ok_or_else(|| {
        "a time is a number with ms, s, m, h or d, above 0 and at most 365d".to_owned()
    })
}

fn time_until(longest: Duration, text: &str) -> Option<Duration> {
    let unit_at = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(unit_at);
    let unit = match unit {
        "ms" => Duration::from_millis(1),
        "" | "s" => Duration::from_secs(1),
        "m" => Duration::from_secs(60),
        "h" => Duration::from_secs(60 * 60),
        "d" => DAY,
        _ => return None,
    };
    let time = unit.checked_mul(number.parse().ok()?)?;
    (!time.is_zero() && time <= longest).then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn what_a_time_is() {
        for (text, milliseconds) in [
            ("1ms", 1),
            ("30", 30_000),
            ("30s", 30_000),
            ("2m", 120_000),
            ("1440m", 86_400_000),
            ("24h", 86_400_000),
            ("1d", 86_400_000),
        ] {
            assert_eq!(
                time(text),
                Ok(Duration::from_millis(milliseconds)),
                "{text}"
            );
        }
        for text in [
            "",
            "s",
            "0",
            "0ms",
            "-1",
            "+1",
            "1.5",
            "1 s",
            "25h",
            "2d",
            "1441m",
            "4294967296",
            "é",
        ] {
            assert!(time(text).is_err(), "{text}");
        }
        assert_eq!(long_time("365d"), Ok(365 * DAY));
        assert!(long_time("366d").is_err());
    }
}
