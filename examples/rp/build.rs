//! Links with the memory map of the chip, and with the scripts of the crates that start
//! it and that keep its log's texts out of it; and sees to what the image is told.

use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs};

use drs_status_settings::Image;

fn main() -> ExitCode {
    let is_rp2350 = env::var_os("CARGO_FEATURE_RP2350").is_some();
    let (map, scripts): (_, &[&str]) = if is_rp2350 {
        (include_str!("memory/rp2350.x"), &["-Tlink.x", "-Tdefmt.x"])
    } else {
        (
            include_str!("memory/rp2040.x"),
            &["-Tlink.x", "-Tlink-rp.x", "-Tdefmt.x"],
        )
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a directory"));
    fs::write(out.join("memory.x"), map).expect("the memory map can be written");
    println!("cargo::rustc-link-search={}", out.display());
    println!("cargo::rustc-link-arg-bins=--nmagic");
    for script in scripts {
        println!("cargo::rustc-link-arg-bins={script}");
    }
    if env::var_os("CARGO_FEATURE_PLAINTEXT_FOR_SIMULATOR").is_some() {
        Image::plaintext_for_simulator().build()
    } else {
        Image::over_tls().build()
    }
}
