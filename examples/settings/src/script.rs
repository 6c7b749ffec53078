//! What is said to cargo.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use drs_status_core::Scheme;

use crate::checked::Checked;
use crate::code;
use crate::image::Image;
use crate::key::Key;
use crate::output;
use crate::sources::{DATE_VARIABLE, FILE_VARIABLE, Sources};
use crate::wrong::Wrong;

/// The file that an image includes.
const FILE_NAME: &str = "settings.rs";

pub(crate) fn run(image: Image) -> ExitCode {
    let folder = |name| PathBuf::from(env::var_os(name).expect("cargo sets it"));
    let (package, out) = (folder("CARGO_MANIFEST_DIR"), folder("OUT_DIR"));
    let mut wrong = Vec::new();
    let sources = Sources::of_build(&package, &mut wrong);
    tell_when_to_run_again(image, &sources, &out);
    if let Err(all) = write(image, &sources, wrong, &out) {
        for wrong in all {
            println!("cargo::error={wrong}");
        }
    }
    // By its own lines above cargo knows that it failed, and shows these only.
    ExitCode::SUCCESS
}

/// Reads, checks and writes.
fn write(image: Image, sources: &Sources, wrong: Vec<Wrong>, out: &Path) -> Result<(), Vec<Wrong>> {
    let path = out.join(FILE_NAME);
    let failed = |error: io::Error| vec![Wrong::new(format!("{}: {error}", path.display()))];
    // An image is never built of what was good once.
    output::remove(&path).map_err(failed)?;
    let checked = Checked::read(image, sources, wrong)?;
    output::close_profile(out).map_err(failed)?;
    output::write(&path, &code::of(&checked)).map_err(failed)
}

fn tell_when_to_run_again(image: Image, sources: &Sources, out: &Path) {
    let file = &sources.file;
    println!("cargo::rerun-if-changed={}", file.path().display());
    for name in [FILE_VARIABLE, DATE_VARIABLE] {
        println!("cargo::rerun-if-env-changed={name}");
    }
    for key in Key::all() {
        if key.is_secret() && sources.variable(key).is_some() {
            // Cargo would write its value to a file that all can read. It runs again
            // each time instead, for a file that never is there.
            let never = out.join("a secret from the environment");
            println!("cargo::rerun-if-changed={}", never.display());
        } else {
            println!("cargo::rerun-if-env-changed={}", key.variable());
        }
    }
    if let Some(authorities) = sources.authorities()
        && image.scheme == Scheme::Https
    {
        println!("cargo::rerun-if-changed={}", authorities.display());
    }
    if file.has_secret() && output::is_open_to_others(file.path()) {
        println!(
            "cargo::warning={0} has secrets and is open to others: chmod 600 {0}",
            file.path().display()
        );
    }
}
