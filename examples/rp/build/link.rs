//! The memory map of the chip, and the scripts that the image is linked by.

use std::fs;
use std::path::Path;

use crate::board::Chip;

/// Writes the memory map, and says all of it to the linker.
pub(crate) fn arrange(chip: Chip, out: &Path) {
    let (map, scripts): (_, &[&str]) = match chip {
        Chip::Rp2040 => (
            include_str!("../memory/rp2040.x"),
            &["-Tlink.x", "-Tlink-rp.x", "-Tdefmt.x"],
        ),
        Chip::Rp2350 => (
            include_str!("../memory/rp2350.x"),
            &["-Tlink.x", "-Tdefmt.x"],
        ),
    };
    fs::write(out.join("memory.x"), map).expect("the memory map can be written");
    println!("cargo::rustc-link-search={}", out.display());
    println!("cargo::rustc-link-arg-bins=--nmagic");
    for script in scripts {
        println!("cargo::rustc-link-arg-bins={script}");
    }
}
