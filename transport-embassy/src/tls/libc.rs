//! What Mbed TLS's objects name of C's library, where there is none. What of it is
//! called at all is tinyrlibc's. Where there is one, by the feature `libc`, none of this
//! is: others call it too, and do need what they allocate and print.

#![allow(unsafe_code, reason = "they are symbols for a linker")]

use core::ffi::{c_char, c_int, c_void};
use core::ptr;

use tinyrlibc as _;

/// What there is before the arena was handed in: nothing. Afterwards another is
/// called.
#[unsafe(no_mangle)]
extern "C" fn calloc(_: usize, _: usize) -> *mut c_void {
    ptr::null_mut()
}

/// Of what there is nothing nothing is freed.
#[unsafe(no_mangle)]
extern "C" fn free(_: *mut c_void) {}

/// Only self-tests and debug output print, and neither is called.
#[unsafe(no_mangle)]
extern "C" fn puts(_: *const c_char) -> c_int {
    0
}

/// As [`puts`].
#[unsafe(no_mangle)]
extern "C" fn putchar(_: c_int) -> c_int {
    0
}

/// As [`puts`]. It takes more arguments than these, which nobody looks at.
#[unsafe(no_mangle)]
extern "C" fn printf(_: *const c_char) -> c_int {
    0
}

/// Writes an empty text: only texts for people are put together so, and none is
/// asked for.
#[unsafe(no_mangle)]
unsafe extern "C" fn snprintf(text: *mut c_char, len: usize, _: *const c_char) -> c_int {
    if len > 0 {
        // SAFETY: the caller has room for so many.
        unsafe { text.write(0) };
    }
    0
}

/// As [`snprintf`].
#[unsafe(no_mangle)]
unsafe extern "C" fn vsnprintf(text: *mut c_char, len: usize, format: *const c_char) -> c_int {
    // SAFETY: the caller keeps to the same rules.
    unsafe { snprintf(text, len, format) }
}
