//! A request as its bytes go out.

use core::fmt;

use crate::digits::Digits;
use crate::http_request::Request;
use crate::http1::copy::copy;
use crate::put::Put;

/// Fills a buffer with a request, as often as it takes.
///
/// Nothing is checked here: each name and value is of a type that was, and none
/// of them can hold the end of a line.
///
/// Of what was written nothing is kept but how much: each time all of it is gone
/// through again, which for a request of a few buffers costs less, in code and in
/// what outlives a write, than to know where it stands.
pub(super) struct Outgoing<'r, 'a> {
    request: &'r Request<'a>,
    written: usize,
}

impl<'r, 'a> Outgoing<'r, 'a> {
    pub(super) const fn of(request: &'r Request<'a>) -> Self {
        Self {
            request,
            written: 0,
        }
    }

    /// Fills `buffer` with what comes next, and tells how many bytes that are:
    /// fewer than there is room for only at the end.
    ///
    /// Not inlined: there is one future for each kind of stream, and this need not be
    /// in all.
    #[inline(never)]
    pub(super) fn fill(&mut self, buffer: &mut [u8]) -> usize {
        let mut window = Window {
            skip: self.written,
            room: buffer,
            len: 0,
        };
        // What stops it is that the buffer is full.
        let _ = write(self.request, &mut window);
        self.written = self.written.saturating_add(window.len);
        window.len
    }
}

/// The request line, `Host`, the headers and the length (RFC 9112, sections 3 and
/// 3.2; RFC 9110, section 8.6); then the body.
fn write(request: &Request<'_>, window: &mut Window<'_>) -> fmt::Result {
    window.put(request.method().as_bytes())?;
    window.put(b" ")?;
    request.path().write(window)?;
    window.put(b" HTTP/1.1\r\nHost: ")?;
    request.endpoint().authority().write(window)?;
    request.headers().try_for_each(|header| {
        let texts = ["\r\n", header.name(), ": ", header.value()];
        texts
            .into_iter()
            .try_for_each(|text| window.put(text.as_bytes()))
    })?;
    window.put(b"\r\nContent-Length: ")?;
    window.put(Digits::of(request.body().encoded_len()).as_ref())?;
    window.put(b"\r\n\r\n")?;
    for piece in request.body().pieces() {
        window.put(piece.as_ref())?;
    }
    Ok(())
}

/// Keeps what fits of what is written, without so many bytes at its start.
struct Window<'b> {
    skip: usize,
    room: &'b mut [u8],
    len: usize,
}

impl Put for Window<'_> {
    /// An error once it is full.
    fn put(&mut self, bytes: &[u8]) -> fmt::Result {
        let Some(rest) = bytes.get(self.skip..) else {
            self.skip = self.skip.saturating_sub(bytes.len());
            return Ok(());
        };
        self.skip = 0;
        let len = copy(rest, self.room.get_mut(self.len..).unwrap_or_default());
        self.len = self.len.saturating_add(len);
        if len < rest.len() {
            return Err(fmt::Error);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_that_is_full_asks_for_no_more() {
        let mut room = [0; 4];
        let mut window = Window {
            skip: 1,
            room: &mut room,
            len: 0,
        };
        for (piece, expected) in [
            ("ab", Ok(())),
            ("", Ok(())),
            ("cde", Ok(())),
            ("f", Err(fmt::Error)),
        ] {
            assert_eq!(window.put(piece.as_bytes()), expected, "{piece}");
        }
        assert_eq!(&room, b"bcde");
    }
}
