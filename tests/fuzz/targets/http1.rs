//! Target `http1`: an answer over HTTP is understood alike however it arrives, and
//! as `httparse` reads it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drs_status_fuzz::http1(bytes));
