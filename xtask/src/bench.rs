//! The chore `bench`: instructions of the codec and of its peers, counted by
//! callgrind; and the check that ours do not grow.

pub(crate) mod device;
pub(crate) mod page;
mod rows;

use std::path::{Path, PathBuf};

use crate::figures::{Figures, Held, TOLERANCE};
use crate::shell::{Failure, Outcome, Program, cargo, target_dir};
use crate::steps::Steps;
use crate::tools;

/// Where the cases are; a workspace of its own.
pub(crate) const DIR: &str = "tests/bench";

/// The figures that CI holds us to.
const HELD: Held = Held {
    file: "tests/bench/figures.txt",
    head: "\
# Instructions of one call on x86-64 and on emulated cores, and bytes of flash.
# `cargo xtask ci` fails where one grows by more than 1 %; `cargo xtask bench
# --accept` writes this file.
",
    chore: "bench",
    tolerance: TOLERANCE,
};

/// Cases whose names begin so are ours.
const OURS: &str = "ours/";

/// The C library has a `memcpy` for each kind of processor: the same one
/// everywhere, so that figures do not depend on whose machine it is.
const TUNABLES: &str = "glibc.cpu.hwcaps=-AVX2,-AVX512F,-AVX512VL,-ERMS,-FSRM";

/// Whether the figures that were counted become those that CI demands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Accept {
    Yes,
    No,
}

/// Counts everything, prints it and writes the page.
pub(crate) fn run(steps: &mut Steps, arguments: &[String]) -> Outcome {
    let accept = match arguments {
        [] => Accept::No,
        [flag] if flag == "--accept" => Accept::Yes,
        [flag] if flag == "--check" => return gate(steps),
        _ => {
            return Err(Failure::new(
                "usage: cargo xtask bench [--accept | --check]",
            ));
        }
    };
    let bench = prepare(steps)?;
    steps.step("instructions of all", || {
        let figures = bench.count(|_| true)?;
        page::write(&figures)?;
        if accept == Accept::Yes {
            figures.only(OURS).store(&HELD)?;
        }
        Ok(())
    })
}

/// Fails where one of our figures has grown.
pub(crate) fn gate(steps: &mut Steps) -> Outcome {
    let bench = prepare(steps)?;
    steps.step("instructions of ours", || {
        let figures = bench.count(|name| name.starts_with(OURS))?;
        figures.hold(&HELD)
    })
}

pub(crate) fn lint() -> Outcome {
    command("clippy")
        .args("--all-targets -- -D warnings")
        .run()?;
    device::lint()
}

fn prepare(steps: &mut Steps) -> Outcome<Bench> {
    let program = target_dir("bench").join("release").join("bench");
    steps.step("bench, results agree", || {
        tools::system("valgrind", "valgrind")?;
        command("build").run()?;
        Program::new(&program).arg("check").run()
    })?;
    Ok(Bench { program })
}

fn command(command: &str) -> Program {
    cargo(command)
        .args("--release --locked --manifest-path")
        .arg(Path::new(DIR).join("Cargo.toml"))
        .arg("--target-dir")
        .arg(target_dir("bench"))
}

/// The program that makes each call as often as it is told.
struct Bench {
    program: PathBuf,
}

impl Bench {
    /// The figures of the cases that are wanted.
    fn count(&self, wanted: impl Fn(&str) -> bool) -> Outcome<Figures> {
        let mut figures = Figures::default();
        let list = Program::new(&self.program).arg("list").read()?;
        for line in list.lines() {
            let Some((name, bytes)) = line.split_once(' ') else {
                return Err(Failure::new(format!("not a case: {line}")));
            };
            if wanted(name) {
                // What is the same in both runs is not the call.
                let once = self.instructions(name, "1")?;
                let call = self.instructions(name, "2")?.saturating_sub(once);
                figures.count(name, call, bytes.parse()?)?;
            }
        }
        device::count(&mut figures, wanted)?;
        Ok(figures)
    }

    fn instructions(&self, case: &str, times: &str) -> Outcome<u64> {
        let report = Program::new("valgrind")
            .env("GLIBC_TUNABLES", TUNABLES)
            .args("--tool=callgrind --callgrind-out-file=/dev/null --log-fd=1")
            .arg("--toggle-collect=bench::call_*")
            .arg(&self.program)
            .arg("run")
            .arg(case)
            .arg(times)
            .read()?;
        // `==123== Collected : 4567`
        let collected = report
            .lines()
            .find_map(|line| line.split_once("Collected :"));
        let (_, count) = collected.ok_or_else(|| Failure::new("valgrind has counted nothing"))?;
        Ok(count.trim().parse()?)
    }
}
