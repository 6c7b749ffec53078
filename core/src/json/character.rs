//! A character of a string that is written with several bytes: as an escape, or
//! in UTF-8. Whichever way, its code is put together, and stored once it is whole.

use super::{Fault, Scanner, State};

/// A character of which some bytes were read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Partial {
    written: Written,
    /// How many bytes are to come; in a `\u` escape four digits, and before them
    /// `\u` for the second half of a surrogate pair.
    left: u8,
    /// As far as it is known; the first half of a surrogate pair stands above the
    /// second.
    code: u32,
}

/// How a character is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Written {
    /// With a backslash, which was read.
    Escape,
    /// As a `\u` escape.
    Unit,
    Utf8,
}

impl Partial {
    /// The character that begins with `byte`, which does not stand for itself.
    const fn beginning(byte: u8) -> Result<Self, Fault> {
        let (written, left) = match byte {
            b'\\' => (Written::Escape, 1),
            0..0x20 => return Err(Fault::Control),
            0xC2..0xE0 => (Written::Utf8, 1),
            0xE0..0xF0 => (Written::Utf8, 2),
            0xF0..=0xF4 => (Written::Utf8, 3),
            _ => return Err(Fault::Utf8),
        };
        Ok(Self {
            written,
            left,
            code: byte as u32 & 0x3F >> left,
        })
    }

    /// Takes `byte`.
    const fn take(&mut self, byte: u8) -> Result<(), Fault> {
        match self.written {
            Written::Escape if byte == b'u' => {
                *self = Self {
                    written: Written::Unit,
                    left: 4,
                    code: 0,
                };
                Ok(())
            }
            Written::Escape => match unescaped(byte) {
                Some(character) => {
                    self.code = character as u32;
                    self.left = 0;
                    Ok(())
                }
                None => Err(Fault::Escape),
            },
            Written::Unit => self.take_digit(byte),
            Written::Utf8 => self.take_tail(byte),
        }
    }

    /// A byte of a `\u` escape.
    const fn take_digit(&mut self, byte: u8) -> Result<(), Fault> {
        if self.left > 4 {
            let due = if self.left == 6 { b'\\' } else { b'u' };
            if byte != due {
                return Err(Fault::Surrogate);
            }
        } else {
            let Some(digit) = (byte as char).to_digit(16) else {
                return Err(Fault::Escape);
            };
            self.code = self.code << 4 | digit;
        }
        self.left -= 1;
        if self.left > 0 {
            return Ok(());
        }
        match (self.code >> 16, self.code & 0xFC00) {
            (0, 0xD800) => self.left = 6,
            (0, 0xDC00) => return Err(Fault::Surrogate),
            (0, _) => {}
            (high, 0xDC00) => {
                self.code = 0x1_0000 + ((high & 0x3FF) << 10 | self.code & 0x3FF);
            }
            _ => return Err(Fault::Surrogate),
        }
        Ok(())
    }

    /// A byte of UTF-8 behind the first.
    const fn take_tail(&mut self, byte: u8) -> Result<(), Fault> {
        self.code = self.code << 6 | byte as u32 & 0x3F;
        self.left -= 1;
        // RFC 3629, section 4: the second byte tells overlong forms, surrogates
        // and what lies beyond U+10FFFF. The third of four is never among these.
        let is_excluded = match (self.left, self.code) {
            (2, 0..0x10 | 0x110..) | (1, 0..0x20 | 0x360..0x380) => true,
            _ => byte & 0xC0 != 0x80,
        };
        if is_excluded {
            Err(Fault::Utf8)
        } else {
            Ok(())
        }
    }
}

impl Scanner {
    /// Begins the character whose first byte is `byte`, which does not stand for
    /// itself.
    pub(super) const fn begin_character(&mut self, byte: u8) -> Result<(), Fault> {
        match Partial::beginning(byte) {
            Ok(partial) => self.state = State::InCharacter(partial),
            Err(fault) => return Err(fault),
        }
        Ok(())
    }

    /// Reads one byte of a character that has begun.
    pub(super) fn in_character(
        &mut self,
        mut partial: Partial,
        byte: u8,
        room: &mut [u8],
    ) -> Result<(), Fault> {
        partial.take(byte)?;
        if partial.left > 0 {
            self.state = State::InCharacter(partial);
        } else {
            let room = self.kind.room(&mut self.key, room);
            self.text.push(room, partial.code);
            self.state = State::InString;
        }
        Ok(())
    }
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
