//! Target `split`: bytes are judged alike however they arrive.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drs_status_fuzz::split(bytes));
