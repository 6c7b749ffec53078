//! Target `refusal`: a refusal of any bytes, however they arrive, is one service error.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drs_status_fuzz::refusal(bytes));
