//! The simulator, as chores ask it.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::shell::{Failure, Outcome, cargo, target_dir};

/// What the server of `drs-status-tls` knows.
const JOBS_OF_NGINX: usize = 2;

/// The simulator. It ends with its standard input, when it is dropped.
pub(crate) struct Service {
    program: Child,
    endpoint: String,
    project: String,
    token: String,
    ca: String,
    jobs: Vec<String>,
}

impl Service {
    /// Builds and starts it, with the jobs of a file.
    pub(crate) fn start(jobs: &str) -> Outcome<Self> {
        Self::start_with(&["--https"], jobs)
    }

    /// The same without TLS.
    pub(crate) fn start_plain(jobs: &str) -> Outcome<Self> {
        Self::start_with(&[], jobs)
    }

    fn start_with(arguments: &[&str], jobs: &str) -> Outcome<Self> {
        cargo("build --locked --package drs-status-sim").run()?;
        let ids = fs::read_to_string(jobs)?.matches("\"id\"").count();
        let mut program = Command::new(target_dir("debug").join("drs-sim"));
        program.args(arguments).args(["--jobs", jobs]);
        Self::read_from(program, ids)
    }

    /// A real nginx with that key, version and chain before the simulator, whom
    /// firmware reaches; it knows two jobs.
    pub(crate) fn start_nginx(words: &str) -> Outcome<Self> {
        cargo("build --locked --package drs-status-tls --bin serve").run()?;
        let mut program = Command::new(target_dir("debug").join("serve"));
        program.args(words.split_whitespace());
        Self::read_from(program, JOBS_OF_NGINX)
    }

    /// Starts it, and reads what it says until it has named so many jobs.
    fn read_from(mut program: Command, ids: usize) -> Outcome<Self> {
        let mut program = program
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let said = program.stdout.take().map(BufReader::new);
        let mut service = Self {
            program,
            endpoint: String::new(),
            project: String::new(),
            token: String::new(),
            ca: String::new(),
            jobs: Vec::new(),
        };
        for line in said.into_iter().flat_map(BufReader::lines) {
            service.read(&line?);
            if service.jobs.len() == ids {
                return Ok(service);
            }
        }
        Err(Failure::new("the simulator ended"))
    }

    fn read(&mut self, line: &str) {
        match line.split_once(": ") {
            Some(("endpoint", endpoint)) => endpoint.clone_into(&mut self.endpoint),
            Some(("project", project)) => project.clone_into(&mut self.project),
            Some(("token", token)) => token.clone_into(&mut self.token),
            Some(("ca", ca)) => ca.clone_into(&mut self.ca),
            Some(("job", job)) => {
                let id = job.split(' ').next().unwrap_or_default();
                self.jobs.push(id.to_owned());
            }
            _ => {}
        }
    }

    /// What firmware has to be told, which reaches this machine by `host`.
    pub(crate) fn arguments(&self, host: &str) -> Outcome<[String; 4]> {
        let port: u16 = self
            .endpoint
            .rsplit(':')
            .next()
            .unwrap_or_default()
            .parse()?;
        Ok([
            format!("endpoint=http://{host}:{port}"),
            format!("project={}", self.project),
            format!("token={}", self.token),
            format!("jobs={}", self.jobs.join(",")),
        ])
    }

    /// The same over TLS.
    pub(crate) fn secure_arguments(&self) -> [String; 5] {
        [
            format!("endpoint={}", self.endpoint),
            format!("ca={}", self.ca),
            format!("project={}", self.project),
            format!("token={}", self.token),
            format!("jobs={}", self.jobs.join(",")),
        ]
    }

    /// Lets `program`, a command line of ours, watch all jobs for three seconds,
    /// and returns what it shows.
    pub(crate) fn watched_by(&self, program: &mut Command) -> Outcome<String> {
        let output = program
            .args([
                "watch",
                "--every",
                "250ms",
                "--timeout",
                "3s",
                "--until",
                "never",
            ])
            .args(["--output", "table", "--ca-file", &self.ca])
            .args(&self.jobs)
            .env("DRS_STATUS_ENDPOINT", &self.endpoint)
            .env("OS_PROJECT_ID", &self.project)
            .env("DRS_STATUS_TOKEN", &self.token)
            .output()?;
        // That its time is up is what was asked for.
        if output.status.code() != Some(6) {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(Failure::new(format!(
                "watch ended with {}: {said}",
                output.status
            )));
        }
        Ok(String::from_utf8(output.stdout)?)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.program.stdin.take());
        let _ = self.program.wait();
    }
}
