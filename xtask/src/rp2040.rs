//! The image of a board, run in an RP2040 emulator: built, tested from outside; and the
//! emulator itself. Of the other boards with such a chip: their code.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::boards::table::Chip;
use crate::shell::{Failure, Outcome, Program, cargo, target_dir};
use crate::steps::Steps;
use crate::{boards, firmware, tools};

/// Where the firmware of the boards is; a workspace of its own.
pub(crate) const DIR: &str = "examples/rp";

/// Where its tests are, and the emulator; a workspace of its own, too.
pub(crate) const TESTS: &str = "tests/rp2040";

/// The board that it emulates.
pub(crate) const BOARD: &str = "w5500-evb-pico";

const TARGET: &str = "thumbv6m-none-eabi";

/// Of the RP2350's cores.
const TARGET_RP2350: &str = "thumbv8m.main-none-eabihf";

/// All boards, by their features, and for what they are compiled.
const BOARDS: [(&str, &str); 4] = [
    ("w5500-evb-pico", TARGET),
    ("w5500-evb-pico2", TARGET_RP2350),
    ("pico-w", TARGET),
    ("pico-2-w", TARGET_RP2350),
];

/// What is no one's: images of it are never flashed.
const EXAMPLE: &str = "examples/settings/example/drs-status.toml";

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
    steps.step(&format!("image, {TARGET}"), build)?;
    steps.tests("tests of the image", tests("test")?)
}

/// An hour of emulated time, in which much goes wrong.
pub(crate) fn hour() -> Outcome {
    install()?;
    firmware::compilers()?;
    make_authority()?;
    build()?;
    tests("test")?
        .args("--test hour -- --ignored --exact an_hour_of_faults --nocapture")
        .run()
}

/// Makes the authority that the image trusts, unless there is one.
fn make_authority() -> Outcome {
    tests("run")?
        .args("--bin authority --")
        .arg(packages()?)
        .run()
}

/// Builds the image that is tested.
fn build() -> Outcome {
    tools::targets(&[TARGET])?;
    images("build", TARGET)?
        .env("DRS_STATUS_SETTINGS", here(TESTS)?.join("image.toml"))
        .env("DRS_STATUS_CA_FILE", packages()?.join("authority.pem"))
        .env("DRS_STATUS_TOKEN", TOKEN)
        .run()?;
    boards::image::write_uf2(Chip::Rp2040, &fs::read(image()?)?, &drive_file()?)
}

pub(crate) fn lint() -> Outcome {
    tools::targets(&[TARGET, TARGET_RP2350])?;
    // No image is built that speaks it, so that it is looked at here.
    images("clippy", TARGET)?
        .env("DRS_STATUS_SETTINGS", here(EXAMPLE)?)
        .env("DRS_STATUS_ENDPOINT", "http://drs.example.com")
        .args("--no-default-features --features=w5500-evb-pico,plaintext-for-simulator")
        .args("-- -D warnings")
        .run()?;
    for (board, target) in BOARDS {
        over_tls("clippy", board, target)?
            .args("-- -D warnings")
            .run()?;
    }
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

/// Cargo for the images, where it finds the configuration.
fn images(command: &str, target: &str) -> Outcome<Program> {
    Ok(cargo(command)
        .args("--release --locked --target-dir")
        .arg(dir("rp")?)
        .arg("--target")
        .arg(target)
        .in_dir(DIR.as_ref()))
}

/// The same for an image over TLS, told of the example.
fn over_tls(command: &str, board: &str, target: &str) -> Outcome<Program> {
    let here = env::current_dir()?;
    Ok(images(command, target)?
        .arg("--no-default-features")
        .arg(format!("--features=tls,{board}"))
        .env("DRS_STATUS_SETTINGS", here.join(EXAMPLE))
        .env("CYW43_FIRMWARE_DIR", radio_placeholders()?))
}

/// A folder with what stands in for a CYW43439's firmware, whose licence lets nobody hand
/// it on with this project: files of the same lengths. Images are built of them and
/// measured; they start no radio.
pub(crate) fn radio_placeholders() -> Outcome<PathBuf> {
    const FILES: [(&str, usize); 3] = [
        ("43439A0.bin", 231_077),
        ("43439A0_clm.bin", 984),
        ("nvram_rp2040.bin", 742),
    ];
    let dir = dir("cyw43-placeholders")?;
    fs::create_dir_all(&dir)?;
    for (name, len) in FILES {
        // By this word the build tells, and warns.
        let mut bytes = b"placeholder".to_vec();
        bytes.resize(len, 0);
        let file = dir.join(name);
        // An image is built anew where it was written.
        if fs::read(&file).ok().as_ref() != Some(&bytes) {
            fs::write(file, bytes)?;
        }
    }
    Ok(dir)
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
        .env("RP2040_IMAGE", image()?)
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
fn image() -> Outcome<PathBuf> {
    Ok(dir("rp")?.join(TARGET).join("release/gateway"))
}

/// What is copied to the drive of its boot ROM.
fn drive_file() -> Outcome<PathBuf> {
    Ok(image()?.with_extension("uf2"))
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
