//! The examples in the core's documentation, by a nightly Rust: no other looks
//! whether one that must not compile fails for the reason it names.

use crate::shell::{Outcome, rustup, target_dir};
use crate::tools::{self, NIGHTLY};

pub(crate) fn run() -> Outcome {
    tools::toolchain(NIGHTLY)?;
    rustup("run")
        .arg(NIGHTLY)
        .args("cargo test --package drs-status-core --all-features --locked --doc")
        .arg("--target-dir")
        .arg(target_dir("examples"))
        .run()
}
