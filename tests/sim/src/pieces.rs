//! A body, piece by piece.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use http_body::{Frame, SizeHint};
use hyper::body::Bytes;

use crate::answer::{Body, Framing};

/// The bytes of an endless body that go out at a time, at least.
const ENDLESS_PIECE: usize = 4096;

/// The pieces of a body in which it is written: a chunk each, or all at once.
pub(crate) struct Pieces {
    rest: Bytes,
    /// What comes when nothing is left, for ever.
    again: Option<Bytes>,
    size: usize,
    told: Told,
}

/// How the end is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Beforehand,
    WhenItComes,
}

impl Pieces {
    pub(crate) fn new(body: Body, framing: Framing) -> Self {
        let (rest, again) = match body {
            Body::Bytes(bytes) => (Bytes::from(bytes.into_owned()), None),
            Body::Endless(pattern) => {
                let piece = Bytes::from(pattern.repeat(ENDLESS_PIECE.div_ceil(pattern.len())));
                (piece.clone(), Some(piece))
            }
        };
        let (size, told) = match framing {
            Framing::Chunked { size } => (size.max(1), Told::WhenItComes),
            Framing::UntilClose => (usize::MAX, Told::WhenItComes),
            Framing::Length if again.is_some() => (usize::MAX, Told::WhenItComes),
            Framing::Length => (usize::MAX, Told::Beforehand),
        };
        Self {
            rest,
            again,
            size,
            told,
        }
    }
}

impl Iterator for Pieces {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        if self.rest.is_empty() {
            self.rest = self.again.clone()?;
        }
        let size = self.size.min(self.rest.len());
        (size > 0).then(|| self.rest.split_to(size))
    }
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.next().map(|piece| Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.told == Told::Beforehand && self.rest.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        match self.told {
            Told::Beforehand => SizeHint::with_exact(self.rest.len() as u64),
            Told::WhenItComes => SizeHint::default(),
        }
    }
}
