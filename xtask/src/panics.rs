//! Who in whole firmware may panic, and that nobody allocates.
//!
//! The core and its client are shown to have no panic of their own by the images of
//! `tests/nopanic`. Firmware has a network stack beside them, which checks itself.

use crate::image::Image;
use crate::shell::{Failure, Outcome};

/// In the names of the functions by which Rust panics.
const PANICKING: [&str; 6] = [
    "panicking",
    "panic_already",
    "unwrap_failed",
    "expect_failed",
    "slice_index_fail",
    "len_mismatch_fail",
];

/// In the names of functions that may lead there: a crate, and why.
const MAY: [(&str, &str); 12] = [
    ("4core", "leads from one of these functions to the next"),
    ("LT$core..", "the same"),
    ("smoltcp", "checks its own lengths and states"),
    ("heapless", "where more is collected than there is room for"),
    (
        "embassy_net",
        "checks that it is not entered twice; it is inlined into ours",
    ),
    ("embassy_time", "checks that time does not overflow"),
    ("embassy_executor", "checks that it is not entered twice"),
    ("semihosting", "checks what the host says"),
    ("drs_status_qemu", "panics where it cannot begin"),
    ("firmware", "the same"),
    (
        "drs_status_embassy",
        "has the socket of embassy-net in it, and the end of an `async fn`",
    ),
    (
        "drs_status_core",
        "has the transport in it, and the end of an `async fn`",
    ),
];

/// Handlers, by the names that the crates of the cores and of the log give them.
const HANDLERS: [&str; 7] = [
    "MachineTimer",
    "MachineExternal",
    "SysTick",
    "DefaultHandler",
    "ExceptionHandler",
    "ETHERNET",
    "defmt",
];

/// Fails where somebody else may panic, where nobody may, which is not so, and where
/// the image has an allocator.
pub(crate) fn judge(image: &Image) -> Outcome {
    if let Some(name) = image.symbols_with("__rust_alloc").next() {
        return Err(Failure::new(format!("the image has an allocator: {name}")));
    }
    let mut seen = 0;
    for part in PANICKING {
        for from in image.referrers(part) {
            seen += 1;
            let known = MAY.iter().any(|(name, _)| from.contains(name));
            if !known && !HANDLERS.iter().any(|handler| from.contains(handler)) {
                return Err(Failure::new(format!("this may panic, too: `{from}`")));
            }
        }
    }
    if seen == 0 {
        return Err(Failure::new("the image has no relocations"));
    }
    Ok(())
}
