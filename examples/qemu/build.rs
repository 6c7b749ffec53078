//! Links with the memory map of the machine, and with the scripts of the crates
//! that start it and that keep its log's texts out of it.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    let arch = env::var("CARGO_CFG_TARGET_ARCH").expect("cargo names the architecture");
    let (map, scripts) = match arch.as_str() {
        "arm" => (
            include_str!("memory/mps2-an385.x"),
            &["--nmagic", "-Tlink.x", "-Tdefmt.x"],
        ),
        "riscv32" => (
            include_str!("memory/virt.x"),
            &["-Tmemory.x", "-Tlink.x", "-Tdefmt.x"],
        ),
        other => panic!("no machine is described for {other}: give --target"),
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a directory"));
    fs::write(out.join("memory.x"), map).expect("the memory map can be written");
    // The maps are part of this script, so that it is built anew with them.
    println!("cargo::rerun-if-env-changed=CARGO_CFG_TARGET_ARCH");
    println!("cargo::rustc-link-search={}", out.display());
    // What refers to what, for `cargo xtask` to read in the finished image.
    println!("cargo::rustc-link-arg-bins=--emit-relocs");
    for script in scripts {
        println!("cargo::rustc-link-arg-bins={script}");
    }
}
