//! The buffer of a connection: what is written, then what was read.

use embedded_io_async::Read;
use zeroize::Zeroize;

use crate::http1::copy::copy;
use crate::http1::error::Fault;
use crate::http1::input::Input;
use crate::http1::io;

/// The buffer of a connection, and how much of the answer in it was judged.
pub(super) struct Buffer<'b> {
    bytes: &'b mut [u8],
    /// What in `bytes` is not yet judged.
    start: usize,
    end: usize,
    /// How many bytes of the answer were.
    judged: u64,
}

impl<'b> Buffer<'b> {
    pub(super) const fn new(bytes: &'b mut [u8]) -> Self {
        Self {
            bytes,
            start: 0,
            end: 0,
            judged: 0,
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.bytes.len()
    }

    /// How many bytes of the answer were judged.
    pub(super) const fn judged(&self) -> u64 {
        self.judged
    }

    /// All of it, for something else than an answer: what is then written there
    /// does not stay.
    pub(super) fn lend(&mut self) -> Lent<'_> {
        (self.start, self.end, self.judged) = (0, 0, 0);
        Lent(self.bytes)
    }

    /// What was read and not yet judged.
    pub(super) fn input(&self) -> Input<'_> {
        Input::new(self.bytes.get(self.start..self.end).unwrap_or_default())
    }

    /// So many bytes of that were judged.
    pub(super) fn advance(&mut self, len: usize) {
        self.start = self.start.saturating_add(len);
        self.count(len);
    }

    fn count(&mut self, len: usize) {
        let len = u64::try_from(len).unwrap_or(u64::MAX);
        self.judged = self.judged.saturating_add(len);
    }

    /// Moves as much as there is, and fits, to the reader of the body.
    pub(super) fn hand_over(&mut self, wanted: &mut [u8]) -> usize {
        let read = self.bytes.get(self.start..self.end);
        let len = copy(read.unwrap_or_default(), wanted);
        self.advance(len);
        len
    }

    /// Reads more, once all was judged; none at the end of the stream.
    pub(super) async fn fetch<S: Read>(
        &mut self,
        stream: &mut S,
        fault: fn(S::Error) -> Fault<S::Error>,
    ) -> Result<usize, Fault<S::Error>> {
        let len = io::read(stream, self.bytes, fault).await?;
        (self.start, self.end) = (0, len);
        Ok(len)
    }

    /// Reads past this buffer to the reader of the body, once all was judged.
    pub(super) async fn fetch_to<S: Read>(
        &mut self,
        stream: &mut S,
        wanted: &mut [u8],
    ) -> Result<usize, Fault<S::Error>> {
        let len = io::read(stream, wanted, Fault::ReadBody).await?;
        self.count(len);
        Ok(len)
    }

    /// Wipes what was: a token may stand in a head.
    pub(super) fn wipe_judged(&mut self) {
        let end = self.end;
        self.bytes.get_mut(end..).unwrap_or_default().zeroize();
        let start = self.start;
        self.bytes.get_mut(..start).unwrap_or_default().zeroize();
    }
}

/// A buffer that is wiped when it is given back.
pub(super) struct Lent<'b>(pub(super) &'b mut [u8]);

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
