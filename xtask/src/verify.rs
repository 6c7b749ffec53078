//! The chore `verify`: long runs, too long for each submission.

use crate::shell::{Failure, Outcome};
use crate::steps::Steps;
use crate::{coverage, examples, firmware, fuzz, measure, miri, musl, mutants, rp2040, unit};

struct LongRun {
    name: &'static str,
    run: Run,
}

#[derive(Clone, Copy)]
enum Run {
    Whole(fn() -> Outcome),
    /// Over the files and directories that are named behind it, or over all.
    Parts(fn(&[String]) -> Outcome),
}

const RUNS: &[LongRun] = &[
    LongRun {
        name: "coverage",
        run: Run::Whole(coverage::run),
    },
    LongRun {
        name: "examples",
        run: Run::Whole(examples::run),
    },
    LongRun {
        name: "fuzz",
        run: Run::Whole(fuzz::long),
    },
    LongRun {
        name: "hour",
        run: Run::Whole(rp2040::hour),
    },
    LongRun {
        name: "miri",
        run: Run::Whole(miri::run),
    },
    LongRun {
        name: "musl",
        run: Run::Whole(musl::run),
    },
    LongRun {
        name: "mutants",
        run: Run::Parts(mutants::run),
    },
    LongRun {
        name: "soak",
        run: Run::Whole(measure::soak),
    },
    LongRun {
        name: "tls",
        run: Run::Whole(firmware::verify_tls),
    },
    LongRun {
        name: "unit",
        run: Run::Whole(unit::run),
    },
    LongRun {
        name: "watch",
        run: Run::Whole(measure::watch),
    },
];

/// All of them, or those in `words`.
pub(crate) fn run(steps: &mut Steps, words: &[String]) -> Outcome {
    for (LongRun { name, run }, parts) in wanted(words)? {
        steps.step(name, || match run {
            Run::Whole(run) => run(),
            Run::Parts(run) => run(&parts),
        })?;
    }
    Ok(())
}

/// The runs that are named, each with the parts behind it.
fn wanted(words: &[String]) -> Outcome<Vec<(&'static LongRun, Vec<String>)>> {
    if words.is_empty() {
        return Ok(RUNS.iter().map(|run| (run, Vec::new())).collect());
    }
    let mut wanted: Vec<(&LongRun, Vec<String>)> = Vec::new();
    for word in words {
        if let Some(run) = RUNS.iter().find(|run| run.name == word) {
            wanted.push((run, Vec::new()));
            continue;
        }
        match wanted.last_mut() {
            Some((run, parts)) if matches!(run.run, Run::Parts(_)) => parts.push(word.clone()),
            _ => return Err(Failure::new(format!("there is no long run `{word}`"))),
        }
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Option<Vec<String>> {
        let words: Vec<String> = line.split_whitespace().map(String::from).collect();
        let wanted = wanted(&words).ok()?;
        let name = |(run, parts): &(&LongRun, Vec<String>)| format!("{}{parts:?}", run.name);
        Some(wanted.iter().map(name).collect())
    }

    #[test]
    fn parts_belong_to_the_run_before_them() {
        for (line, expected) in [
            (
                "",
                Some(
                    "coverage[] examples[] fuzz[] hour[] miri[] musl[] mutants[] soak[] tls[] unit[] watch[]",
                ),
            ),
            ("miri mutants", Some("miri[] mutants[]")),
            ("mutants a.rs miri", Some("mutants[\"a.rs\"] miri[]")),
            ("a.rs", None),
            ("miri a.rs", None),
        ] {
            assert_eq!(
                names(line).map(|names| names.join(" ")).as_deref(),
                expected
            );
        }
    }
}
