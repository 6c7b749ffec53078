//! The chore `picture`: `docs/watch.svg`, which shows what `watch` shows. The
//! built program watches jobs that lead the lives of `picture/jobs.json`, and its
//! last table is drawn, in its colours.

mod svg;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::shell::{Failure, Outcome, cargo, target_dir};
use crate::steps::Steps;

const PICTURE: &str = "docs/watch.svg";
const JOBS: &str = "xtask/src/picture/jobs.json";

/// Columns of the terminal that there seems to be.
const COLUMNS: &str = "120";

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.step("picture", || {
        cargo("build --locked --package drs-status --package drs-status-sim").run()?;
        let shown = watch(&Service::start()?)?;
        Ok(fs::write(PICTURE, svg::of(&shown))?)
    })
}

/// The last table of a watch, with what colours it.
fn watch(service: &Service) -> Outcome<String> {
    let output = program("drs-status")
        .args(["watch", "--output", "table", "--every", "250ms"])
        .args(["--timeout", "3s", "--until", "never"])
        .args(&service.jobs)
        .env("DRS_STATUS_ENDPOINT", &service.endpoint)
        .env("OS_PROJECT_ID", &service.project)
        .env("DRS_STATUS_TOKEN", &service.token)
        .env("COLUMNS", COLUMNS)
        .env("CLICOLOR_FORCE", "1")
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

/// The simulator. It ends with its standard input, when it is dropped.
struct Service {
    program: Child,
    endpoint: String,
    project: String,
    token: String,
    jobs: Vec<String>,
}

impl Service {
    fn start() -> Outcome<Self> {
        let ids = fs::read_to_string(JOBS)?.matches("\"id\"").count();
        let mut program = program("drs-sim")
            .args(["--jobs", JOBS])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let said = program.stdout.take().map(BufReader::new);
        let mut service = Self {
            program,
            endpoint: String::new(),
            project: String::new(),
            token: String::new(),
            jobs: Vec::new(),
        };
        for line in said.into_iter().flat_map(BufReader::lines) {
            let line = line?;
            match line.split_once(": ") {
                Some(("endpoint", endpoint)) => endpoint.clone_into(&mut service.endpoint),
                Some(("project", project)) => project.clone_into(&mut service.project),
                Some(("token", token)) => token.clone_into(&mut service.token),
                Some(("job", job)) => {
                    let id = job.split(' ').next().unwrap_or_default();
                    service.jobs.push(id.to_owned());
                }
                _ => {}
            }
            if service.jobs.len() == ids {
                return Ok(service);
            }
        }
        Err(Failure::new("the simulator ended"))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.program.stdin.take());
        let _ = self.program.wait();
    }
}

fn program(name: &str) -> Command {
    Command::new(target_dir("debug").join(name))
}
