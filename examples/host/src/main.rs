//! `drs-status`, the command line: how are the replication jobs doing?
//!
//! What is asked: [`arguments`], with what they leave out from the
//! [`environment`] and the other [`places`] in which people have it already; a
//! [`source`] tells where a text stood. [`settings`], [`endpoint`], [`region`]
//! and [`ids`] read and judge, and a [`question`] comes of it. With
//! [`credentials`] it makes a [`plan`], which makes a client. [`query`] and
//! `demo` lead to [`ask`], which asks block by block; [`dry_run`] and
//! [`show_source`] only show. [`login`] fetches a token for later, into a file
//! that is a [`replacement`]. [`check`] asks in the same way, for a monitor;
//! [`metrics`] are for another; [`standing`] is how either counts a job.
//! [`watch`] asks again and again, and draws on the [`screen`]. What is answered
//! goes to standard output by way of [`output`], everything else to [`stderr`].
//! How it ended is told by [`tally`], [`exit`], [`failure`] and [`refusal`].

mod arguments;
mod ask;
mod check;
mod completions;
mod credentials;
#[cfg(feature = "demo")]
mod demo;
mod dry_run;
mod endpoint;
mod environment;
mod escape;
mod exit;
mod failure;
mod ids;
mod logger;
mod login;
mod metrics;
mod output;
mod places;
mod plan;
mod query;
mod question;
mod refusal;
mod region;
mod replacement;
mod screen;
mod settings;
mod show_source;
mod source;
mod standing;
mod stderr;
mod tally;
mod time;
mod watch;

use std::process::ExitCode;

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;

fn main() -> ExitCode {
    run().unwrap_or_else(|failure| failure.report().into())
}

fn run() -> Result<ExitCode, Failure> {
    let arguments = match <Arguments as clap::Parser>::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() && check::is_meant() => {
            return Ok(check::not_understood(&error).into());
        }
        Err(help_or_error) => return exit::shown(&help_or_error).map(ExitCode::from),
    };
    logger::start(arguments.verbose);
    let exit = match arguments.command {
        Command::Query(query) => query::run(*query),
        Command::Check(check) => return check::run(*check),
        Command::Watch(watch) => watch::run(*watch),
        #[cfg(feature = "demo")]
        Command::Demo => demo::run(),
        Command::Login(login) => login::run(&login),
        Command::Completions { shell } => completions::run(shell),
    };
    exit.map(ExitCode::from)
}
