//! Interrupts of devices: the PLIC, for the first core in machine mode. It knows
//! one device.

use riscv::interrupt::Interrupt;
use riscv::register::mie;

use super::virtio;
use crate::registers::Registers;

// SAFETY: there the machine has the device, which knows nothing of memory.
const DEVICE: Registers = unsafe { Registers::at(0x0c00_0000, 0x40_0000) };

const PRIORITIES: usize = 0;
const ENABLED: usize = 0x2000;
const THRESHOLD: usize = 0x20_0000;
/// Read, it gives an interrupt away; written, it takes it back.
const CLAIM: usize = 0x20_0004;

/// The interrupt of the first virtio device.
const NETWORK: u32 = 1;

pub(super) fn start() {
    DEVICE.write(PRIORITIES + 4 * NETWORK as usize, 1);
    DEVICE.write(ENABLED, 1 << NETWORK);
    DEVICE.write(THRESHOLD, 0);
    // SAFETY: no critical section depends on its being masked: they mask all.
    unsafe { mie::set_mext() };
}

#[riscv_rt::core_interrupt(Interrupt::MachineExternal)]
fn on_interrupt() {
    let number = DEVICE.read(CLAIM);
    if number == NETWORK {
        virtio::on_interrupt();
    }
    DEVICE.write(CLAIM, number);
}
