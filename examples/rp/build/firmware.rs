//! The firmware of a CYW43439, which the chip does not keep: each image has it, and sends
//! it to the radio when it starts. Its licence is Infineon's, so that it is not here.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// Names the folder with [`FILES`].
const VARIABLE: &str = "CYW43_FIRMWARE_DIR";

/// The program, what it may send in which country, and how its board is made.
const FILES: [&str; 3] = ["43439A0.bin", "43439A0_clm.bin", "nvram_rp2040.bin"];

/// With it begins a file that stands in for one, to build an image and to measure it.
const PLACEHOLDER: &[u8] = b"placeholder";

/// Copies it to where the image includes it from.
pub(crate) fn copy(out: &Path) {
    println!("cargo::rerun-if-env-changed={VARIABLE}");
    let Some(folder) = env::var_os(VARIABLE).map(PathBuf::from) else {
        println!(
            "cargo::error=the radio needs its firmware: set {VARIABLE} to a folder with {}, \
             as in `cyw43-firmware` of https://github.com/embassy-rs/embassy",
            FILES.join(", ")
        );
        return;
    };
    let mut is_whole = true;
    for name in FILES {
        let file = folder.join(name);
        println!("cargo::rerun-if-changed={}", file.display());
        match fs::read(&file) {
            Ok(bytes) => {
                is_whole &= !bytes.starts_with(PLACEHOLDER);
                fs::write(out.join(name), bytes).expect("it can be copied");
            }
            Err(error) => println!("cargo::error={VARIABLE}: {}: {error}", file.display()),
        }
    }
    if !is_whole {
        println!(
            "cargo::warning={}: placeholders; an image with them starts no radio",
            folder.display()
        );
    }
}
