//! The firmware of all boards, looked at by the linter.

use std::path::PathBuf;
use std::{env, fs};

use crate::boards::table::BOARDS;
use crate::boards::{image, private, radio};
use crate::shell::{Outcome, target_dir};
use crate::{firmware, tools};

/// What the images are told: values that are no one's.
const EXAMPLE: &str = "examples/settings/example";
const SETTINGS: &str = "drs-status.toml";

/// The endpoint of those that speak HTTP, and are never built.
const SIMULATOR: &str = "http://drs.example.com";

pub(crate) fn run() -> Outcome {
    let settings = settings()?;
    // For the linter alone, too: Mbed TLS is built before it is looked at.
    firmware::compilers()?;
    for board in BOARDS {
        tools::targets(&[board.chip.target()])?;
        for way in [image::TLS, image::PLAINTEXT] {
            let mut clippy = image::cargo(board, "clippy", way)?
                .env("DRS_STATUS_SETTINGS", &settings)
                .env(radio::VARIABLE, radio::placeholders()?);
            if way == image::PLAINTEXT {
                clippy = clippy.env("DRS_STATUS_ENDPOINT", SIMULATOR);
            }
            clippy.args("-- -D warnings").run()?;
        }
    }
    Ok(())
}

/// The example, as if it had secrets: the build warns of what others can read.
fn settings() -> Outcome<PathBuf> {
    let dir = env::current_dir()?.join(target_dir("lint-settings"));
    private::folder(&dir)?;
    for entry in fs::read_dir(EXAMPLE)? {
        let entry = entry?;
        private::write(&dir.join(entry.file_name()), &fs::read(entry.path())?)?;
    }
    Ok(dir.join(SETTINGS))
}
