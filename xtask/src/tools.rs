//! What chores need beside Rust itself: installed when it is not there.

use std::env;
use std::path::{Path, PathBuf};

use crate::shell::{Failure, Outcome, Program, cargo, rustup};

/// Programs of ours, away from the user's own.
const ROOT: &str = "target/tools";

/// The nightly Rust of the long runs that need one: Miri is part of no other,
/// and no other counts which way a condition goes, or looks at the error of an
/// example that must not compile.
pub(crate) const NIGHTLY: &str = "nightly-2026-05-20";

/// Sees to it that the pinned toolchain builds for `targets`.
pub(crate) fn targets(targets: &[&str]) -> Outcome {
    let installed = rustup("target list --installed").read()?;
    for target in targets {
        if !installed.lines().any(|line| line == *target) {
            rustup("target add").arg(target).run()?;
        }
    }
    Ok(())
}

/// Sees to it that the toolchain `version` is there.
pub(crate) fn toolchain(version: &str) -> Outcome {
    if rustup("run")
        .args(version)
        .args("rustc --version")
        .try_read()
        .is_some()
    {
        return Ok(());
    }
    rustup("toolchain install --profile minimal --no-self-update")
        .arg(version)
        .run()
}

/// The directory of LLVM's own tools, as they belong to the toolchain `version`.
pub(crate) fn llvm(version: &str) -> Outcome<PathBuf> {
    toolchain(version)?;
    let components = rustup("component list --installed --toolchain")
        .arg(version)
        .read()?;
    if !components
        .lines()
        .any(|line| line.starts_with("llvm-tools"))
    {
        rustup("component add llvm-tools --toolchain")
            .arg(version)
            .run()?;
    }
    let dir = rustup("run")
        .arg(version)
        .args("rustc --print target-libdir")
        .read()?;
    // `…/lib`; the tools are in `…/bin`.
    Ok(Path::new(dir.trim()).with_file_name("bin"))
}

/// A program that is built from the package `name`, exactly in `version`.
pub(crate) fn program(name: &str, version: &str) -> Outcome<Program> {
    let path = env::current_dir()?
        .join(ROOT)
        .join("bin")
        .join(name)
        .with_extension(env::consts::EXE_EXTENSION);
    // `cargo x` runs `cargo-x x`, and some know no other way.
    let there = Program::new(&path)
        .args(name.strip_prefix("cargo-").unwrap_or_default())
        .arg("--version")
        .try_read();
    if there.is_some_and(|text| text.split_whitespace().last() == Some(version)) {
        return Ok(Program::new(path));
    }
    cargo("install --locked --force --root")
        .args(ROOT)
        .args("--version")
        .arg(format!("={version}"))
        .arg(name)
        .run()?;
    if !path.is_file() {
        return Err(Failure::new(format!("{name} was built and is not there")));
    }
    Ok(Program::new(path))
}

/// Sees to it that `program` is there, which is in the system's package
/// `package`.
pub(crate) fn system(program: &str, package: &str) -> Outcome {
    system_that(program, Program::new(program).arg("--version"), package)
}

/// Sees to it that `probe` succeeds, for which `what` has to be there, which is in the
/// system's package `package`.
pub(crate) fn system_that(what: &str, probe: Program, package: &str) -> Outcome {
    if probe.try_read().is_some() {
        return Ok(());
    }
    // What is only recommended may be at odds with what the system has.
    let install = Program::new("apt-get")
        .args("install -y --no-install-recommends")
        .arg(package);
    let is_root = Program::new("id").arg("-u").try_read();
    let has_apt = Program::new("apt-get").arg("--version").try_read();
    if has_apt.is_some() && is_root.is_some_and(|id| id.trim() == "0") {
        // The list of packages names files that are there no more.
        Program::new("apt-get").args("update").run()?;
        return install.run();
    }
    Err(Failure::new(format!("{what} is not there: sudo {install}")))
}
