//! Sees to what an image is made of beside its code: the memory map of the chip, the
//! scripts of the crates that start it and that keep its log's texts out of it, the
//! firmware of its radio, and what it is told.

mod board;
mod firmware;
mod link;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use drs_status_settings::Image;

use board::{Board, Network};

fn main() -> ExitCode {
    let board = match Board::of_features() {
        Ok(board) => board,
        Err(why) => {
            println!("cargo::error={why}");
            return ExitCode::SUCCESS;
        }
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a directory"));
    link::arrange(board.chip, &out);
    let image = if has_feature("plaintext-for-simulator") {
        Image::plaintext_for_simulator()
    } else {
        Image::over_tls()
    };
    match board.network {
        Network::W5500 => image.build(),
        Network::Cyw43 => {
            firmware::copy(&out);
            image.wifi().build()
        }
    }
}

/// Whether cargo was given a feature of this package.
fn has_feature(name: &str) -> bool {
    let name = name.to_ascii_uppercase().replace('-', "_");
    env::var_os(format!("CARGO_FEATURE_{name}")).is_some()
}
