//! Firmware for two machines that QEMU emulates: a Cortex-M and an RV32IMC, both
//! with an Ethernet.
//!
//! - [`app`]: what the firmware does; the same on both machines, and the only part
//!   that a firmware of one's own replaces
//! - [`Arguments`], [`Exit`]: what the host hands in, and how a run ends for it
//! - [`boot()`]: brings a machine, its executor and its network up, and begins an app
//! - `machine`: one directory for each machine: clock, interrupts, network device
//! - `addresses`: what the arguments say of them
//! - `executor`: runs tasks, and sleeps when there is nothing to do
//! - `end`: panics; `on_purpose`: those that are asked for
//! - `stack`: how much of it was ever in use

#![no_std]

mod addresses;
pub mod app;
mod arguments;
mod boot;
mod end;
mod executor;
mod exit;
mod machine;
mod on_purpose;
mod registers;
mod stack;

pub use arguments::{Arguments, Wrong};
pub use boot::{App, boot};
pub use exit::Exit;

// Its logger is found by the linker.
use defmt_semihosting as _;
// Atomic operations for crates that need what neither core has.
use portable_atomic as _;
