//! What stands in for a CYW43439's firmware, whose licence lets nobody hand it on with this
//! project.

use std::path::PathBuf;
use std::{env, fs};

use crate::shell::{Outcome, target_dir};

/// Names the folder with the firmware, to the build of an image.
pub(crate) const VARIABLE: &str = "CYW43_FIRMWARE_DIR";

/// A folder with files of about the same lengths. Images are built of them and measured; they
/// start no radio.
pub(crate) fn placeholders() -> Outcome<PathBuf> {
    const FILES: [(&str, usize); 3] = [
        ("43439A0.bin", 231_077),
        ("43439A0_clm.bin", 984),
        ("nvram_rp2040.bin", 742),
    ];
    let dir = env::current_dir()?.join(target_dir("cyw43-placeholders"));
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
