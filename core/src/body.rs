//! The body of a request, whichever call it is of.

use core::fmt;

use crate::pieces::Pieces;
use crate::request::BatchStatusRequest;

/// The body of a request, as a transport writes it.
///
/// `Debug` hides that of a login: a password stands in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Body<'a>(Kind<'a>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind<'a> {
    Jobs(BatchStatusRequest<'a>),
    Login(&'a [u8]),
}

impl<'a> Body<'a> {
    pub(crate) const fn jobs(body: BatchStatusRequest<'a>) -> Self {
        Self(Kind::Jobs(body))
    }

    pub(crate) const fn login(body: &'a [u8]) -> Self {
        Self(Kind::Login(body))
    }

    /// What is asked of jobs; `None` for a login.
    #[must_use]
    pub const fn batch_status(&self) -> Option<&BatchStatusRequest<'a>> {
        match &self.0 {
            Kind::Jobs(body) => Some(body),
            Kind::Login(_) => None,
        }
    }

    /// The body's exact length in bytes: its `Content-Length`.
    #[must_use]
    pub fn encoded_len(&self) -> usize {
        match &self.0 {
            Kind::Jobs(body) => body.encoded_len(),
            Kind::Login(body) => body.len(),
        }
    }

    /// The body in pieces: each of at most
    /// [`MAX_PIECE_LEN`](crate::MAX_PIECE_LEN) bytes, but for that of a login,
    /// which is one.
    #[must_use]
    pub fn pieces(&self) -> Pieces<'a> {
        match &self.0 {
            Kind::Jobs(body) => body.pieces(),
            Kind::Login(body) => Pieces::whole(body),
        }
    }
}

/// As it looks on the wire, a login's hidden.
impl fmt::Display for Body<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Kind::Jobs(body) = &self.0 else {
            return f.write_str("***");
        };
        for piece in body.pieces() {
            f.write_str(core::str::from_utf8(piece.as_ref()).unwrap_or_default())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Body<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Jobs(body) => body.fmt(f),
            Kind::Login(_) => f.write_str("Login(***)"),
        }
    }
}
