//! A character of a string that is written with several bytes: as an escape, or
//! in UTF-8. Whichever way, its code is put together, and stored once it is whole.

use super::{Fault, Scanner, State};

impl Scanner {
    /// Begins the character whose first byte is `byte`, which does not stand for
    /// itself.
    pub(super) const fn begin_character(&mut self, byte: u8) -> Result<(), Fault> {
        self.state = match byte {
            b'\\' => State::IN_ESCAPE,
            0..0x20 => return Err(Fault::Control),
            0xC2..=0xF4 => {
                self.left = 1 + (byte >= 0xE0) as u8 + (byte >= 0xF0) as u8;
                self.code = byte as u32 & 0x3F >> self.left;
                State::IN_UTF8
            }
            _ => return Err(Fault::Utf8),
        };
        Ok(())
    }

    /// Reads one byte of a character that has begun: whether it is whole, with its
    /// code known.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn in_character(&mut self, byte: u8) -> Result<bool, Fault> {
        match self.state {
            State::IN_UNIT => self.in_unit(byte)?,
            State::IN_UTF8 => self.in_utf8(byte)?,
            _ if byte == b'u' => {
                self.state = State::IN_UNIT;
                self.left = 4;
                self.code = 0;
            }
            _ => {
                self.left = 0;
                self.code = unescaped(byte).ok_or(Fault::Escape)?.into();
            }
        }
        Ok(self.left == 0)
    }

    /// Stores the character that is whole.
    pub(super) fn end_character(&mut self, room: &mut [u8]) {
        let room = self.kind.room(&mut self.key, room);
        self.text.push(room, self.code);
        self.state = State::IN_STRING;
    }

    /// A byte of a `\u` escape: of its four digits, or before them, of the backslash
    /// and the `u` of the second half of a surrogate pair. The first half then stands
    /// above the second.
    const fn in_unit(&mut self, byte: u8) -> Result<(), Fault> {
        self.left -= 1;
        if self.left >= 4 {
            let due = if self.left == 5 { b'\\' } else { b'u' };
            return if byte == due {
                Ok(())
            } else {
                Err(Fault::Surrogate)
            };
        }
        let digit = match (byte, byte | 0x20) {
            (b'0'..=b'9', _) => byte - b'0',
            (_, lower @ b'a'..=b'f') => lower - b'a' + 10,
            _ => return Err(Fault::Escape),
        };
        self.code = (self.code << 4) + digit as u32;
        if self.left > 0 {
            return Ok(());
        }
        match (self.code >> 16, self.code & 0xFC00) {
            (0, 0xD800) => self.left = 6,
            (0, 0xDC00) => return Err(Fault::Surrogate),
            (0, _) => {}
            (high, 0xDC00) => {
                self.code = 0x1_0000 + ((high & 0x3FF) << 10) + (self.code & 0x3FF);
            }
            _ => return Err(Fault::Surrogate),
        }
        Ok(())
    }

    /// A byte of UTF-8 behind the first.
    const fn in_utf8(&mut self, byte: u8) -> Result<(), Fault> {
        self.left -= 1;
        self.code = (self.code << 6) + (byte & 0x3F) as u32;
        if byte & 0xC0 == 0x80 && !is_excluded(self.left, self.code) {
            Ok(())
        } else {
            Err(Fault::Utf8)
        }
    }
}

/// Whether no character is written with a code that begins so, `left` bytes before
/// its end (RFC 3629, section 4): the second byte tells overlong forms, surrogates
/// and what lies beyond U+10FFFF. The third of four is never among these.
const fn is_excluded(left: u8, code: u32) -> bool {
    matches!((left, code), (2, 0..0x10 | 0x110..) | (1, 0..0x20 | 0x360..0x380))
}

/// What a backslash and this letter stand for (RFC 8259, section 7).
pub(super) const fn unescaped(letter: u8) -> Option<u8> {
    Some(match letter {
        b'"' | b'\\' | b'/' => letter,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        _ => return None,
    })
}

/// The length of the character of several bytes that `bytes` begin with, or 0 if
/// they do not (RFC 3629, section 4).
pub(super) const fn whole_len(bytes: [u8; 4]) -> usize {
    let word = u32::from_le_bytes(bytes);
    // First the bits that make a character of so many bytes; then those of the
    // lead and of the second byte that tell overlong forms, surrogates and what
    // lies beyond U+10FFFF.
    if word & 0x00C0_C0F0 == 0x0080_80E0 {
        match word & 0x200F {
            0 | 0x200D => 0,
            _ => 3,
        }
    } else if word & 0xC0E0 == 0x80C0 {
        match word & 0x1E {
            0 => 0,
            _ => 2,
        }
    } else if word & 0xC0C0_C0F8 == 0x8080_80F0 {
        match (word & 0x7, word & 0x3000) {
            (0, 0) | (4, 1..) | (5.., _) => 0,
            _ => 4,
        }
    } else {
        0
    }
}
