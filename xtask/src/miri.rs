//! The core's tests under Miri, which sees undefined behaviour, and arithmetic
//! and memory as the language defines them, not as a machine happens to have
//! them.

use crate::shell::{Outcome, rustup, target_dir};
use crate::tools::{self, NIGHTLY};

/// Too many cases for an interpreter, a thousand times slower than a machine:
/// the number of cases, not the code, is what is left out.
const LEFT_OUT: &[&str] = &[
    "by_words_by_bytes_and_the_long_way_a_string_is_the_same",
    "every_day_of_eight_thousand_years",
];

/// Beside the host a target whose pointers have 32 bits: there the decoder goes
/// other ways.
const TARGETS: [&str; 2] = ["x86_64-unknown-linux-gnu", "i686-unknown-linux-gnu"];

pub(crate) fn run() -> Outcome {
    tools::toolchain(NIGHTLY)?;
    rustup("component add miri rust-src --toolchain")
        .arg(NIGHTLY)
        .run()?;
    println!("left out: {}", LEFT_OUT.join(", "));
    for target in TARGETS {
        let mut program = rustup("run")
            .arg(NIGHTLY)
            .args("cargo miri test --package drs-status-core --all-features --locked --lib")
            .arg("--target")
            .arg(target)
            .arg("--target-dir")
            .arg(target_dir("miri"))
            .args("--");
        for test in LEFT_OUT {
            program = program.arg("--skip").arg(test);
        }
        program
            // The seeds of chance come from the system.
            .env("MIRIFLAGS", "-Zmiri-disable-isolation")
            .run()?;
    }
    Ok(())
}
