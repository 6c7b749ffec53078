//! Bytes that have arrived, and how many of them were judged.

/// Bytes that have arrived. What is [`skip`](Self::skip)ped was judged; where a
/// rule is broken, the next byte is the one that broke it.
pub(super) struct Input<'i> {
    rest: &'i [u8],
    judged: usize,
}

impl<'i> Input<'i> {
    pub(super) const fn new(bytes: &'i [u8]) -> Self {
        Self {
            rest: bytes,
            judged: 0,
        }
    }

    /// How many bytes were judged.
    pub(super) const fn judged(&self) -> usize {
        self.judged
    }

    /// How many were not.
    pub(super) const fn left(&self) -> usize {
        self.rest.len()
    }

    /// The next byte.
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Goes on behind the next byte.
    pub(super) fn skip(&mut self) {
        self.take(1);
    }

    /// Takes so many bytes, or all there are.
    pub(super) fn take(&mut self, len: usize) -> &'i [u8] {
        let (taken, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, b""));
        self.rest = rest;
        self.judged = self.judged.saturating_add(taken.len());
        taken
    }

    /// Takes the bytes before the first that is not `wanted`.
    pub(super) fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'i [u8] {
        let len = self.rest.iter().take_while(|byte| wanted(**byte)).count();
        self.take(len)
    }

    /// The first `len` bytes alone, or all there are.
    pub(super) fn only(&self, len: usize) -> Self {
        Self::new(self.rest.get(..len).unwrap_or(self.rest))
    }
}
