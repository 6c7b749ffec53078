#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

// What a user has in hand.
mod clock;
mod transport;

// What is below.
mod modem;
mod race;
mod words;

mod error;

pub use clock::DeviceClock;
pub use error::{LineError, SerialError};
pub use transport::SerialPlaintext;
