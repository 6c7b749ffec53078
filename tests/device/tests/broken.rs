//! A test that ends as none may: what runs it must notice.

#![no_std]
#![no_main]

use core::arch::asm;

use drs_status_device::{Test, run};

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    run(&[Test {
        name: "broken",
        run: broken,
    }])
}

fn broken() {
    if cfg!(feature = "fault") {
        fault();
    }
    while cfg!(feature = "hang") {}
    panic!("on purpose");
}

/// Loads a word from where none begins: of its family only the smallest core
/// does not forgive that.
#[cfg(target_arch = "arm")]
fn fault() {
    // SAFETY: there is memory.
    unsafe { asm!("ldr {}, [{}]", out(reg) _, in(reg) 0x2000_0001) };
}

/// Adds in one step, for which this core has no instruction.
#[cfg(target_arch = "riscv32")]
fn fault() {
    let mut word = 0_u32;
    // SAFETY: there is memory.
    unsafe {
        asm!(
            ".option push",
            ".option arch, +a",
            "amoadd.w zero, zero, ({})",
            ".option pop",
            in(reg) &raw mut word,
        );
    }
}
