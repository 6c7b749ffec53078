//! The firmware for boards with an ESP32: checked for each chip. There is no emulator that
//! runs it.

use std::env;

use crate::shell::{Outcome, Program, cargo, target_dir};
use crate::{firmware, tools};

/// Where it is; a workspace of its own.
pub(crate) const DIR: &str = "examples/esp32";

/// What the image is told: values that are no one's.
const SETTINGS: &str = "examples/settings/example/drs-status.toml";

/// Each chip: what the compiler calls it, and its feature.
const CHIPS: [(&str, &str); 2] = [
    ("riscv32imc-unknown-none-elf", "esp32-c3"),
    ("riscv32imac-unknown-none-elf", "esp32-c6"),
];

pub(crate) fn lint() -> Outcome {
    // For the linter alone, too: Mbed TLS is built before it is looked at.
    firmware::compilers()?;
    for (target, chip) in CHIPS {
        tools::targets(&[target])?;
        for way in ["tls", "plaintext-for-simulator"] {
            bare("clippy", target, &format!("{chip},{way}"))?
                .args("-- -D warnings")
                .run()?;
        }
    }
    Ok(())
}

/// Cargo for the image, where it finds the configuration.
fn bare(command: &str, target: &str, features: &str) -> Outcome<Program> {
    let here = env::current_dir()?;
    let mut program = cargo(command)
        .args("--release --locked --no-default-features --target-dir")
        .arg(here.join(target_dir("esp32")))
        .arg("--target")
        .arg(target)
        .arg(format!("--features={features}"))
        .in_dir(DIR.as_ref())
        .env("DRS_STATUS_SETTINGS", here.join(SETTINGS));
    if features.contains("plaintext") {
        program = program.env("DRS_STATUS_ENDPOINT", "http://drs.example.com");
    }
    Ok(program)
}
