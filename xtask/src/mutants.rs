//! Changes to the core that none of its tests notices, nor the bench.

mod change;
mod edit;
mod figures;
mod second;

use std::fs;
use std::path::Path;

use crate::reasons::{self, Finding};
use crate::shell::{Failure, Outcome, target_dir};
use crate::tools;

use change::{Change, Fate};
use figures::Figures;
use second::Copy;

const CARGO_MUTANTS: &str = "27.1.0";

/// Where each change that goes unnoticed stands, with the reason, and how many
/// were tried.
const PAGE: &str = "docs/mutants.md";

/// Seconds after which the tests are said to run without end. They take one,
/// and more on a machine that has other work.
const TIME_LIMIT: &str = "20";

/// Seconds that a change may take to compile: constants can run without end too.
const BUILD_TIME_LIMIT: &str = "300";

/// What is built for the tests: the core with all that it can do.
const TESTS: &str = "--package drs-status-core --all-features --profile mutants";

/// Changes the core in one place after the other, everywhere or in `parts` of
/// it, and runs its tests each time; what they do not notice is looked at a second
/// time. What goes unnoticed then has to stand on the page, and nothing else.
pub(crate) fn run(parts: &[String]) -> Outcome {
    let copy = Copy::here()?;
    let mut changes = tried(parts)?;
    copy.look(&mut changes)?;
    for (fate, what) in [
        (Fate::Noticed, "make a test fail"),
        (Fate::Endless, "make the tests run without end"),
        (Fate::Slower, "make the bench fail"),
        (Fate::Narrow, "make a test fail where pointers have 32 bits"),
        (Fate::Unnoticed, "go unnoticed"),
        (Fate::DoesNotBuild, "do not compile"),
    ] {
        let number = changes.iter().filter(|change| change.fate == fate).count();
        println!("{number} of {} changes {what}", changes.len());
    }
    let figures = Figures::of(&changes);
    let files = figures.files();
    figures.store(parts.is_empty())?;
    let unnoticed: Vec<Finding> = changes
        .iter()
        .filter(|change| change.fate == Fate::Unnoticed)
        .map(|change| Finding::new(&change.file, &change.line, &[&format!("`{}`", change.what)]))
        .collect();
    let looked_at = (!parts.is_empty()).then_some(files.as_slice());
    reasons::judge(PAGE, &unnoticed, looked_at)
}

/// Each change, and what became of it.
fn tried(parts: &[String]) -> Outcome<Vec<Change>> {
    let dir = target_dir("mutants");
    let report = dir.join("mutants.out");
    // What an earlier run found is not to be taken for what this one does.
    if report.exists() {
        fs::remove_dir_all(&report)?;
    }
    fs::create_dir_all(&dir)?;
    let mut program = tools::program("cargo-mutants", CARGO_MUTANTS)?
        .args("mutants")
        .args(TESTS)
        // For the build as for the tests.
        .args("--cargo-arg=--lib --cargo-arg=--test=spec")
        .args("--minimum-test-timeout")
        .arg(TIME_LIMIT)
        .args("--build-timeout")
        .arg(BUILD_TIME_LIMIT)
        // That a property fails is enough; the smallest input that makes it fail
        // takes longer to find than all else.
        .env("PROPTEST_MAX_SHRINK_ITERS", "0")
        .args("--output")
        .arg(&dir)
        // Each copy of the sources is built in it: one that is built elsewhere may
        // run the tests of another.
        .without_env("CARGO_TARGET_DIR");
    for part in parts {
        program = program.arg("--file").arg(glob(part)?);
    }
    // It fails if anything goes unnoticed, which is not for it to judge.
    let outcome = program.run();
    match change::read(&report)? {
        Some(changes) if !changes.is_empty() => Ok(changes),
        Some(_) => Err(Failure::new("no change was tried")),
        None => Err(outcome
            .err()
            .unwrap_or_else(|| Failure::new("not every change was tried"))),
    }
}

/// What cargo-mutants calls a file, or all below a directory.
fn glob(part: &str) -> Outcome<String> {
    let path = Path::new(part);
    if path.is_dir() {
        Ok(format!("{}/**", part.trim_end_matches('/')))
    } else if path.is_file() {
        Ok(part.into())
    } else {
        Err(Failure::new(format!("there is no file {part}")))
    }
}
