//! The image that the writers' sizes are told apart from.

#![no_std]
#![no_main]

use drs_status_bench_device::{count_write, image};

image!(count_write(|_, _| 0));
