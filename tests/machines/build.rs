//! The build script of every image for an emulated machine: links with the memory
//! map of the machine, and with the scripts of the crate that starts it.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    let arch = env::var("CARGO_CFG_TARGET_ARCH").expect("cargo names the architecture");
    let (map, scripts) = match arch.as_str() {
        "arm" => (include_str!("microbit.x"), &["--nmagic", "-Tlink.x"][..]),
        "riscv32" => (include_str!("virt.x"), &["-Tmemory.x", "-Tlink.x"][..]),
        other => panic!("no machine is described for {other}: give --target"),
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a directory"));
    fs::write(out.join("memory.x"), map).expect("the memory map can be written");
    // The maps are part of this script, so that it is built anew with them.
    println!("cargo::rerun-if-env-changed=CARGO_CFG_TARGET_ARCH");
    println!("cargo::rustc-link-search={}", out.display());
    for script in scripts {
        println!("cargo::rustc-link-arg={script}");
    }
}
