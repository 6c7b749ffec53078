//! The chore `tls`, and what the tests of TLS need beside Rust: certificates are made by OpenSSL, nginx is
//! a real server, and the one that breaks the rules is a program in Python.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Outcome, Program, cargo, target_dir};
use crate::steps::Steps;
use crate::tools;

/// What the program stands on, with the hash of each.
const REQUIREMENTS: &str = "tests/tls/attacker/requirements.txt";

/// The variable by which the tests learn of a Python that has it.
const PYTHON: &str = "TLS_ATTACKER_PYTHON";

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.count_tests();
    let tests = cargo("test --package drs-status-tls --all-features --locked");
    steps.tests("tests of TLS", with_tools(tests)?)
}

/// Sees to it that all is there, and tells `program`, which runs the tests.
pub(crate) fn with_tools(program: Program) -> Outcome<Program> {
    servers()?;
    Ok(program.env(PYTHON, python()?))
}

/// Sees to it that real servers can be started, with certificates of any kind.
pub(crate) fn servers() -> Outcome {
    tools::system_that("openssl", Program::new("openssl").arg("version"), "openssl")?;
    tools::system_that("nginx", Program::new("nginx").arg("-v"), "nginx")
}

/// A Python in an environment of its own, which has what the program stands on and
/// nothing else.
fn python() -> Outcome<PathBuf> {
    let dir = env::current_dir()?.join(target_dir("attacker"));
    let python = dir.join("bin/python");
    let stamp = dir.join("requirements.txt");
    let wanted = fs::read_to_string(REQUIREMENTS)?;
    if fs::read_to_string(&stamp).is_ok_and(|made| made == wanted)
        && importing(&python, "tlslite").try_read().is_some()
    {
        return Ok(python);
    }
    let probe = importing("python3".as_ref(), "ensurepip");
    tools::system_that("python3 with ensurepip", probe, "python3-venv")?;
    Program::new("python3")
        .args("-m venv --clear")
        .arg(&dir)
        .run()?;
    Program::new(&python)
        .args("-m pip install --quiet --disable-pip-version-check")
        .args("--no-deps --only-binary :all: --require-hashes -r")
        .arg(REQUIREMENTS)
        .run()?;
    // Last, so that what was not finished is made again.
    fs::write(stamp, wanted)?;
    Ok(python)
}

fn importing(python: &Path, module: &str) -> Program {
    Program::new(python)
        .arg("-c")
        .arg(format!("import {module}"))
}
