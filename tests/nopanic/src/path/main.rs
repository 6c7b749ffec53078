//! The core's synchronous public path, linked for bare metal.
//!
//! The panic handler calls a function that is defined nowhere. If a panic can
//! be reached from [`image`], the linker wants that function and fails; if not,
//! the handler is dropped with all that leads to it. `cargo xtask test` links
//! it so, and once more with the feature `prove`, which must fail.
//!
//! All that goes in passes through [`black_box`], so that the optimiser knows
//! neither bytes nor lengths. Nothing here is ever run.

#![no_std]
#![no_main]

mod walk;

use core::hint::black_box;
use core::panic::PanicInfo;

static INPUT: [u8; 64] = [0; 64];

#[expect(
    unsafe_code,
    reason = "the linker finds the entry by its name; no other symbol has it"
)]
#[unsafe(no_mangle)]
extern "C" fn image() -> ! {
    loop {
        walk::walk(black_box(&INPUT[..]));
        #[cfg(feature = "prove")]
        assert!(black_box(&INPUT[..]).is_empty(), "a panic on purpose");
    }
}

#[expect(
    unsafe_code,
    reason = "the only way to name a symbol that does not exist; an image in which it is called does not link"
)]
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    unsafe extern "C" {
        fn a_panic_path_is_reachable() -> !;
    }
    // SAFETY: never runs, since an image with this call cannot be linked.
    unsafe { a_panic_path_is_reachable() }
}
