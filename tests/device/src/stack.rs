//! How much stack a call takes.

use core::arch::asm;

/// What no call is likely to leave behind.
const PAINT: u32 = 0xcccc_5a5a;

unsafe extern "C" {
    /// Where the stack would run into something else.
    #[cfg_attr(target_arch = "riscv32", link_name = "__estack")]
    static _stack_end: u32;
}

/// Bytes of stack that `call` takes below the frame of its caller, and what it
/// returns.
///
/// All that is free is painted before, and looked at afterwards.
#[inline(never)]
pub fn stack_of<R>(call: impl FnOnce() -> R) -> (usize, R) {
    let end = &raw const _stack_end;
    let top = stack_pointer();
    let mut word = end.cast_mut();
    while word < top {
        // SAFETY: between the end of the stack and the stack pointer nothing
        // lives, and no call or interrupt comes in between.
        unsafe { word.write_volatile(PAINT) };
        word = word.wrapping_add(1);
    }
    let returned = in_a_frame_of_its_own(call);
    let mut word = end;
    // SAFETY: in memory, as before.
    while word < top && unsafe { word.read_volatile() } == PAINT {
        word = word.wrapping_add(1);
    }
    (top.addr() - word.addr(), returned)
}

/// Keeps what `call` needs out of the frame of [`stack_of`], which is not
/// counted.
#[inline(never)]
fn in_a_frame_of_its_own<R>(call: impl FnOnce() -> R) -> R {
    call()
}

/// A multiple of 4 on both cores.
#[inline]
fn stack_pointer() -> *mut u32 {
    let pointer;
    // SAFETY: copies a register.
    #[cfg(target_arch = "arm")]
    unsafe {
        asm!("mov {}, sp", out(reg) pointer, options(nomem, nostack));
    }
    // SAFETY: copies a register.
    #[cfg(target_arch = "riscv32")]
    unsafe {
        asm!("mv {}, sp", out(reg) pointer, options(nomem, nostack));
    }
    pointer
}
