//! The body of a request in pieces, for a transport that has no room for all of it.

use core::fmt;

use crate::job::{JOB_ID_LEN, JobId};
use crate::page::Page;

/// Longest of the [`pieces`](crate::BatchStatusRequest::pieces) of a body, in bytes.
pub const MAX_PIECE_LEN: usize = MAX_TAIL_LEN;

const _: () = assert!(JOB_ID_LEN <= MAX_PIECE_LEN && OPEN.len() <= MAX_PIECE_LEN);

/// What stands before the first id, and between two.
pub(crate) const OPEN: &[u8] = b"{\"jobs\":[\"";
pub(crate) const BETWEEN: &[u8; 3] = b"\",\"";
/// The longest that follows the ids.
pub(crate) const MAX_TAIL_LEN: usize =
    b"\"],\"page_req\":{\"cur_page\":4294967295,\"per_page\":100}}".len();

/// The pieces of a request's body, in order. `Debug` shows none: a password may
/// stand in them.
#[derive(Clone)]
pub struct Pieces<'a> {
    ids: core::slice::Iter<'a, JobId<'a>>,
    tail: Tail,
    next: Next<'a>,
}

impl<'a> Pieces<'a> {
    /// Those of a list of ids and what follows it.
    pub(crate) fn of(jobs: &'a [JobId<'a>], tail: Tail) -> Self {
        Self {
            ids: jobs.iter(),
            tail,
            next: Next::Open,
        }
    }

    /// One piece.
    pub(crate) fn whole(body: &'a [u8]) -> Self {
        Self {
            ids: [].iter(),
            tail: Tail::EMPTY,
            next: Next::Whole(body),
        }
    }
}

#[derive(Clone, Copy)]
enum Next<'a> {
    /// All of a body that was written beforehand.
    Whole(&'a [u8]),
    Open,
    Id,
    BetweenOrTail,
    Nothing,
}

impl fmt::Debug for Pieces<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pieces").finish_non_exhaustive()
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let (piece, next) = match self.next {
            Next::Whole(body) => (Kind::Borrowed(body), Next::Nothing),
            Next::Open => (Kind::Borrowed(OPEN), Next::Id),
            Next::Id => {
                let id: &[u8] = self.ids.next().map_or(b"", |id| id.as_bytes());
                (Kind::Borrowed(id), Next::BetweenOrTail)
            }
            Next::BetweenOrTail if self.ids.len() > 0 => (Kind::Borrowed(BETWEEN), Next::Id),
            Next::BetweenOrTail => (Kind::Tail(self.tail.clone()), Next::Nothing),
            Next::Nothing => return None,
        };
        self.next = next;
        Some(Piece(piece))
    }
}

/// Some bytes of a request's body. `Debug` does not show them.
#[derive(Clone)]
pub struct Piece<'a>(Kind<'a>);

impl fmt::Debug for Piece<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Piece({} bytes)", self.as_ref().len())
    }
}

#[derive(Clone)]
enum Kind<'a> {
    Borrowed(&'a [u8]),
    Tail(Tail),
}

impl AsRef<[u8]> for Piece<'_> {
    fn as_ref(&self) -> &[u8] {
        match &self.0 {
            Kind::Borrowed(bytes) => bytes,
            Kind::Tail(tail) => tail.as_ref(),
        }
    }
}

/// What follows the ids: the only bytes that have to be composed.
#[derive(Clone)]
pub(crate) struct Tail {
    bytes: [u8; MAX_TAIL_LEN],
    len: u8,
}

impl Tail {
    const EMPTY: Self = Self {
        bytes: [0; MAX_TAIL_LEN],
        len: 0,
    };

    /// Names `page`, if there is one.
    pub(crate) fn of(page: Option<Page>) -> Self {
        let mut tail = Self::EMPTY;
        tail.push(b"\"]");
        if let Some(page) = page {
            tail.push(b",\"page_req\":{\"cur_page\":");
            tail.push_number(page.current());
            tail.push(b",\"per_page\":");
            tail.push_number(u32::from(page.per_page()));
            tail.push(b"}");
        }
        tail.push(b"}");
        tail
    }

    fn push(&mut self, more: &[u8]) {
        for byte in more {
            if let Some(slot) = self.bytes.get_mut(usize::from(self.len)) {
                *slot = *byte;
                self.len += 1;
            }
        }
    }

    fn push_number(&mut self, number: u32) {
        let mut digits = [0; 10];
        let mut rest = number;
        let mut len = 0;
        for slot in digits.iter_mut().rev() {
            #[allow(clippy::cast_possible_truncation, reason = "a digit")]
            let digit = (rest % 10) as u8;
            *slot = b'0' + digit;
            rest /= 10;
            len += 1;
            if rest == 0 {
                break;
            }
        }
        if let Some(used) = digits.get(digits.len() - len..) {
            self.push(used);
        }
    }
}

impl AsRef<[u8]> for Tail {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or_default()
    }
}
