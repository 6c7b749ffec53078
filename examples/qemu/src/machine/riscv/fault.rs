//! Exceptions: each is the end.

use riscv::register::mepc;

use crate::end;

// SAFETY: riscv-rt calls whatever has this name when the core traps.
#[unsafe(export_name = "ExceptionHandler")]
extern "C" fn exception() -> ! {
    end::fault(mepc::read())
}

// SAFETY: riscv-rt calls whatever has this name for an interrupt without a handler.
#[unsafe(export_name = "DefaultHandler")]
extern "C" fn interrupt() -> ! {
    panic!("an interrupt that was never asked for");
}
