//! The chores `memory` and `compare`: whole runs of the command line, measured
//! by the package `drs-status-measure`. And its long runs, `verify soak watch`.

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

/// One client for ten minutes, over connections that break.
pub(crate) fn soak() -> Outcome {
    long("calls", "600")
}

/// A watch by each kind of credentials for twenty minutes, whatever happens.
pub(crate) fn watch() -> Outcome {
    long("watch", "1200")
}

fn long(what: &str, seconds: &str) -> Outcome {
    cargo("run --release --locked --package drs-status-measure --bin soak --")
        .arg(what)
        .arg(seconds)
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
