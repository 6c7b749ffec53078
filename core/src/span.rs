//! Spans of time in whole milliseconds: exact enough to wait by, and a number of
//! 64 bits. `Duration`'s own arithmetic has 128, and leaves a panic in an image
//! that is built for size.

use core::time::Duration;

/// The whole milliseconds of a span.
pub(crate) const fn millis(span: Duration) -> u64 {
    span.as_secs()
        .saturating_mul(1000)
        .saturating_add(span.subsec_millis() as u64)
}

/// The span from `start` to `end`, none if `end` is the earlier one.
pub(crate) const fn since(start: Duration, end: Duration) -> Duration {
    Duration::from_millis(millis(end).saturating_sub(millis(start)))
}
