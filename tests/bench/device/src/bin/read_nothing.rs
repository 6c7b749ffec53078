//! The image that the readers' sizes are told apart from.

#![no_std]
#![no_main]

use core::hint::black_box;

use drs_status_bench_device::{count_read, image};
use drs_status_core::Status;

image!(count_read(|_, ledger| {
    black_box([0_u8; 128]);
    let (id, status, text) = black_box((&b""[..], Status::Pausing, None));
    ledger.take(id, status, text, text);
    true
}));
