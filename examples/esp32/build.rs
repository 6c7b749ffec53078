//! Links with the scripts of the crates that start the chip and that keep the log's texts
//! out of the image; and sees to what the image is told.

use std::env;
use std::process::ExitCode;

use drs_status_settings::Image;

fn main() -> ExitCode {
    for script in ["-Tlinkall.x", "-Tdefmt.x"] {
        println!("cargo::rustc-link-arg-bins={script}");
    }
    if env::var_os("CARGO_FEATURE_PLAINTEXT_FOR_SIMULATOR").is_some() {
        Image::plaintext_for_simulator().wifi().build()
    } else {
        Image::over_tls().wifi().build()
    }
}
