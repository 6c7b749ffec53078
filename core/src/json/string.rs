//! Strings: plain runs, escapes, surrogate pairs and UTF-8.

use super::{Event, Fault, Scanner, State};
use crate::text::Text;

impl Scanner {
    /// Reads on in a string, as far as its characters stand for themselves or
    /// are escaped by one letter; what else there is, is left to its own state.
    pub(super) fn in_string(
        &mut self,
        input: &mut &[u8],
        text: &mut Text<'_>,
    ) -> Result<Option<Event>, Fault> {
        let (byte, rest) = loop {
            self.offset += if self.in_key {
                Text::new(&mut self.key, &mut self.key_len).take_plain(input)
            } else {
                text.take_plain(input)
            };
            match **input {
                [] => return Ok(None),
                [b'"', ref rest @ ..] => {
                    self.take(input, rest);
                    return Ok(Some(self.end_of_string()));
                }
                [b'\\', letter, ref rest @ ..] if letter != b'u' => {
                    self.offset += 1;
                    self.add(&[unescaped(letter)?], text);
                    self.take(input, rest);
                }
                [byte, ref rest @ ..] => match character_len(input) {
                    0 => break (byte, rest),
                    len => {
                        let (character, rest) = input.split_at_checked(len).unwrap_or_default();
                        self.add(character, text);
                        self.offset += len;
                        *input = rest;
                    }
                },
            }
        };
        self.state = match byte {
            b'\\' => State::Escape,
            0..0x20 => return Err(Fault::Control),
            // RFC 3629, section 4: what may begin a character.
            _ => {
                self.partial_needed = match byte {
                    0xC2..=0xDF => 2,
                    0xE0..=0xEF => 3,
                    0xF0..=0xF4 => 4,
                    _ => return Err(Fault::Utf8),
                };
                self.partial = [byte, 0, 0, 0];
                self.partial_len = 1;
                State::Utf8
            }
        };
        *input = rest;
        self.offset += 1;
        Ok(None)
    }

    /// The closing quote was taken.
    fn end_of_string(&mut self) -> Event {
        if self.in_key {
            self.state = State::Colon;
            Event::Key
        } else {
            self.state = State::after_value(self.depth);
            Event::String
        }
    }

    pub(super) fn in_character(
        &mut self,
        byte: u8,
        text: &mut Text<'_>,
    ) -> Result<Option<Event>, Fault> {
        let [lead, ..] = self.partial;
        // RFC 3629, section 4: the second byte excludes overlong forms,
        // surrogates and what lies beyond U+10FFFF.
        let allowed = match (self.partial_len, lead) {
            (1, 0xE0) => 0xA0..=0xBF,
            (1, 0xED) => 0x80..=0x9F,
            (1, 0xF0) => 0x90..=0xBF,
            (1, 0xF4) => 0x80..=0x8F,
            _ => 0x80..=0xBF,
        };
        if !allowed.contains(&byte) {
            return Err(Fault::Utf8);
        }
        if let Some(slot) = self.partial.get_mut(usize::from(self.partial_len)) {
            *slot = byte;
        }
        self.partial_len += 1;
        if self.partial_len == self.partial_needed {
            let partial = self.partial;
            if let Some(character) = partial.get(..usize::from(self.partial_needed)) {
                self.add(character, text);
            }
            self.state = State::InString;
        }
        Ok(None)
    }

    pub(super) fn in_escape(
        &mut self,
        byte: u8,
        text: &mut Text<'_>,
    ) -> Result<Option<Event>, Fault> {
        match (self.state, byte) {
            (State::Escape | State::LowU, b'u') => {
                self.unit = 0;
                self.state = State::Hex(4);
            }
            (State::Escape, _) => {
                self.add(&[unescaped(byte)?], text);
                self.state = State::InString;
            }
            (State::Hex(left), _) => {
                let digit = match byte {
                    b'0'..=b'9' => byte - b'0',
                    b'a'..=b'f' => byte - b'a' + 10,
                    b'A'..=b'F' => byte - b'A' + 10,
                    _ => return Err(Fault::Escape),
                };
                self.unit = self.unit << 4 | u16::from(digit);
                if left > 1 {
                    self.state = State::Hex(left - 1);
                } else {
                    self.end_of_unit(text)?;
                }
            }
            (State::LowBackslash, b'\\') => self.state = State::LowU,
            _ => return Err(Fault::Surrogate),
        }
        Ok(None)
    }

    /// A `\u` escape is complete: adds its character, or waits for the other
    /// half of a surrogate pair.
    fn end_of_unit(&mut self, text: &mut Text<'_>) -> Result<(), Fault> {
        let high = core::mem::take(&mut self.high);
        let unit = self.unit;
        let code = match (high, unit) {
            (0, 0xD800..=0xDBFF) => {
                self.high = unit;
                self.state = State::LowBackslash;
                return Ok(());
            }
            (0, _) => u32::from(unit),
            (_, 0xDC00..=0xDFFF) => {
                0x1_0000 + ((u32::from(high) & 0x3FF) << 10 | u32::from(unit) & 0x3FF)
            }
            _ => return Err(Fault::Surrogate),
        };
        // What is left over is a low surrogate that stands alone.
        let character = char::from_u32(code).ok_or(Fault::Surrogate)?;
        self.add(character.encode_utf8(&mut [0; 4]).as_bytes(), text);
        self.state = State::InString;
        Ok(())
    }

    /// Adds a character to the key or to the text.
    fn add(&mut self, character: &[u8], text: &mut Text<'_>) {
        if self.in_key {
            Text::new(&mut self.key, &mut self.key_len).push(character);
        } else {
            text.push(character);
        }
    }
}

/// The length of the character of several bytes that `input` begins with
/// (RFC 3629, section 4), if it is one and all of it is there; or else 0.
const fn character_len(input: &[u8]) -> usize {
    match input {
        [0xC2..=0xDF, 0x80..=0xBF, ..] => 2,
        [0xE0, 0xA0..=0xBF, 0x80..=0xBF, ..]
        | [0xED, 0x80..=0x9F, 0x80..=0xBF, ..]
        | [0xE1..=0xEC | 0xEE | 0xEF, 0x80..=0xBF, 0x80..=0xBF, ..] => 3,
        [0xF0, 0x90..=0xBF, 0x80..=0xBF, 0x80..=0xBF, ..]
        | [0xF4, 0x80..=0x8F, 0x80..=0xBF, 0x80..=0xBF, ..]
        | [0xF1..=0xF3, 0x80..=0xBF, 0x80..=0xBF, 0x80..=0xBF, ..] => 4,
        _ => 0,
    }
}

/// What a backslash and this letter stand for (RFC 8259, section 7).
const fn unescaped(letter: u8) -> Result<u8, Fault> {
    Ok(match letter {
        b'"' | b'\\' | b'/' => letter,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        _ => return Err(Fault::Escape),
    })
}
