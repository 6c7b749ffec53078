//! How much of the stack was ever in use: what lies below it is painted as the
//! machine starts, and looked at later.

use core::arch::asm;
use core::ptr;

/// What no stack is likely to hold.
const PAINT: u32 = 0x5AA5_C33C;

/// What is left alone below the stack, in bytes: for calls, and for an interrupt.
const MARGIN: usize = 1024;

// Where the memory of variables ends, and where the stack begins, to grow downwards.
// SAFETY: the scripts of both crates that start the cores have these names.
unsafe extern "C" {
    #[link_name = "__sheap"]
    static END_OF_VARIABLES: u32;
    #[link_name = "_stack_start"]
    static START_OF_STACK: u32;
}

/// Paints all memory between the variables and the stack. There is no heap.
pub(crate) fn paint() {
    let end = end_of_stack().saturating_sub(MARGIN) & !3;
    let mut at = lowest();
    while at < end {
        // SAFETY: RAM, aligned; no variable is there, and the stack ends above.
        unsafe { ptr::with_exposed_provenance_mut::<u32>(at).write_volatile(PAINT) };
        at += 4;
    }
}

/// The most bytes of the stack that were ever in use since it was painted; at
/// least those that were left alone then.
pub(crate) fn most() -> usize {
    let top = (&raw const START_OF_STACK).addr();
    let mut at = lowest();
    // SAFETY: RAM, aligned, of which any value may be read.
    while at < top && unsafe { ptr::with_exposed_provenance::<u32>(at).read_volatile() } == PAINT {
        at += 4;
    }
    top - at
}

/// How much of the stack is in use here and now.
pub(crate) fn depth() -> usize {
    (&raw const START_OF_STACK).addr() - end_of_stack()
}

/// What the stack has grown to. The address of a variable would not do: it may stand
/// anywhere in a long frame.
fn end_of_stack() -> usize {
    let end;
    // SAFETY: reads a register.
    #[cfg(target_arch = "arm")]
    unsafe {
        asm!("mov {}, sp", out(reg) end, options(nomem, nostack, preserves_flags));
    }
    // SAFETY: reads a register.
    #[cfg(target_arch = "riscv32")]
    unsafe {
        asm!("mv {}, sp", out(reg) end, options(nomem, nostack, preserves_flags));
    }
    end
}

fn lowest() -> usize {
    (&raw const END_OF_VARIABLES).addr()
}
