//! What the library that was linked says of itself.

#![allow(unsafe_code, reason = "functions of C are called")]

use core::ffi::{c_char, c_int, c_uint};

use mbedtls_rs::sys::mbedtls_ecp_set_max_ops;

unsafe extern "C" {
    // Part of the library, though not of its bindings.
    fn mbedtls_version_check_feature(feature: *const c_char) -> c_int;
    fn mbedtls_version_get_number() -> c_uint;
}

/// Whether it was built so that it verifies the dates of certificates.
pub(super) fn verifies_dates() -> bool {
    // SAFETY: it reads a text that ends with a zero.
    unsafe { mbedtls_version_check_feature(c"MBEDTLS_HAVE_TIME_DATE".as_ptr()) == 0 }
}

/// Its release, a byte each for major, minor and patch, and one that is zero.
pub(super) fn version() -> u32 {
    // SAFETY: it returns a number.
    unsafe { mbedtls_version_get_number() }
}

/// Has computations on elliptic curves give way to others after so many steps.
pub(super) fn share_curves(steps: c_uint) {
    // SAFETY: it sets a number, before there is a connection.
    unsafe { mbedtls_ecp_set_max_ops(steps) };
}
