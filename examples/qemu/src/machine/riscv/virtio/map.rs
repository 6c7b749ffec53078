//! Where the registers of a virtio device are, and what their bits mean: VIRTIO 1.2,
//! sections 4.2.2 (the registers), 2.1 (the status), 5.1.3 and 5.1.4 (the network).

use crate::registers::Registers;

// SAFETY: there the machine has the first device of its kind. It reaches the memory
// that its driver tells it of.
pub(super) const DEVICE: Registers = unsafe { Registers::at(0x1000_1000, 0x200) };

pub(super) const MAGIC_VALUE: usize = 0x00;
pub(super) const VERSION: usize = 0x04;
pub(super) const DEVICE_ID: usize = 0x08;
pub(super) const DEVICE_FEATURES: usize = 0x10;
pub(super) const DEVICE_FEATURES_SEL: usize = 0x14;
pub(super) const DRIVER_FEATURES: usize = 0x20;
pub(super) const DRIVER_FEATURES_SEL: usize = 0x24;
pub(super) const QUEUE_SEL: usize = 0x30;
pub(super) const QUEUE_NUM_MAX: usize = 0x34;
pub(super) const QUEUE_NUM: usize = 0x38;
pub(super) const QUEUE_READY: usize = 0x44;
pub(super) const QUEUE_NOTIFY: usize = 0x50;
pub(super) const INTERRUPT_STATUS: usize = 0x60;
pub(super) const INTERRUPT_ACK: usize = 0x64;
pub(super) const STATUS: usize = 0x70;
/// The lower half; behind it the upper. So with the two that follow.
pub(super) const QUEUE_DESC: usize = 0x80;
pub(super) const QUEUE_DRIVER: usize = 0x90;
pub(super) const QUEUE_DEVICE: usize = 0xa0;
/// The address, 6 bytes, and the state of the link, 2.
pub(super) const CONFIG: usize = 0x100;

/// What `MAGIC_VALUE` holds: `virt`.
pub(super) const MAGIC: u32 = 0x7472_6976;
/// Not the one from before the standard.
pub(super) const MODERN: u32 = 2;
pub(super) const NETWORK: u32 = 1;

// Features, the first 32
pub(super) const HAS_ADDRESS: u32 = 1 << 5;
pub(super) const HAS_LINK_STATE: u32 = 1 << 16;
// Features, the next 32
pub(super) const IS_VERSION_1: u32 = 1;

// STATUS
pub(super) const ACKNOWLEDGE: u32 = 1;
pub(super) const DRIVER: u32 = 2;
pub(super) const DRIVER_OK: u32 = 4;
pub(super) const FEATURES_OK: u32 = 8;

// The state of the link, in the upper half of its word
pub(super) const LINK_IS_UP: u32 = 1 << 16;
