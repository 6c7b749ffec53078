#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

#[cfg(feature = "service")]
extern crate std;

mod bodies;
mod case;
mod cases;
mod check;
mod memory;
mod poll;
#[cfg(feature = "service")]
mod service;

pub use case::{
    Answer, Case, Ending, Expected, ExpectedFault, ExpectedTask, Framing, Header, JOBS,
};
pub use cases::CASES;
pub use check::{Mismatch, PROJECT, TOKEN, base_path, check, config};
pub use memory::{MemoryClock, MemoryError, MemoryTransport};
pub use poll::{drop_after, run};
#[cfg(feature = "service")]
pub use service::serve;
