//! How much of the core its tests reach, by LLVM's own counters.

use std::path::PathBuf;
use std::{env, fs};

use serde_json::Value;

use crate::shell::{Failure, Outcome, Program, cargo, target_dir};
use crate::tools;

/// The packages whose tests are the core's: its own, and the conformance suite.
const TESTS: &str = "--package drs-status-core --package drs-status-conformance";

pub(crate) fn run() -> Outcome {
    let llvm = tools::llvm()?;
    let dir = env::current_dir()?.join(target_dir("coverage"));
    let counters = dir.join("counters");
    if counters.exists() {
        fs::remove_dir_all(&counters)?;
    }
    fs::create_dir_all(&counters)?;
    let test = |more: &str| {
        cargo("test --all-features --locked --lib --tests")
            .args(TESTS)
            .arg("--target-dir")
            .arg(&dir)
            .args(more)
            .env("RUSTFLAGS", "-C instrument-coverage")
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
    let sources = env::current_dir()?.join("core/src");
    let llvm_cov = |line: &str| {
        let mut program = Program::new(llvm.join("llvm-cov"))
            .args(line)
            .arg("--instr-profile")
            .arg(&profile)
            .arg(first);
        for binary in others {
            program = program.arg("--object").arg(binary);
        }
        program.arg(&sources)
    };
    llvm_cov("report --show-region-summary=false --show-branch-summary=false").run()?;
    let summary = llvm_cov("export --summary-only").read()?;
    let percent = serde_json::from_str::<Value>(&summary)?
        .pointer("/data/0/totals/lines/percent")
        .and_then(Value::as_f64)
        .ok_or_else(|| Failure::new("llvm-cov reports no lines"))?;
    println!("\nline coverage of the core: {percent:.1} %");
    Ok(())
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
