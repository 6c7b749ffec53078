//! Target `decode`: any bytes are judged as the oracle judges them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drs_status_fuzz::decode(bytes));
