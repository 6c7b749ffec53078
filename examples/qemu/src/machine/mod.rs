//! The two machines. Each has the same: `NAME`, `start`, `Network` and
//! `wait_for_interrupt`.

#[cfg(target_arch = "arm")]
mod arm;
#[cfg(target_arch = "riscv32")]
mod riscv;

#[cfg(target_arch = "arm")]
pub(crate) use arm::{NAME, Network, start, wait_for_interrupt};
#[cfg(target_arch = "riscv32")]
pub(crate) use riscv::{NAME, Network, start, wait_for_interrupt};

#[cfg(not(any(target_arch = "arm", target_arch = "riscv32")))]
compile_error!("there is no machine for this target");

/// Bytes of a frame that embassy-net may send or get: an Ethernet header of 14, and
/// 1500 behind it.
pub(crate) const FRAME: usize = 1514;
