//! The image of a board, run in an RP2040 emulator: built, tested from outside; and the
//! emulator itself.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Outcome, Program, cargo, target_dir};
use crate::steps::Steps;
use crate::tools;

/// Where the firmware of the boards is; a workspace of its own.
pub(crate) const DIR: &str = "examples/rp";

/// Where its tests are, and the emulator; a workspace of its own, too.
pub(crate) const TESTS: &str = "tests/rp2040";

const TARGET: &str = "thumbv6m-none-eabi";

/// What the images are told, with the rest of `tests/rp2040/image.toml`; the tests know
/// it too.
const ENDPOINT: &str = "http://drs.example.com";
const TOKEN: &str = "a-token-of-a-test";

/// For an RP2040, to a simulator.
const PLAINTEXT: &str = "--no-default-features --features=rp2040,plaintext-for-simulator";

/// Tests the emulator, builds the image, and tests it.
pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.count_tests();
    steps.step("an RP2040 emulator", install)?;
    steps.tests("emulator tests", emulator_tests()?)?;
    steps.step(&format!("image, {TARGET}"), || {
        tools::targets(&[TARGET])?;
        bare("build")?.args(PLAINTEXT).run()
    })?;
    steps.tests("tests of the image", tests("test")?)
}

pub(crate) fn lint() -> Outcome {
    tools::targets(&[TARGET])?;
    bare("clippy")?
        .args(PLAINTEXT)
        .args("-- -D warnings")
        .run()?;
    tests("clippy")?.args("--all-targets -- -D warnings").run()
}

/// Node, and the packages that the lockfile names, in a directory of the target
/// directory.
fn install() -> Outcome {
    tools::system("node", "nodejs")?;
    tools::system("npm", "npm")?;
    let dir = packages()?;
    fs::create_dir_all(&dir)?;
    let mut is_new = !dir.join("node_modules").is_dir();
    for name in ["package.json", "package-lock.json"] {
        let (ours, theirs) = (Path::new(TESTS).join(name), dir.join(name));
        let text = fs::read(ours)?;
        if fs::read(&theirs).ok().as_ref() != Some(&text) {
            fs::write(theirs, text)?;
            is_new = true;
        }
    }
    if is_new {
        return Program::new("npm")
            .args("ci --ignore-scripts --no-audit --no-fund")
            .in_dir(&dir)
            .run();
    }
    Ok(())
}

fn emulator_tests() -> Outcome<Program> {
    Ok(Program::new("node")
        .args("--test --test-reporter=./reporter.js")
        .in_dir(TESTS.as_ref())
        .env("RP2040JS", packages()?.join("package.json")))
}

/// Cargo for the images, where it finds the configuration.
fn bare(command: &str) -> Outcome<Program> {
    let here = env::current_dir()?;
    Ok(cargo(command)
        .args("--release --locked --target-dir")
        .arg(dir("rp")?)
        .arg("--target")
        .arg(TARGET)
        .in_dir(DIR.as_ref())
        .env("DRS_STATUS_SETTINGS", here.join(TESTS).join("image.toml"))
        .env("DRS_STATUS_ENDPOINT", ENDPOINT)
        .env("DRS_STATUS_TOKEN", TOKEN))
}

/// Cargo for the tests, with what they have to be told.
fn tests(command: &str) -> Outcome<Program> {
    let image = dir("rp")?.join(TARGET).join("release/gateway");
    Ok(cargo(command)
        .args("--locked --target-dir")
        .arg(dir("firmware")?)
        .args("--manifest-path")
        .arg(format!("{TESTS}/Cargo.toml"))
        .env("RP2040JS", packages()?.join("package.json"))
        .env("RP2040_IMAGE", image))
}

/// Where the emulator's packages are.
fn packages() -> Outcome<PathBuf> {
    dir("rp2040")
}

/// A target directory, by a path that holds in any directory.
fn dir(name: &str) -> Outcome<PathBuf> {
    Ok(env::current_dir()?.join(target_dir(name)))
}
