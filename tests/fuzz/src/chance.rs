//! Chance that is derived from the input: the same bytes, the same pieces.

/// Numbers that follow from the bytes they were made of.
pub(crate) struct Chance(u64);

impl Chance {
    /// FNV-1a over `bytes`; good enough to vary, and nothing to depend on.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let hash = bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3)
        });
        Self(hash | 1)
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

    /// `bytes` in pieces, some of them empty; small ones or large ones.
    pub(crate) fn pieces<'b>(&mut self, mut bytes: &'b [u8]) -> Vec<&'b [u8]> {
        let longest = [1, 3, 9, 20, 100, 2000][self.below(6)];
        let mut pieces = Vec::new();
        while !bytes.is_empty() {
            let len = self.below(longest + 1).min(bytes.len());
            let (piece, rest) = bytes.split_at(len);
            pieces.push(piece);
            bytes = rest;
        }
        pieces
    }
}
