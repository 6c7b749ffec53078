//! Fuzzing: the core against a second opinion, for a while.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::shell::{Failure, Outcome, Program, cargo, target_dir};
use crate::steps::Steps;
use crate::tools;

/// Where the targets are written; a workspace of its own.
pub(crate) const DIR: &str = "tests/fuzz";

const CARGO_FUZZ: &str = "0.13.1";

/// Each target, and the file with the tokens that mean something to it.
const TARGETS: [(&str, &str); 5] = [
    ("decode", "json.dict"),
    ("split", "json.dict"),
    ("encode", "json.dict"),
    ("refusal", "json.dict"),
    ("http1", "http.dict"),
];

const SEEDS: [&str; 4] = [
    "core/tests/vectors/response",
    "core/tests/vectors/request",
    "core/tests/vectors/refusal",
    "tests/fuzz/seeds",
];

/// Longest input, in bytes: the oracle recurses as deep as an input nests.
const MAX_LEN: usize = 2000;

/// What libFuzzer calls the number of inputs that it tried.
const EXECUTIONS: &str = "stat::number_of_executed_units:";

/// How long each target runs as part of `ci`, and as part of `verify`.
const SHORT: Duration = Duration::from_secs(60);
const LONG: Duration = Duration::from_secs(30 * 60);

/// A while of each target, as steps of `ci`.
pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.step("a C++ compiler for libFuzzer", compiler)?;
    steps.tests(
        "tests of the fuzz targets",
        command("test").args("--lib --locked"),
    )?;
    for (target, dictionary) in TARGETS {
        let fuzz = || fuzz(target, dictionary, SHORT);
        steps.step(&format!("fuzz {target}"), fuzz)?;
    }
    Ok(())
}

/// Each target for long, as a part of `verify`.
pub(crate) fn long() -> Outcome {
    compiler()?;
    TARGETS
        .iter()
        .try_for_each(|(target, dictionary)| fuzz(target, dictionary, LONG))
}

pub(crate) fn lint() -> Outcome {
    compiler()?;
    command("clippy")
        .args("--all-targets --locked -- -D warnings")
        .run()
}

fn compiler() -> Outcome {
    tools::system("c++", "g++")
}

fn command(command: &str) -> Program {
    cargo(command)
        .arg("--manifest-path")
        .arg(Path::new(DIR).join("Cargo.toml"))
        .arg("--target-dir")
        .arg(target_dir("fuzz"))
}

fn fuzz(target: &str, dictionary: &str, time: Duration) -> Outcome {
    // Where inputs are kept that reach something new, and where the one is
    // that fails.
    let corpus = target_dir("fuzz").join("corpus").join(target);
    let findings = target_dir("fuzz").join("findings").join(target);
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&findings)?;
    let mut program = tools::program("cargo-fuzz", CARGO_FUZZ)?
        .args("run --sanitizer none --fuzz-dir")
        .arg(DIR)
        .arg("--target-dir")
        .arg(target_dir("fuzz"))
        .arg(target)
        .arg(corpus);
    for seeds in SEEDS {
        program = program.arg(seeds);
    }
    let said = program
        .args("-- -print_final_stats=1 -timeout=10")
        .arg(format!("-max_total_time={}", time.as_secs()))
        .arg(format!("-max_len={MAX_LEN}"))
        .arg(format!("-dict={DIR}/{dictionary}"))
        .arg(format!("-artifact_prefix={}/", findings.display()))
        .read_errors()?;
    let executions = executions(&said)
        .filter(|executions| *executions > 0)
        .ok_or_else(|| Failure::new(format!("{target} ran nothing")))?;
    println!("{target}: {executions} executions in {} s", time.as_secs());
    Ok(())
}

fn executions(said: &str) -> Option<u64> {
    let number = said.lines().find_map(|line| line.strip_prefix(EXECUTIONS));
    number?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executions_are_counted_as_libfuzzer_reports_them() {
        let said = "Done 12 runs in 61 second(s)\n\
                    stat::number_of_executed_units: 1234567\n\
                    stat::average_exec_per_sec:     20000\n";
        assert_eq!(executions(said), Some(1_234_567));
        assert_eq!(executions("Done 12 runs"), None);
    }
}
