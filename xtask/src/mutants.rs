//! Changes to the core that none of its tests notices.

mod change;
mod figures;
mod listed;

use std::fs;
use std::path::Path;

use crate::shell::{Failure, Outcome, target_dir};
use crate::tools;

use change::{Change, Fate};
use figures::Figures;

const CARGO_MUTANTS: &str = "27.1.0";

/// Where each change that goes unnoticed stands, with the reason, and how many
/// were tried.
const PAGE: &str = "docs/mutants.md";

/// Seconds after which the tests are said to run without end. They take one,
/// and more on a machine that has other work.
const TIME_LIMIT: &str = "20";

/// Seconds that a change may take to compile: constants can run without end too.
const BUILD_TIME_LIMIT: &str = "300";

/// Changes the core in one place after the other, everywhere or in `parts` of
/// it, and runs its tests each time. What goes unnoticed has to stand on the
/// page, and nothing else.
pub(crate) fn run(parts: &[String]) -> Outcome {
    let dir = target_dir("mutants");
    let found = dir.join("mutants.out");
    // What an earlier run found is not to be taken for what this one does.
    if found.exists() {
        fs::remove_dir_all(&found)?;
    }
    fs::create_dir_all(&dir)?;
    let mut program = tools::program("cargo-mutants", CARGO_MUTANTS)?
        .args("mutants --package drs-status-core --all-features --profile mutants")
        // For the build as for the tests.
        .args("--cargo-arg=--lib --cargo-arg=--test=spec")
        .args("--minimum-test-timeout")
        .arg(TIME_LIMIT)
        .args("--build-timeout")
        .arg(BUILD_TIME_LIMIT)
        .args("--output")
        .arg(&dir);
    for part in parts {
        program = program.arg("--file").arg(glob(part)?);
    }
    // It fails if anything goes unnoticed: what did is judged below.
    let outcome = program.run();
    let Some(changes) = change::read(&found)? else {
        outcome?;
        return Err(Failure::new("not every change was tried"));
    };
    if changes.is_empty() {
        outcome?;
        return Err(Failure::new("no change was tried"));
    }
    for (fate, what) in [
        (Fate::Noticed, "make a test fail"),
        (Fate::DoesNotBuild, "do not compile"),
        (Fate::Endless, "make the tests run without end"),
        (Fate::Unnoticed, "go unnoticed"),
    ] {
        let number = changes.iter().filter(|change| change.fate == fate).count();
        println!("{number} of {} changes {what}", changes.len());
    }
    Figures::of(&changes).store(parts.is_empty())?;
    judge(&changes, parts.is_empty())
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

fn judge(changes: &[Change], whole: bool) -> Outcome {
    let page = fs::read_to_string(PAGE)?;
    let rows = listed::rows(&page);
    let unlisted: Vec<String> = listed::unlisted(changes, &rows).collect();
    if !unlisted.is_empty() {
        return Err(Failure::new(format!(
            "no test notices, and {PAGE} does not say why:\n{}",
            unlisted.join("\n")
        )));
    }
    let idle: Vec<&str> = listed::idle(changes, &rows, whole).collect();
    if !idle.is_empty() {
        return Err(Failure::new(format!(
            "{PAGE} says why nobody notices, and a test does, or there is no such change:\n{}",
            idle.join("\n")
        )));
    }
    Ok(())
}
