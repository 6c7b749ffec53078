//! The core's tests under Miri, which sees undefined behaviour, and arithmetic
//! and memory as the language defines them, not as a machine happens to have
//! them.

use crate::shell::{Outcome, rustup, target_dir};
use crate::tools::{self, NIGHTLY};

/// Beside the host a target whose pointers have 32 bits: there the decoder goes
/// other ways.
const TARGETS: [&str; 2] = ["x86_64-unknown-linux-gnu", "i686-unknown-linux-gnu"];

pub(crate) fn run() -> Outcome {
    tools::toolchain(NIGHTLY)?;
    rustup("component add miri rust-src --toolchain")
        .arg(NIGHTLY)
        .run()?;
    for target in TARGETS {
        rustup("run")
            .arg(NIGHTLY)
            .args("cargo miri test --package drs-status-core --all-features --locked --lib")
            .arg("--target")
            .arg(target)
            .arg("--target-dir")
            .arg(target_dir("miri"))
            // The seeds of chance come from the system.
            .env("MIRIFLAGS", "-Zmiri-disable-isolation")
            .run()?;
    }
    Ok(())
}
