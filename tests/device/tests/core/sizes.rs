//! Memory that the core's documentation promises, with pointers of 32 bits.

use drs_status_core::{AccessKey, BatchStatusRequest, Decoder, JobId, RefusalDecoder, TaskStatus};
use drs_status_device::println;

pub(crate) fn what_is_kept_is_as_small_as_promised() {
    println!();
    at_most("decoder", size_of::<Decoder<'_>>(), 216);
    at_most("id", size_of::<JobId<'_>>(), size_of::<usize>());
    at_most("request", size_of::<BatchStatusRequest<'_>>(), 20);
    at_most("task", size_of::<TaskStatus<0>>(), 110);
    at_most("access key", size_of::<AccessKey<'_>>(), 330);
    at_most("refusal", size_of::<RefusalDecoder>(), 700);
}

pub(crate) fn at_most(what: &str, size: usize, most: usize) {
    println!("  {what}: {size} bytes, {most} at most");
    assert!(size <= most, "{what} takes {size} bytes");
}
