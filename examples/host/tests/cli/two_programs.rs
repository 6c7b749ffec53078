//! `drs-sim` in one terminal, `drs-status query` in another.

use std::collections::HashMap;
use std::env;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use drs_status_sim::Job;

use crate::program::{drs_status, target_dir};

/// `drs-sim` as it runs, and what it printed of itself. It ends with its
/// standard input.
struct DrsSim {
    program: Child,
    said: HashMap<String, String>,
    jobs: Vec<String>,
}

impl DrsSim {
    fn start(path: &Path, arguments: &[&str]) -> Self {
        let mut program = Command::new(path)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = HashMap::new();
        let mut jobs = Vec::new();
        for line in BufReader::new(program.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            let (name, value) = line.split_once(": ").unwrap();
            if name == "job" {
                jobs.push(value.split(' ').next().unwrap().to_owned());
                if jobs.len() == Job::demonstration().len() {
                    break;
                }
            } else {
                said.insert(name.to_owned(), value.to_owned());
            }
        }
        Self {
            program,
            said,
            jobs,
        }
    }
}

/// Builds `drs-sim`: cargo hands a test the binaries of its own package only.
fn build_drs_sim() -> PathBuf {
    let target = target_dir();
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["build", "--quiet", "--locked", "--target-dir"])
        .arg(&target)
        .args(["--package", "drs-status-sim", "--bin", "drs-sim"]);
    // What describes this package would make build scripts run anew.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(name.as_ref());
        }
    }
    assert!(cargo.status().unwrap().success());
    target.join("debug").join("drs-sim")
}

#[test]
fn they_work_together_over_http_and_https() {
    let program = build_drs_sim();
    let runs: [&[&str]; 3] = [&[], &["--https"], &["--tls", "1.2"]];
    for arguments in runs {
        let mut sim = DrsSim::start(&program, arguments);
        let mut run = drs_status(&["query", "--output", "json"])
            .variable("DRS_STATUS_ENDPOINT", &sim.said["endpoint"])
            .variable("OS_PROJECT_ID", &sim.said["project"])
            .variable("OS_TOKEN", &sim.said["token"])
            .input(&sim.jobs.join("\n"));
        if let Some(ca) = sim.said.get("ca") {
            run = run.authority(Some(ca));
        }
        let ended = run.end();
        // Some of its jobs have failed.
        assert_eq!(ended.code, 1, "{arguments:?}: {ended}");
        assert_eq!(ended.stdout.lines().count(), sim.jobs.len());
        let scheme = if arguments.is_empty() {
            "http:"
        } else {
            "https:"
        };
        assert!(sim.said["endpoint"].starts_with(scheme));

        drop(sim.program.stdin.take());
        assert!(sim.program.wait().unwrap().success());
    }
}
