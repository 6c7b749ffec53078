//! A request as its bytes go out.

use crate::header::Header;
use crate::http_request::Request;
use crate::http1::copy::copy;
use crate::http1::digits::Digits;
use crate::pieces::{Piece, Pieces};

/// Fills a buffer with a request, as often as it takes.
///
/// Nothing is checked here: each name and value is of a type that was, and none
/// of them can hold the end of a line.
pub(super) struct Outgoing<'r, 'a> {
    request: &'r Request<'a>,
    /// How many words of the head were begun.
    words: usize,
    body: Pieces<'a>,
    part: Part<'a>,
    /// How much of `part` is written.
    at: usize,
}

/// What is being written.
enum Part<'a> {
    Text(&'a str),
    Digits(Digits),
    Body(Piece<'a>),
}

impl AsRef<[u8]> for Part<'_> {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Digits(digits) => digits.as_ref(),
            Self::Body(piece) => piece.as_ref(),
        }
    }
}

impl<'r, 'a> Outgoing<'r, 'a> {
    pub(super) fn of(request: &'r Request<'a>) -> Self {
        Self {
            request,
            words: 0,
            body: request.body().pieces(),
            part: Part::Text(""),
            at: 0,
        }
    }

    /// Fills `buffer` with what comes next, and tells how many bytes that are:
    /// fewer than there is room for only at the end.
    pub(super) fn fill(&mut self, buffer: &mut [u8]) -> usize {
        let mut len = 0_usize;
        loop {
            let rest = self.part.as_ref().get(self.at..).unwrap_or_default();
            let more = copy(rest, buffer.get_mut(len..).unwrap_or_default());
            len = len.saturating_add(more);
            self.at = self.at.saturating_add(more);
            if more < rest.len() {
                return len;
            }
            let Some(part) = self.next() else {
                return len;
            };
            self.part = part;
            self.at = 0;
        }
    }

    /// Words are counted and not kept: they are few, and the iterator over them is
    /// large where it would have to outlive a write. Not inlined: there is one future
    /// for each kind of stream, and this need not be in all.
    #[inline(never)]
    fn next(&mut self) -> Option<Part<'a>> {
        let Some(word) = head(self.request).nth(self.words) else {
            return self.body.next().map(Part::Body);
        };
        self.words = self.words.saturating_add(1);
        Some(match word {
            Word::Text(text) => Part::Text(text),
            Word::Number(number) => Part::Digits(Digits::of(number)),
        })
    }
}

/// Some bytes of a head.
enum Word<'a> {
    Text(&'a str),
    Number(u64),
}

/// The request line, `Host`, the headers and the length (RFC 9112, sections 3 and
/// 3.2; RFC 9110, section 8.6).
fn head<'a>(request: &Request<'a>) -> impl Iterator<Item = Word<'a>> + use<'a> {
    let endpoint = request.endpoint();
    let port = endpoint.explicit_port().into_iter();
    let length = u64::try_from(request.body().encoded_len()).unwrap_or(u64::MAX);

    let line = [request.method(), " "]
        .into_iter()
        .chain(request.path().parts())
        .chain([" HTTP/1.1\r\nHost: ", endpoint.host()]);
    let port = port.flat_map(|port| [Word::Text(":"), Word::Number(u64::from(port))]);
    let headers = request.headers().flat_map(header);
    line.map(Word::Text)
        .chain(port)
        .chain(headers.chain(["\r\nContent-Length: "]).map(Word::Text))
        .chain([Word::Number(length), Word::Text("\r\n\r\n")])
}

fn header(header: Header<'_>) -> [&str; 4] {
    ["\r\n", header.name(), ": ", header.value()]
}
