//! Chance: the same order in every run.

use std::time::Duration;

use drs_status_sim::{Breakage, Point};

/// Numbers that only look like chance.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) const fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let end = u64::try_from(end).expect("usize has at most 64 bits");
        usize::try_from((self.0 >> 16) % end).expect("below a usize")
    }

    /// What becomes of a connection. Most of them carry some calls before they
    /// end; none is for ever.
    pub(crate) fn breakage(&mut self) -> Breakage {
        // A handshake takes some 2,000 bytes, an answer up to 9,000.
        let far = Point::ToClient(self.below(100_000));
        let near = Point::ToClient(self.below(4000));
        match self.below(24) {
            0 => Breakage::SplitEvery(1 + self.below(100)),
            1 => Breakage::Delay(Duration::from_millis(1)),
            2 => Breakage::Garbage(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()),
            3 => Breakage::StallAfter(near),
            4..=6 => Breakage::ResetAfter(near),
            7..=9 => Breakage::CutAfter(near),
            10 => Breakage::ResetAfter(Point::ToServer(self.below(4000))),
            11 => Breakage::CutAfter(Point::ToServer(self.below(4000))),
            12..=17 => Breakage::ResetAfter(far),
            _ => Breakage::CutAfter(far),
        }
    }
}
