//! How much of the core its tests reach, by LLVM's own counters. What they do
//! not reach has to stand on a page with its reason.

mod counts;
mod report;

use std::path::PathBuf;
use std::{env, fs};

use serde_json::Value;

use crate::reasons;
use crate::shell::{Failure, Outcome, Program, rustup, target_dir};
use crate::tools::{self, NIGHTLY};

use report::Report;

/// Where each line and each condition stands that no test reaches.
const PAGE: &str = "docs/coverage.md";

/// Counters in the core and its tests, and nowhere else. Which way a condition
/// went is counted by a nightly Rust only.
const COUNTERS: &str = "profile.dev.package.drs-status-core.rustflags = \
                        ['-Cinstrument-coverage', '-Zcoverage-options=branch']";

pub(crate) fn run() -> Outcome {
    let llvm = tools::llvm(NIGHTLY)?;
    let dir = env::current_dir()?.join(target_dir("coverage"));
    let counters = dir.join("counters");
    if counters.exists() {
        fs::remove_dir_all(&counters)?;
    }
    fs::create_dir_all(&counters)?;
    let test = |more: &str| {
        rustup("run")
            .arg(NIGHTLY)
            .args("cargo test --package drs-status-core --all-features --locked --lib --test spec")
            .args("-Z profile-rustflags --config")
            .arg(COUNTERS)
            .arg("--target-dir")
            .arg(&dir)
            .args(more)
            .env("LLVM_PROFILE_FILE", counters.join("%p-%m.profraw"))
    };
    let binaries = binaries(&test("--no-run --message-format=json").read()?)?;
    test("").run()?;

    let profile = dir.join("core.profdata");
    Program::new(llvm.join("llvm-profdata"))
        .args("merge --sparse")
        .arg(&counters)
        .arg("--output")
        .arg(&profile)
        .run()?;
    let (first, others) = binaries
        .split_first()
        .ok_or_else(|| Failure::new("cargo built no test"))?;
    let export = |line: &str| {
        let mut program = Program::new(llvm.join("llvm-cov"))
            .args("export")
            .args(line)
            .arg("--instr-profile")
            .arg(&profile)
            .arg(first);
        for binary in others {
            program = program.arg("--object").arg(binary);
        }
        program.arg("core/src").read()
    };
    let root = env::current_dir()?;
    let report = Report::read(
        &root,
        &export("--format=lcov")?,
        &export("--skip-functions")?,
    )?;
    report.print()?;
    reasons::judge(PAGE, &report.gaps()?, None)
}

/// The test binaries that cargo reports to have built, a JSON message a line.
fn binaries(messages: &str) -> Outcome<Vec<PathBuf>> {
    let mut binaries = Vec::new();
    for message in messages.lines() {
        let message: Value = serde_json::from_str(message)?;
        binaries.extend(message["executable"].as_str().map(PathBuf::from));
    }
    Ok(binaries)
}
