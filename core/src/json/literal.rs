//! The three literals (RFC 8259, section 3), letter by letter.

use super::{Event, Fault};

/// A literal that has begun: the letters that are to come, the next one lowest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Literal(u32);

impl Literal {
    /// The literal that begins with `byte`.
    pub(super) const fn beginning(byte: u8) -> Result<Self, Fault> {
        Ok(Self(match byte {
            b't' => u32::from_le_bytes(*b"rue\0"),
            b'f' => u32::from_le_bytes(*b"alse"),
            b'n' => u32::from_le_bytes(*b"ull\0"),
            _ => return Err(Fault::Unexpected),
        }))
    }

    /// Takes the next letter, which must be `byte`: the event if it is the last.
    pub(super) const fn take(&mut self, byte: u8) -> Result<Option<Event>, Fault> {
        let [letter, ..] = self.0.to_le_bytes();
        if letter != byte {
            return Err(Fault::Literal);
        }
        self.0 >>= 8;
        Ok(match (self.0, byte) {
            // Of the three one alone does not end with an `e`.
            (0, b'e') => Some(Event::Bool),
            (0, _) => Some(Event::Null),
            _ => None,
        })
    }
}
