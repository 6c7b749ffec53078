//! Spans of time in whole milliseconds: exact enough to wait by, and a number of
//! 64 bits. `Duration`'s own arithmetic has 128, and leaves a panic in an image
//! that is built for size.

use core::time::Duration;

/// The whole milliseconds of a span.
///
/// Not inlined: a multiplication of 64 bits is many instructions of 32, and some
/// ten places have need of it.
#[inline(never)]
pub(crate) const fn millis(span: Duration) -> u64 {
    span.as_secs()
        .saturating_mul(1000)
        .saturating_add(span.subsec_millis() as u64)
}

/// The span of so many milliseconds.
///
/// Long division, by 16 bits at a time: where a register has 32 bits, that of 64,
/// which `Duration::from_millis` does, brings a kilobyte of code along.
#[allow(
    clippy::cast_possible_truncation,
    reason = "each part is masked, and each rest below 1000"
)]
pub(crate) const fn of_millis(millis: u64) -> Duration {
    let high = (millis >> 32) as u32;
    let middle = ((high % 1000) << 16) + (millis >> 16 & 0xffff) as u32;
    let low = ((middle % 1000) << 16) + (millis & 0xffff) as u32;
    let seconds = (((high / 1000) as u64) << 32) + (((middle / 1000) as u64) << 16);
    Duration::new(seconds + (low / 1000) as u64, low % 1000 * 1_000_000)
}

/// The span from `start` to `end`, none if `end` is the earlier one.
pub(crate) const fn since(start: Duration, end: Duration) -> Duration {
    of_millis(millis(end).saturating_sub(millis(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_are_those_of_the_standard_library() {
        let edges = (0..64).flat_map(|shift| {
            let millis = u64::MAX >> shift;
            [millis, millis - millis % 1000, 999 << shift]
        });
        let bits = u64::from(u32::MAX);
        for millis in edges.chain(0..70_000).chain(bits - 2000..bits + 2000) {
            assert_eq!(of_millis(millis), Duration::from_millis(millis), "{millis}");
        }
    }
}
