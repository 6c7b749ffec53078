//! The core's tests on emulated cores: images that QEMU runs.

use std::env;

use crate::shell::{Failure, Outcome, Program, cargo, target_dir};
use crate::steps::Steps;
use crate::tools;

/// Where the tests are written; a workspace of its own. Its cargo configuration
/// says how an image is run.
pub(crate) const DIR: &str = "tests/device";

const TARGETS: [&str; 2] = ["thumbv6m-none-eabi", "riscv32imc-unknown-none-elf"];

/// As built for tests, which checks arithmetic, and as it would be shipped.
const PROFILES: [&str; 2] = ["dev", "release"];

/// How the test `broken` can end, the seconds that it is given, and what cargo
/// says of the status: nothing if it is that of a failed test. One that hangs may
/// do so before it has started; the others are given what any test is.
const ENDS: [(&str, &str, &str); 3] = [
    (
        "panic",
        "300",
        "error: test failed, to rerun pass `--test broken`",
    ),
    ("fault", "300", "(exit status: 102)"),
    ("hang", "5", "(exit status: 124)"),
];

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.count_tests();
    steps.step("emulators", emulators)?;
    for target in TARGETS {
        for profile in PROFILES {
            let name = format!("device tests, {target}, {profile}");
            let program = command("test", target)?.args("--profile").arg(profile);
            steps.tests(&name, program)?;
        }
        steps.step(&format!("a bad end is noticed, {target}"), || prove(target))?;
    }
    Ok(())
}

/// Sees to it that both cores are emulated and built for.
pub(crate) fn emulators() -> Outcome {
    tools::targets(&TARGETS)?;
    tools::system("qemu-system-arm", "qemu-system-arm")?;
    tools::system("qemu-system-riscv32", "qemu-system-misc")
}

pub(crate) fn lint() -> Outcome {
    tools::targets(&TARGETS)?;
    for target in TARGETS {
        command("clippy", target)?
            .args("--lib --tests --all-features -- -D warnings")
            .run()?;
    }
    Ok(())
}

/// Each end of the test `broken` must come out as a failure of its own kind.
fn prove(target: &str) -> Outcome {
    for (end, seconds, report) in ENDS {
        let error = command("test", target)?
            .args("--test broken --features")
            .arg(end)
            .env("TIME_LIMIT", seconds)
            .read_failure()?;
        if !error.contains(report) {
            let why = format!("a {end} does not end with {report}:\n{error}");
            return Err(Failure::new(why));
        }
    }
    Ok(())
}

/// Cargo, where it finds the configuration.
fn command(command: &str, target: &str) -> Outcome<Program> {
    let dir = env::current_dir()?.join(target_dir("device"));
    Ok(cargo(command)
        .args("--locked --target-dir")
        .arg(dir)
        .arg("--target")
        .arg(target)
        .in_dir(DIR.as_ref()))
}
