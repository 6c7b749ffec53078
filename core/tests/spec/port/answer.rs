//! Answers to requests.

use std::borrow::Cow;
use std::fmt::Write;
use std::time::Duration;

use drs_status_core::TransportErrorKind;

/// How a port answers one request.
pub(crate) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, Cow<'static, str>)>,
    pub(super) header_piece: usize,
    pub(super) body: Vec<u8>,
    pub(super) piece: usize,
    pub(super) ending: Ending,
    pub(super) takes: Duration,
    pub(super) refuses_to_send: Option<TransportErrorKind>,
}

/// What comes after the bytes of a body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ending {
    /// The end, where its framing says.
    Whole,
    /// An error.
    Breaks(TransportErrorKind),
    /// Spaces, without end.
    Never,
}

impl Answer {
    /// 200 and a body, whole.
    pub(crate) fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            headers: Vec::new(),
            header_piece: usize::MAX,
            body: body.into(),
            piece: usize::MAX,
            ending: Ending::Whole,
            takes: Duration::ZERO,
            refuses_to_send: None,
        }
    }

    /// No answer: sending fails.
    pub(crate) fn none(kind: TransportErrorKind) -> Self {
        Self {
            refuses_to_send: Some(kind),
            ..Self::ok("")
        }
    }

    pub(crate) fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(crate) fn header(
        mut self,
        name: &'static str,
        value: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Values of headers come in pieces of at most so many bytes.
    pub(crate) fn headers_in_pieces(self, header_piece: usize) -> Self {
        Self {
            header_piece,
            ..self
        }
    }

    /// Each read brings at most so many bytes.
    pub(crate) fn in_pieces(self, piece: usize) -> Self {
        Self { piece, ..self }
    }

    pub(crate) fn ending(self, ending: Ending) -> Self {
        Self { ending, ..self }
    }

    /// The clock goes on by so much before the head arrives.
    pub(crate) fn takes(self, takes: Duration) -> Self {
        Self { takes, ..self }
    }
}

/// An item of `results`.
pub(crate) fn item(id: &str, status: &str) -> String {
    format!("{{\"id\":\"{id}\",\"status\":\"{status}\"}}")
}

/// A response with these items.
pub(crate) fn results(items: impl IntoIterator<Item = String>) -> String {
    let mut body = String::from("{\"results\":[");
    let mut count = 0;
    for item in items {
        body.push_str(if count == 0 { "" } else { "," });
        body.push_str(&item);
        count += 1;
    }
    write!(body, "],\"count\":{count}}}").unwrap();
    body
}
