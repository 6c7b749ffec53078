//! The encoder of this project.

#![no_std]
#![no_main]

use drs_status_bench_device::{count_write, image};

image!(count_write(|request, buffer| {
    request.encode(buffer).map_or(0, <[u8]>::len)
}));
