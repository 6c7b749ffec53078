//! Target `encode`: a request is JSON that says what was asked.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drs_status_fuzz::encode(bytes));
