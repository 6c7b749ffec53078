//! Where the body of an answer ends.

use crate::http1::chunked::Chunked;
use crate::http1::input::Input;
use crate::http1::rule::Rule;

/// The body of an answer, and how much of it is to come (RFC 9112, section 6.3).
pub(super) enum Body {
    /// So many bytes.
    Length(u64),
    Chunked(Chunked),
    /// Whatever comes before the connection ends.
    UntilClose,
}

/// What comes next of a body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Next {
    /// At most so many bytes of it.
    Data(u64),
    /// It cannot be told yet.
    Unknown,
    /// Nothing: it was whole.
    End,
}

impl Body {
    pub(super) const fn of_length(length: u64) -> Self {
        Self::Length(length)
    }

    pub(super) const fn chunked() -> Self {
        Self::Chunked(Chunked::new())
    }

    pub(super) const fn until_close() -> Self {
        Self::UntilClose
    }

    /// Reads up to the next bytes of the body.
    pub(super) fn next(&mut self, input: &mut Input<'_>) -> Result<Next, Rule> {
        match self {
            Self::Length(0) => Ok(Next::End),
            Self::Length(left) => Ok(Next::Data(*left)),
            Self::Chunked(chunked) => chunked.next(input),
            Self::UntilClose => Ok(Next::Data(u64::MAX)),
        }
    }

    /// So many bytes of the body were taken.
    pub(super) fn took(&mut self, len: usize) {
        let len = u64::try_from(len).unwrap_or(u64::MAX);
        match self {
            Self::Length(left) => *left = left.saturating_sub(len),
            Self::Chunked(chunked) => chunked.took(len),
            Self::UntilClose => {}
        }
    }

    /// Whether the end of the connection is the end of the body.
    pub(super) const fn ends_with_connection(&self) -> bool {
        matches!(self, Self::UntilClose)
    }
}
