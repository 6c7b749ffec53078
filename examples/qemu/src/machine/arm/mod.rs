//! `mps2-an385`: a Cortex-M3 at 25 MHz, which gets code for the smaller Cortex-M0,
//! and a LAN9118.

mod fault;
mod interrupts;
mod lan9118;
mod multiply;
mod systick;

use cortex_m::Peripherals;

pub(crate) use lan9118::Lan9118 as Network;

pub(crate) const NAME: &str = "mps2-an385";

/// Starts the clock and the network device.
pub(crate) fn start() -> Network {
    let mut core = Peripherals::take().expect("this is called once");
    systick::start(&mut core.SYST);
    let network = Network::start().expect("the machine has a LAN9118");
    interrupts::enable();
    network
}

pub(crate) fn wait_for_interrupt() {
    cortex_m::asm::wfi();
}
