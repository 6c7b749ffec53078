//! The heap, which the radio's blobs need. Nothing else allocates: neither the gateway nor
//! the network stack, and Mbed TLS has an arena of its own, so that neither of the two can
//! take the other's memory away.

use esp_hal::ram;

/// What the bootloader has left: it is not in use any more.
const RECLAIMED: usize = 64 * 1024;

/// Beside it. Both together are what esp-radio's documentation starts with.
const MORE: usize = 36 * 1024;

/// Lends it; to be called once, before the radio is started.
pub(crate) fn lend() {
    esp_alloc::heap_allocator!(#[ram(reclaimed)] size: RECLAIMED);
    esp_alloc::heap_allocator!(size: MORE);
}
