//! Where the registers of a LAN9118 are, and what their bits mean.

use crate::registers::Registers;

// SAFETY: there the machine has the device, which knows nothing of memory.
pub(super) const DEVICE: Registers = unsafe { Registers::at(0x4020_0000, 0x100) };

pub(super) const RX_DATA_FIFO: usize = 0x00;
pub(super) const TX_DATA_FIFO: usize = 0x20;
pub(super) const RX_STATUS_FIFO: usize = 0x40;
pub(super) const TX_STATUS_FIFO: usize = 0x48;
pub(super) const ID_REV: usize = 0x50;
pub(super) const IRQ_CFG: usize = 0x54;
pub(super) const INT_STS: usize = 0x58;
pub(super) const INT_EN: usize = 0x5c;
pub(super) const BYTE_TEST: usize = 0x64;
pub(super) const FIFO_INT: usize = 0x68;
pub(super) const RX_CFG: usize = 0x6c;
pub(super) const TX_CFG: usize = 0x70;
pub(super) const HW_CFG: usize = 0x74;
pub(super) const RX_FIFO_INF: usize = 0x7c;
pub(super) const TX_FIFO_INF: usize = 0x80;
pub(super) const MAC_CSR_CMD: usize = 0xa4;
pub(super) const MAC_CSR_DATA: usize = 0xa8;

/// What `BYTE_TEST` holds.
pub(super) const BYTES: u32 = 0x8765_4321;
/// The upper half of `ID_REV`.
pub(super) const LAN9118: u32 = 0x0118;

// HW_CFG
pub(super) const SOFT_RESET: u32 = 1;
pub(super) const TX_FIFO_OF_5K: u32 = 5 << 16;
pub(super) const MUST_BE_ONE: u32 = 1 << 20;

// IRQ_CFG
pub(super) const IRQ_PUSH_PULL: u32 = 1;
pub(super) const IRQ_ACTIVE_HIGH: u32 = 1 << 4;
pub(super) const IRQ_ENABLED: u32 = 1 << 8;

// INT_STS, INT_EN
/// More frames wait than `FIFO_INT` says.
pub(super) const RSFL_INT: u32 = 1 << 3;
/// Something has happened to the link.
pub(super) const PHY_INT: u32 = 1 << 18;

// TX_CFG
pub(super) const TX_ON: u32 = 1 << 1;

// The first command before a frame
pub(super) const TX_LAST: u32 = 1 << 12;
pub(super) const TX_FIRST: u32 = 1 << 13;

// The status of a frame, in either direction
pub(super) const STATUS_ERROR: u32 = 1 << 15;
