//! A request as its bytes go out.

use crate::header::Header;
use crate::http_request::Request;
use crate::http1::copy::copy;
use crate::http1::digits::Digits;
use crate::pieces::Piece;

/// Fills a buffer with a request, as often as it takes.
///
/// Nothing is checked here: each name and value is of a type that was, and none
/// of them can hold the end of a line.
pub(super) struct Outgoing<'a, I> {
    parts: I,
    part: Part<'a>,
    /// How much of `part` is written.
    at: usize,
}

/// Some bytes of a request.
pub(super) enum Part<'a> {
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

impl<'a> Outgoing<'a, ()> {
    pub(super) fn of(request: &Request<'a>) -> Outgoing<'a, impl Iterator<Item = Part<'a>>> {
        Outgoing {
            parts: parts(request),
            part: Part::Text(""),
            at: 0,
        }
    }
}

impl<'a, I: Iterator<Item = Part<'a>>> Outgoing<'a, I> {
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
            let Some(part) = self.parts.next() else {
                return len;
            };
            self.part = part;
            self.at = 0;
        }
    }
}

/// The request line, `Host`, the headers, the length and the body (RFC 9112,
/// sections 3 and 3.2; RFC 9110, section 8.6).
fn parts<'a>(request: &Request<'a>) -> impl Iterator<Item = Part<'a>> + use<'a> {
    let endpoint = request.endpoint();
    let port = endpoint.explicit_port().into_iter();
    let length = u64::try_from(request.body().encoded_len()).unwrap_or(u64::MAX);

    // Texts as long as possible: a part is larger than a text, and all of this is
    // kept while the request is written.
    let line = [request.method(), " "]
        .into_iter()
        .chain(request.path().parts())
        .chain([" HTTP/1.1\r\nHost: ", endpoint.host()]);
    let port = port.flat_map(|port| {
        let digits = Digits::of(u64::from(port));
        [Part::Text(":"), Part::Digits(digits)]
    });
    let headers = request.headers().flat_map(header);
    line.map(Part::Text)
        .chain(port)
        .chain(headers.chain(["\r\nContent-Length: "]).map(Part::Text))
        .chain([Part::Digits(Digits::of(length)), Part::Text("\r\n\r\n")])
        .chain(request.body().pieces().map(Part::Body))
}

fn header(header: Header<'_>) -> [&str; 4] {
    ["\r\n", header.name(), ": ", header.value()]
}
