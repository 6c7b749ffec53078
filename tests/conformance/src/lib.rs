#![no_std]
#![forbid(unsafe_code)]
#![doc = include_str!("../README.md")]

mod bodies;
mod case;
mod cases;
mod check;
mod memory;
mod poll;

pub use case::{
    Answer, Case, Ending, Expected, ExpectedFault, ExpectedTask, Framing, Header, JOBS,
};
pub use cases::CASES;
pub use check::{Mismatch, PROJECT, TOKEN, base_path, check, config};
pub use memory::{MemoryClock, MemoryError, MemoryTransport};
pub use poll::{drop_after, run};
