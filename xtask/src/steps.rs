//! The named steps of a chore, how they ended, and how many tests ran.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::shell::{Failure, Outcome, Program};

/// The steps that a chore has taken.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    taken: Vec<Step>,
    tests: Option<Tests>,
}

#[derive(Debug)]
struct Step {
    name: String,
    result: &'static str,
    time: Duration,
}

impl Steps {
    /// From now on the chore ends by saying how many tests ran.
    pub(crate) fn count_tests(&mut self) {
        self.tests.get_or_insert_default();
    }

    /// Takes one step.
    pub(crate) fn step(&mut self, name: &str, run: impl FnOnce() -> Outcome) -> Outcome {
        self.take(name, |_| run())
    }

    /// Takes a step that runs tests. One that runs none fails: nobody has
    /// looked then.
    pub(crate) fn tests(&mut self, name: &str, program: Program) -> Outcome {
        self.take(name, |all| {
            let mut tests = Tests::default();
            let outcome = program.run_tests(&mut tests);
            all.get_or_insert_default().add(tests);
            outcome?;
            if tests.passed == 0 {
                return Err(Failure::new("no test ran"));
            }
            Ok(())
        })
    }

    fn take(&mut self, name: &str, run: impl FnOnce(&mut Option<Tests>) -> Outcome) -> Outcome {
        println!("\n=== {name}");
        let start = Instant::now();
        let outcome = run(&mut self.tests);
        self.taken.push(Step {
            name: name.into(),
            result: if outcome.is_ok() { "ok" } else { "FAILED" },
            time: start.elapsed(),
        });
        outcome.map_err(|failure| failure.in_step(name))
    }

    /// Prints what was done and how it ended; the number of tests comes last,
    /// on a line of its own.
    pub(crate) fn conclude(&self, outcome: &Outcome) -> ExitCode {
        if !self.taken.is_empty() {
            println!();
        }
        let width = self.taken.iter().map(|step| step.name.len()).max();
        for step in &self.taken {
            let seconds = step.time.as_secs_f32();
            println!(
                "{:width$}  {:6}  {seconds:6.1} s",
                step.name,
                step.result,
                width = width.unwrap_or_default()
            );
        }
        if let Err(failure) = outcome {
            eprintln!("\nerror: {failure}");
        }
        if let Some(tests) = self.tests {
            println!("\n{} passed, {} failed", tests.passed, tests.failed);
        }
        ExitCode::from(u8::from(outcome.is_err()))
    }
}

/// How many tests ran.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Tests {
    passed: u32,
    failed: u32,
}

impl Tests {
    /// Adds what a line of a test's output reports, such as
    /// `test result: ok. 12 passed; 0 failed; 0 ignored; …`.
    pub(crate) fn read(&mut self, line: &str) {
        let Some(report) = line.strip_prefix("test result: ") else {
            return;
        };
        // The word before the first number is `ok.` or `FAILED.`.
        let counts = report.split_once(". ").map_or(report, |(_, counts)| counts);
        for count in counts.split("; ") {
            let number = |word| count.strip_suffix(word)?.trim().parse::<u32>().ok();
            self.passed += number("passed").unwrap_or_default();
            self.failed += number("failed").unwrap_or_default();
        }
    }

    fn add(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_counted_as_cargo_reports_them() {
        let mut tests = Tests::default();
        for line in [
            "running 3 tests",
            "test the_rest ... ok",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.00s",
            "test result: FAILED. 40 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
            "a test result: ok. 100 passed; 100 failed",
        ] {
            tests.read(line);
        }
        let expected = Tests {
            passed: 43,
            failed: 2,
        };
        assert_eq!(tests, expected);
    }
}
