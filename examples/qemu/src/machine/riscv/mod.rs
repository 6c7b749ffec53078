//! `virt`: an RV32IMC core without atomic instructions, and virtio-net.

mod clint;
mod fault;
mod plic;
mod virtio;

pub(crate) use virtio::VirtioNet as Network;

pub(crate) const NAME: &str = "virt";

/// Starts the clock and the network device.
pub(crate) fn start() -> Network {
    clint::start();
    let network = Network::start().expect("the machine has virtio-net");
    plic::start();
    // SAFETY: no critical section is on: nothing runs yet.
    unsafe { riscv::interrupt::enable() };
    network
}

pub(crate) fn wait_for_interrupt() {
    riscv::asm::wfi();
}
