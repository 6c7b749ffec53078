//! Interrupts of devices. There is one.

use cortex_m::interrupt::InterruptNumber;
use cortex_m::peripheral::NVIC;
use cortex_m_rt::exception;

use super::lan9118;

#[derive(Clone, Copy)]
struct Ethernet;

impl Ethernet {
    const NUMBER: u16 = 13;
}

// SAFETY: the machine has an interrupt of this number, and it stays the same.
unsafe impl InterruptNumber for Ethernet {
    fn number(self) -> u16 {
        Self::NUMBER
    }
}

pub(super) fn enable() {
    // SAFETY: no critical section depends on its being masked: they mask all.
    unsafe { NVIC::unmask(Ethernet) };
}

/// Without a description of the chip all interrupts of devices come here.
#[exception]
unsafe fn DefaultHandler(number: i16) {
    if u16::try_from(number) == Ok(Ethernet::NUMBER) {
        lan9118::on_interrupt();
    } else {
        panic!("interrupt {number} was never asked for");
    }
}
