#![doc = include_str!("../README.md")]

mod authority;
mod board;
mod event;
mod gauge;
mod lamp;

pub use authority::{authority, keep_authority};
pub use board::{ALARM, Board, LAMP, SPEED};
pub use drs_status_firmware::Line;
pub use event::{Event, Level, Reset};
pub use gauge::Stack;
pub use lamp::Shown;

use std::env;
use std::path::PathBuf;

/// The path in a variable of the environment, which xtask sets.
///
/// # Panics
///
/// Panics if there is no such variable.
#[must_use]
pub fn named(variable: &str) -> PathBuf {
    env::var_os(variable).map_or_else(
        || panic!("{variable} does not say where it is; `cargo xtask rp2040` does"),
        PathBuf::from,
    )
}
