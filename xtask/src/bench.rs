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

use device::Images;

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

/// The seconds that a call is given, which takes less than one: what is counted may
/// be a change that does not end.
const TIME_LIMIT: &str = "60";

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
    let bench = Bench::here();
    steps.step(AGREE, || bench.build())?;
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
    let bench = Bench::here();
    steps.step(AGREE, || bench.build())?;
    steps.step("instructions of ours", || bench.hold())
}

/// Whether [`gate`] would let the sources in `root` pass: the same figures, without
/// the peers, which are none of theirs.
pub(crate) fn judge(root: &Path) -> Outcome {
    let bench = Bench::of(root);
    bench.build()?;
    let mut figures = bench.count_calls(is_ours)?;
    // Where one has grown there is no need of the others.
    figures.hold_so_far(&HELD)?;
    bench.images.count(&mut figures, is_ours)?;
    figures.hold(&HELD)
}

pub(crate) fn lint() -> Outcome {
    let bench = Bench::here();
    for features in ["", "--no-default-features"] {
        bench
            .command("clippy")
            .args(features)
            .args("--all-targets -- -D warnings")
            .run()?;
    }
    device::lint()
}

const AGREE: &str = "bench, results agree";

/// The program that makes each call as often as it is told.
struct Bench<'r> {
    /// The sources that it is built of.
    root: &'r Path,
    /// Below cargo's target directory, the one of its own.
    dir: &'static str,
    features: &'static str,
    images: Images<'r>,
}

impl<'r> Bench<'r> {
    fn here() -> Self {
        Self {
            root: Path::new(""),
            dir: "bench",
            features: "",
            images: Images::here(),
        }
    }

    /// That of other sources, with our cases alone.
    fn of(root: &'r Path) -> Self {
        Self {
            root,
            dir: "bench-of-others",
            features: "--no-default-features",
            images: Images {
                root,
                dir: "bench-of-others-device",
            },
        }
    }

    fn command(&self, command: &str) -> Program {
        cargo(command)
            .args("--release --locked --manifest-path")
            .arg(self.root.join(DIR).join("Cargo.toml"))
            .arg("--target-dir")
            .arg(target_dir(self.dir))
    }

    /// Builds it, and sees whether all cases come to what they must.
    fn build(&self) -> Outcome {
        tools::system("valgrind", "valgrind")?;
        self.command("build").args(self.features).run()?;
        timed().arg(self.program()).arg("check").run()
    }

    fn program(&self) -> PathBuf {
        target_dir(self.dir).join("release").join("bench")
    }

    /// Fails where one of our figures has grown.
    fn hold(&self) -> Outcome {
        self.count(is_ours)?.hold(&HELD)
    }

    /// The figures of the cases that are wanted.
    fn count(&self, wanted: impl Fn(&str) -> bool) -> Outcome<Figures> {
        let mut figures = self.count_calls(&wanted)?;
        self.images.count(&mut figures, wanted)?;
        Ok(figures)
    }

    /// Those of them that run here.
    fn count_calls(&self, wanted: impl Fn(&str) -> bool) -> Outcome<Figures> {
        let mut figures = Figures::default();
        let list = Program::new(self.program()).arg("list").read()?;
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
        Ok(figures)
    }

    fn instructions(&self, case: &str, times: &str) -> Outcome<u64> {
        let report = timed()
            .env("GLIBC_TUNABLES", TUNABLES)
            .args("valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-fd=1")
            .arg("--toggle-collect=bench::call_*")
            .arg(self.program())
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

/// What stands behind is stopped where it does not end.
fn timed() -> Program {
    Program::new("timeout").arg(TIME_LIMIT)
}

fn is_ours(case: &str) -> bool {
    case.starts_with(OURS)
}
