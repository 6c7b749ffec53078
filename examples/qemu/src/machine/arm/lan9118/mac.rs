//! The part of a LAN9118 that sends and receives, and behind it the part that knows
//! the link: each has registers of its own, behind registers of the one before.

use embassy_net_driver::LinkState;

use crate::machine;

use super::map::{DEVICE, MAC_CSR_CMD, MAC_CSR_DATA};

// Registers of the MAC
const MAC_CR: u32 = 1;
const ADDRH: u32 = 2;
const ADDRL: u32 = 3;
const MII_ACC: u32 = 6;
const MII_DATA: u32 = 7;

// MAC_CSR_CMD
const READ: u32 = 1 << 30;
const BUSY: u32 = 1 << 31;

// MAC_CR
const RECEIVE: u32 = 1 << 2;
const SEND: u32 = 1 << 3;
/// Frames to any group: neighbours in IPv6 are asked by groups.
const GROUPS: u32 = 1 << 19;

// MII_ACC
const MII_WRITE: u32 = 1 << 1;
/// The PHY that is built in.
const PHY: u32 = 1 << 11;

// Registers of the PHY
const BASIC_STATUS: u32 = 1;
/// Reading it clears it.
const INTERRUPT_SOURCE: u32 = 29;
const INTERRUPT_MASK: u32 = 30;

// BASIC_STATUS
const LINK_IS_UP: u32 = 1 << 2;

// INTERRUPT_SOURCE, INTERRUPT_MASK
const LINK_DOWN: u32 = 1 << 4;
const NEGOTIATED: u32 = 1 << 6;

pub(super) fn enable() {
    write(MAC_CR, SEND | RECEIVE | GROUPS);
}

/// The address that the machine has given the device.
pub(super) fn address() -> [u8; 6] {
    machine::address(read(ADDRL), read(ADDRH))
}

/// From now on the device's interrupt tells when the link comes or goes.
pub(super) fn tell_of_link_changes() {
    write(MII_DATA, LINK_DOWN | NEGOTIATED);
    write(MII_ACC, PHY | INTERRUPT_MASK << 6 | MII_WRITE);
}

/// How the link is now; the interrupt may tell of the next change.
pub(super) fn link_state() -> LinkState {
    read_phy(INTERRUPT_SOURCE);
    if read_phy(BASIC_STATUS) & LINK_IS_UP == 0 {
        LinkState::Down
    } else {
        LinkState::Up
    }
}

fn read_phy(register: u32) -> u32 {
    write(MII_ACC, PHY | register << 6);
    read(MII_DATA)
}

fn read(register: u32) -> u32 {
    command(READ | register);
    DEVICE.read(MAC_CSR_DATA)
}

fn write(register: u32, value: u32) {
    DEVICE.write(MAC_CSR_DATA, value);
    command(register);
}

fn command(command: u32) {
    DEVICE.write(MAC_CSR_CMD, BUSY | command);
    while DEVICE.read(MAC_CSR_CMD) & BUSY != 0 {}
}
