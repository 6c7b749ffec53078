//! The three literals (RFC 8259, section 3), letter by letter.

use super::{Event, Fault, Scanner};

/// The letters that are to come in the literal that begins with `byte`, the next
/// one lowest.
pub(super) const fn beginning(byte: u8) -> Result<u32, Fault> {
    Ok(match byte {
        b't' => u32::from_le_bytes(*b"rue\0"),
        b'f' => u32::from_le_bytes(*b"alse"),
        b'n' => u32::from_le_bytes(*b"ull\0"),
        _ => return Err(Fault::Unexpected),
    })
}

impl Scanner {
    /// Takes the next letter, which must be `byte`: the event if it is the last.
    pub(super) fn in_literal(&mut self, byte: u8) -> Result<Option<Event>, Fault> {
        let [letter, ..] = self.code.to_le_bytes();
        if letter != byte {
            return Err(Fault::Literal);
        }
        self.code >>= 8;
        if self.code != 0 {
            return Ok(None);
        }
        // Of the three one alone does not end with an `e`.
        Ok(Some(match byte {
            b'e' => Event::Bool,
            _ => Event::Null,
        }))
    }
}
