//! The image of a board, run in an RP2040 emulator: built, tested from outside; and the
//! emulator itself.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::boards::image;
use crate::boards::table::Board;
use crate::shell::{Outcome, Program, cargo, target_dir};
use crate::steps::Steps;
use crate::{firmware, tools};

/// Where the tests of the image are, and the emulator; a workspace of its own.
pub(crate) const TESTS: &str = "tests/rp2040";

/// The board that it emulates.
pub(crate) const BOARD: &str = "w5500-evb-pico";

/// What the image is told that no file should say, with the rest of
/// `tests/rp2040/image.toml`; the tests know it too.
const TOKEN: &str = "a-token-of-a-test";

/// Tests the emulator, builds the image, and tests it.
pub(crate) fn run(steps: &mut Steps) -> Outcome {
    steps.count_tests();
    steps.step("an RP2040 emulator", install)?;
    steps.tests("emulator tests", emulator_tests()?)?;
    steps.step("compilers of TLS", firmware::compilers)?;
    steps.step("the authority that it trusts", make_authority)?;
    steps.step(&format!("image, {BOARD}"), build)?;
    steps.tests("tests of the image", tests("test")?)?;
    steps.tests(
        "tests of how an hour is judged",
        tests("test")?.args("--test hour -- tests::"),
    )
}

/// An hour of emulated time, in which much goes wrong.
pub(crate) fn hour() -> Outcome {
    install()?;
    firmware::compilers()?;
    make_authority()?;
    build()?;
    tests("test")?
        .args("--test hour -- --exact an_hour_of_faults --nocapture")
        .run()
}

/// Makes the authority that the image trusts, unless there is one.
fn make_authority() -> Outcome {
    tests("run")?
        .args("--bin authority --")
        .arg(packages()?)
        .run()
}

/// Builds the image that is tested: what is flashed, told of a service and an authority
/// that are made up.
fn build() -> Outcome {
    let board = board()?;
    tools::targets(&[board.chip.target()])?;
    image::cargo(board, "build", image::TLS)?
        .env("DRS_STATUS_SETTINGS", here(TESTS)?.join("image.toml"))
        .env("DRS_STATUS_CA_FILE", packages()?.join("authority.pem"))
        .env("DRS_STATUS_TOKEN", TOKEN)
        .run()?;
    image::write_uf2(board.chip, &fs::read(elf()?)?, &drive_file()?)
}

fn board() -> Outcome<Board> {
    Board::named(BOARD)
}

pub(crate) fn lint() -> Outcome {
    tests("clippy")?.args("--all-targets -- -D warnings").run()
}

/// Node, and the packages that the lockfile names, in a directory of the target
/// directory.
pub(crate) fn install() -> Outcome {
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

/// Cargo for the tests, with what they have to be told.
fn tests(command: &str) -> Outcome<Program> {
    Ok(cargo(command)
        .args("--locked --target-dir")
        .arg(dir("firmware")?)
        .args("--manifest-path")
        .arg(format!("{TESTS}/Cargo.toml"))
        .env("RP2040JS", packages()?.join("package.json"))
        .env("RP2040_AUTHORITY", packages()?)
        .env("RP2040_IMAGE", elf()?)
        .env("RP2040_UF2", drive_file()?))
}

/// Boots an image that was made as a page says, by a probe or from its file for the drive.
pub(crate) fn boot_page_image(elf: &Path, drive_file: Option<&Path>) -> Outcome {
    let program = tests("test")?.args("--test page").env("RP2040_IMAGE", elf);
    match drive_file {
        Some(file) => program.env("RP2040_UF2", file),
        None => program.without_env("RP2040_UF2"),
    }
    .run()
}

/// The image that the tests run.
fn elf() -> Outcome<PathBuf> {
    image::elf(board()?)
}

/// What is copied to the drive of its boot ROM.
fn drive_file() -> Outcome<PathBuf> {
    Ok(elf()?.with_extension("uf2"))
}

/// Where the emulator's packages are, and the authority.
fn packages() -> Outcome<PathBuf> {
    dir("rp2040")
}

/// A target directory, by a path that holds in any directory.
fn dir(name: &str) -> Outcome<PathBuf> {
    here(target_dir(name))
}

/// A path of the project that holds in any directory.
fn here(path: impl AsRef<Path>) -> Outcome<PathBuf> {
    Ok(env::current_dir()?.join(path))
}
