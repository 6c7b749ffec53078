//! `drs-sim`: the simulator as a program.

mod arguments;
mod end;
mod job_file;

use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;

use drs_status_sim::{Job, Sim, Tls};
use tempfile::NamedTempFile;

use crate::arguments::{Command, HELP, Options};
use crate::end::End;

const USAGE: u8 = 2;

fn main() -> ExitCode {
    let done = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(Command::Help) => io::stdout().write_all(HELP.as_bytes()),
        Ok(Command::Version) => writeln!(io::stdout(), "drs-sim {}", env!("CARGO_PKG_VERSION")),
        Ok(Command::Run(options)) => run(&options),
        Err(error) => {
            eprintln!("drs-sim: {error}\nTry drs-sim --help.");
            return ExitCode::from(USAGE);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("drs-sim: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> io::Result<()> {
    let jobs = jobs(options)?;
    let sim = Sim::builder()
        .listen(options.listen)
        .tls(options.tls)
        .latency(options.latency)
        .jobs(jobs.clone())
        .start()?;
    // The file goes when this does.
    let authority = match options.tls {
        Tls::Off => None,
        _ => Some(write_authority(&sim)?),
    };
    let end = End::new()?;
    introduce(&sim, authority.as_ref(), &jobs)?;
    end.wait(options.until)
}

fn jobs(options: &Options) -> io::Result<Vec<Job>> {
    let Some(path) = &options.jobs else {
        return Ok(Job::demonstration());
    };
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text =
        fs::read_to_string(path).map_err(|error| io::Error::new(error.kind(), named(&error)))?;
    job_file::parse(&text)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, named(&error)))
}

fn write_authority(sim: &Sim) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix("drs-sim-ca-")
        .suffix(".pem")
        .tempfile()?;
    file.write_all(sim.ca_pem().as_bytes())?;
    Ok(file)
}

/// Says what a client must know, a line each.
fn introduce(sim: &Sim, authority: Option<&NamedTempFile>, jobs: &[Job]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let account = sim.account();
    writeln!(out, "endpoint: {}", sim.endpoint())?;
    writeln!(out, "project: {}", sim.project_id())?;
    writeln!(out, "token: {}", sim.token())?;
    if let Some(file) = authority {
        writeln!(out, "ca: {}", file.path().display())?;
    }
    writeln!(out, "user: {}", account.user)?;
    writeln!(out, "password: {}", account.password)?;
    writeln!(out, "domain: {}", account.domain)?;
    for job in jobs {
        let status = job.first_status().unwrap_or("-");
        writeln!(out, "job: {} {status}", job.id())?;
    }
    out.flush()
}
