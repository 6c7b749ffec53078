//! The three literals, letter by letter.

use super::{Event, Fault, Scanner, State};

/// A literal (RFC 8259, section 3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    True,
    False,
    Null,
}

impl Word {
    /// The literal that begins with `byte`.
    pub(super) const fn beginning(byte: u8) -> Option<Self> {
        match byte {
            b't' => Some(Self::True),
            b'f' => Some(Self::False),
            b'n' => Some(Self::Null),
            _ => None,
        }
    }

    const fn letters(self) -> &'static [u8] {
        match self {
            Self::True => b"true",
            Self::False => b"false",
            Self::Null => b"null",
        }
    }

    const fn event(self) -> Event {
        match self {
            Self::True | Self::False => Event::Bool,
            Self::Null => Event::Null,
        }
    }
}

impl Scanner {
    pub(super) fn in_literal(
        &mut self,
        word: Word,
        read: u8,
        byte: u8,
    ) -> Result<Option<Event>, Fault> {
        match word.letters().get(usize::from(read)..) {
            Some([letter]) if *letter == byte => {
                self.state = State::after_value(self.depth);
                Ok(Some(word.event()))
            }
            Some([letter, ..]) if *letter == byte => {
                self.state = State::Literal(word, read + 1);
                Ok(None)
            }
            _ => Err(Fault::Literal),
        }
    }
}
