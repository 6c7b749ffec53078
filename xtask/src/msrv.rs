//! The chore `msrv`: every package with the Rust that its manifest promises.

use crate::metadata::Package;
use crate::shell::{Failure, Outcome, rustup, target_dir};
use crate::steps::Steps;
use crate::tools;

pub(crate) fn run(steps: &mut Steps) -> Outcome {
    for package in Package::all()? {
        let name = &package.name;
        let version = package
            .rust_version
            .ok_or_else(|| Failure::new(format!("{name} names no rust-version")))?;
        steps.step(&format!("{name} with Rust {version}"), || {
            // The first release of that version: later ones may mend what it lacks.
            let toolchain = format!("{version}.0");
            tools::toolchain(&toolchain)?;
            rustup("run")
                .arg(&toolchain)
                .args("cargo check --all-features --locked --package")
                .arg(name)
                .arg("--target-dir")
                .arg(target_dir("msrv"))
                .run()
        })?;
    }
    Ok(())
}
