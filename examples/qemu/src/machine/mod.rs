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

/// An Ethernet address as both devices hold it: 4 bytes in a word, 2 in the next.
pub(crate) fn address(first: u32, second: u32) -> [u8; 6] {
    let bytes = (u64::from(second) << 32 | u64::from(first)).to_le_bytes();
    let mut address = [0; 6];
    address.copy_from_slice(&bytes[..6]);
    address
}
