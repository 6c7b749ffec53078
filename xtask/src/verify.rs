//! The chore `verify`: long runs, too long for each submission.

use crate::shell::{Failure, Outcome};
use crate::steps::Steps;
use crate::{coverage, fuzz, measure, miri, mutants};

struct LongRun {
    name: &'static str,
    run: fn() -> Outcome,
}

const RUNS: &[LongRun] = &[
    LongRun {
        name: "coverage",
        run: coverage::run,
    },
    LongRun {
        name: "fuzz",
        run: fuzz::long,
    },
    LongRun {
        name: "miri",
        run: miri::run,
    },
    LongRun {
        name: "mutants",
        run: mutants::run,
    },
    LongRun {
        name: "soak",
        run: measure::soak,
    },
];

/// All of them, or those in `names`.
pub(crate) fn run(steps: &mut Steps, names: &[String]) -> Outcome {
    let known = |name: &&String| RUNS.iter().any(|run| run.name == **name);
    if let Some(name) = names.iter().find(|name| !known(name)) {
        return Err(Failure::new(format!("there is no long run `{name}`")));
    }
    for LongRun { name, run } in RUNS {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            steps.step(name, run)?;
        }
    }
    Ok(())
}
