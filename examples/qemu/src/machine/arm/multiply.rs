//! The product of two numbers of 64 bits, which a Cortex-M0 has no instruction for.
//!
//! The compiler's own takes longer, and elliptic curves are made of little else. Bring it along only where nothing else does: `embassy-rp` has one for
//! the RP2040.

use core::arch::global_asm;

// By the run-time ABI for the Arm architecture: r1:r0 and r3:r2 in, r1:r0 out. With the
// halves a1 a0 and b1 b0 of the lower words, their product is
// a1 b1 << 32 + (a0 b1 + a1 b0) << 16 + a0 b0; of the other products only what fits
// below 64 bits counts.
global_asm!(
    ".section .text.__aeabi_lmul, \"ax\", %progbits",
    ".global __aeabi_lmul",
    ".type __aeabi_lmul, %function",
    ".thumb_func",
    ".align 2",
    "__aeabi_lmul:",
    "push {{r4, r5}}",
    "muls r1, r2, r1", // the products that reach the upper word only
    "muls r3, r0, r3",
    "adds r1, r1, r3",
    "lsrs r3, r0, #16", // a1
    "lsrs r4, r2, #16", // b1
    "uxth r0, r0",      // a0
    "uxth r2, r2",      // b0
    "movs r5, r0",
    "muls r5, r2, r5", // a0 b0
    "muls r0, r4, r0", // a0 b1
    "muls r2, r3, r2", // a1 b0
    "muls r3, r4, r3", // a1 b1
    "adds r1, r1, r3",
    "lsls r3, r0, #16",
    "lsrs r0, r0, #16",
    "adds r5, r5, r3",
    "adcs r1, r1, r0",
    "lsls r3, r2, #16",
    "lsrs r2, r2, #16",
    "adds r0, r5, r3",
    "adcs r1, r1, r2",
    "pop {{r4, r5}}",
    "bx lr",
    ".size __aeabi_lmul, . - __aeabi_lmul",
);
