#![doc = include_str!("../README.md")]

mod board;
mod event;
mod lamp;

pub use board::{ALARM, Board, LAMP, SPEED};
pub use drs_status_firmware::Line;
pub use event::{Event, Level, Reset};
pub use lamp::Shown;
