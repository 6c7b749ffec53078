//! The chores `memory` and `compare`: whole runs of the command line, measured
//! by the package `drs-status-measure`. And its long run, `verify soak`.

use std::env;

use crate::shell::{Outcome, cargo, target_dir};
use crate::steps::Steps;
use crate::tools;

/// Does memory grow with the number of ids?
pub(crate) fn memory(steps: &mut Steps) -> Outcome {
    steps.step("memory", || measure("memory"))
}

/// One call, beside curl.
pub(crate) fn compare(steps: &mut Steps) -> Outcome {
    steps.step("compare", || {
        tools::system("curl", "curl")?;
        measure("compare")
    })
}

/// How long one client asks, in seconds.
const SOAK: &str = "600";

/// One client for long, over connections that break.
pub(crate) fn soak() -> Outcome {
    cargo("run --release --locked --package drs-status-measure --bin soak --")
        .arg(SOAK)
        .run()
}

/// What is measured is what would be shipped: optimised, without the simulator.
fn measure(what: &str) -> Outcome {
    cargo("build --release --locked --package drs-status --no-default-features").run()?;
    let program = target_dir("release").join("drs-status");
    cargo("run --release --locked --package drs-status-measure --bin")
        .arg(what)
        .arg("--")
        .arg(program.with_extension(env::consts::EXE_EXTENSION))
        .run()
}
