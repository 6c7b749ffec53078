//! Links with the memory map of the emulated machine, and with the scripts of
//! the crate that starts it.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    let arch = env::var("CARGO_CFG_TARGET_ARCH").expect("cargo names the architecture");
    let (map, scripts) = match arch.as_str() {
        "arm" => ("microbit.x", &["--nmagic", "-Tlink.x"][..]),
        "riscv32" => ("virt.x", &["-Tmemory.x", "-Tlink.x"][..]),
        other => panic!("no machine is described for {other}: give --target"),
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a directory"));
    fs::copy(map, out.join("memory.x")).expect("the memory map can be copied");
    println!("cargo::rerun-if-changed={map}");
    println!("cargo::rustc-link-search={}", out.display());
    for script in scripts {
        println!("cargo::rustc-link-arg={script}");
    }
}
