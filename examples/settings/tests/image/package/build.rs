//! As of a board with a radio.

use drs_status_settings::Image;
use std::process::ExitCode;

fn main() -> ExitCode {
    Image::over_tls().wifi().build()
}
