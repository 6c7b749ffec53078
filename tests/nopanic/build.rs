//! Links with the memory map of this crate, and keeps relocations.

use std::path::Path;

fn main() {
    let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("image.ld");
    println!("cargo::rustc-link-arg-bins=-T{}", map.display());
    // What refers to what, for `cargo xtask` to read in the finished image.
    println!("cargo::rustc-link-arg-bins=--emit-relocs");
    println!("cargo::rerun-if-changed=image.ld");
}
