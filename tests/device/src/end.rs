//! Ends that are no success. Each leaves the emulator with a status of its own.

use core::panic::PanicInfo;

use semihosting::{print, println, process};

use crate::run;

/// What a test of Rust ends with when it panics.
const PANICKED: i32 = 101;

const FAULTED: i32 = 102;

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    println!("FAILED\n{info}");
    fail(PANICKED)
}

/// The core could not go on at the address `at`.
fn fault(at: u32) -> ! {
    println!("FAILED\nfault at {at:#010x}");
    fail(FAULTED)
}

fn fail(status: i32) -> ! {
    print!("\ntest result: FAILED. ");
    println!("{} passed; 1 failed\n", run::passed());
    process::exit(status)
}

#[cfg(target_arch = "arm")]
mod arm {
    use cortex_m_rt::{ExceptionFrame, exception};

    #[exception]
    unsafe fn HardFault(frame: &ExceptionFrame) -> ! {
        super::fault(frame.pc())
    }
}

#[cfg(target_arch = "riscv32")]
mod riscv {
    use core::arch::asm;

    // SAFETY: riscv-rt calls whatever has this name when the core traps.
    #[unsafe(export_name = "ExceptionHandler")]
    extern "C" fn exception() -> ! {
        let at: u32;
        // SAFETY: reads a register of machine mode, which is the mode here.
        unsafe { asm!("csrr {}, mepc", out(reg) at, options(nomem, nostack)) };
        super::fault(at)
    }
}
