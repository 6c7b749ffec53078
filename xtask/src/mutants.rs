//! Changes to the core that none of its tests notices.

use std::fs;

use crate::shell::{Failure, Outcome, target_dir};
use crate::tools;

const CARGO_MUTANTS: &str = "27.1.0";

/// Where each change that may go unnoticed stands, with the reason.
const PAGE: &str = "docs/mutants.md";

/// Changes the core in one place after the other and runs its tests each time.
/// A change that goes unnoticed has to stand on the page.
pub(crate) fn run() -> Outcome {
    let dir = target_dir("mutants");
    fs::create_dir_all(&dir)?;
    // It fails if anything goes unnoticed: what did is judged below.
    let outcome = tools::program("cargo-mutants", CARGO_MUTANTS)?
        .args("mutants --package drs-status-core --all-features")
        .args("--cargo-test-arg=--lib --cargo-test-arg=--tests --output")
        .arg(&dir)
        .run();
    let found = dir.join("mutants.out");
    let missed = fs::read_to_string(found.join("missed.txt"))?;
    let caught = fs::read_to_string(found.join("caught.txt"))?;
    println!(
        "{} changes noticed, {} not",
        caught.lines().count(),
        missed.lines().count()
    );
    if caught.is_empty() {
        outcome?;
        return Err(Failure::new("no change was tried"));
    }
    let page = fs::read_to_string(PAGE)?;
    let strange: Vec<String> = not_listed(&missed, &page).collect();
    if strange.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "no test notices, and {PAGE} does not say why:\n{}",
        strange.join("\n")
    )))
}

/// What was missed and stands in no row of the page, which names no lines: they
/// move.
fn not_listed(missed: &str, page: &str) -> impl Iterator<Item = String> {
    missed
        .lines()
        .map(|mutant| without_place(mutant).unwrap_or_else(|| mutant.into()))
        .filter(move |mutant| !page.contains(&format!("| `{mutant}` |")))
}

/// `a.rs: replace b`, of `a.rs:34:9: replace b`.
fn without_place(mutant: &str) -> Option<String> {
    let (file, rest) = mutant.split_once(':')?;
    let (_, change) = rest.split_once(": ")?;
    Some(format!("{file}: {change}"))
}

#[cfg(test)]
mod tests {
    use super::not_listed;

    #[test]
    fn a_change_that_is_not_on_the_page_is_found() {
        let page = "| change | why |\n|---|---|\n| `a.rs: replace b with c` | the same |\n";
        let missed = "a.rs:3:14: replace b with c\na.rs:3:14: replace b with d\n";
        let found: Vec<String> = not_listed(missed, page).collect();
        assert_eq!(found, ["a.rs: replace b with d"]);
    }
}
