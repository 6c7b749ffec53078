//! Ways past what is usual, for decoders that know what they expect.
//!
//! [`Scanner::next`] judges byte by byte. A decoder that knows what usually comes
//! may look ahead with these: each passes over what stands there, if all of it
//! does, and leaves the scanner as `next` would have left it; otherwise nothing
//! has happened.

use super::character::unescaped;
use super::run;
use super::word::WIDE;
use super::{Kind, Scanner, State, pass_white};

impl Scanner {
    /// Whether a value has just ended inside `depth` containers.
    pub(crate) const fn is_after_value(&self, depth: u16) -> bool {
        matches!(self.state, State::COMMA_OR_END) && self.nesting.depth() == depth
    }

    /// After a member of an object that is inside another container: passes over `}`.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(crate) fn leave_object(&mut self, input: &mut &[u8]) -> bool {
        let mut rest = *input;
        if WIDE {
            pass_white(&mut rest);
        }
        let Some((b'}', rest)) = rest.split_first() else {
            return false;
        };
        *input = rest;
        self.nesting.close();
        true
    }

    /// After a value: the caller read a comma, perhaps the brace that opens an
    /// object, a key with its colon, and the quote that opens a string. Behind it
    /// `left` bytes of the slice are left.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(crate) fn enter_member(&mut self, opens_object: bool, left: usize) {
        if opens_object {
            self.enter_usual_object();
        }
        self.token_at = self.offset.wrapping_sub(left + 1);
        self.start_string(Kind::Value);
    }

    /// Whether what comes is inside a string, and not inside a character of it.
    pub(crate) const fn is_in_string(&self) -> bool {
        matches!(self.state, State::IN_STRING)
    }

    /// Inside the string of a member's value: reads as much of it as can be told at
    /// once, and says whether that was the rest of it and all of the text has room.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(crate) fn take_string(&mut self, input: &mut &[u8], room: &mut [u8]) -> bool {
        if !WIDE {
            return self.take_string_by_bytes(input, room);
        }
        let Some(free) = self.text.free(room) else {
            return false;
        };
        self.text.add(run::take(input, free));
        let Some((b'"', rest)) = input.split_first() else {
            return false;
        };
        *input = rest;
        self.state = State::COMMA_OR_END;
        true
    }

    /// The same where a register has less than eight bytes: characters beyond ASCII
    /// are left to the long way.
    #[inline(always)]
    fn take_string_by_bytes(&mut self, input: &mut &[u8], room: &mut [u8]) -> bool {
        while let Some(free) = self.text.free(room) {
            let len = run::take_by_bytes(input, free);
            self.text.add(len);
            match **input {
                [b'"', ref rest @ ..] => {
                    *input = rest;
                    self.state = State::COMMA_OR_END;
                    return true;
                }
                [b'\\', letter, ref rest @ ..] => {
                    let (Some(character), Some(slot)) = (unescaped(letter), free.get_mut(len))
                    else {
                        break;
                    };
                    *slot = character;
                    self.text.add(1);
                    *input = rest;
                }
                _ => break,
            }
        }
        false
    }

    /// Inside the string of a value: takes a byte, if it stands for itself and has
    /// room.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(crate) fn take_byte(&mut self, byte: u8, room: &mut [u8]) -> bool {
        match self.text.free(room) {
            Some([slot, ..]) if run::stands_for_itself(byte) => {
                *slot = byte;
                self.text.add(1);
                self.offset += 1;
                true
            }
            _ => false,
        }
    }

    /// Inside the string of a member's value: takes the closing quote, if all of the text
    /// had room.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(crate) fn end_string(&mut self) -> bool {
        let is_complete = self.text.is_complete();
        if is_complete {
            self.offset += 1;
            self.state = State::COMMA_OR_END;
        }
        is_complete
    }

    /// After an item of a list that was an object: the caller read on into another.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(crate) const fn enter_usual_object(&mut self) {
        self.nesting.open_again();
    }
}

/// What is behind `text`, if `input` begins with it and white space stands before
/// its brace, its key and its last quote.
pub(crate) fn behind_spaced<'i>(mut input: &'i [u8], text: &[u8]) -> Option<&'i [u8]> {
    let (key, quote) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let at = key.iter().position(|byte| *byte == b'"')?;
    let (before, key) = key.split_at_checked(at)?;
    for part in before.chunks(1).chain([key, quote]) {
        pass_white(&mut input);
        input = input.strip_prefix(part)?;
    }
    Some(input)
}

#[cfg(test)]
mod tests {
    use super::super::run::tests::for_each_text;
    use super::super::{Event, Fault};
    use super::*;
    use std::prelude::v1::*;
    use std::vec;

    /// One of the ways into a string.
    type Way = fn(&mut Scanner, &mut &[u8], &mut [u8]) -> bool;

    /// What is known behind a string: how it ended, how much was stored and needed,
    /// the text, and what is left of the input.
    type Ended<'i> = (
        Result<Option<Event>, Fault>,
        usize,
        Vec<u8>,
        &'i [u8],
        State,
    );

    /// Reads a string that arrives in two pieces; `way` goes first in each of them.
    fn read(text: &[u8], size: usize, way: Way) -> Ended<'_> {
        let mut scanner = Scanner::new();
        let mut before: &[u8] = b"{\"key\":\"";
        while let Ok(Some(_)) = scanner.next(&mut before, &mut []) {}
        assert!(scanner.is_in_string());
        let mut room = vec![0; size];
        let (mut piece, mut later) = text.split_at(text.len() / 2);
        let ended = loop {
            let ended = if scanner.is_in_string() && way(&mut scanner, &mut piece, &mut room) {
                Ok(Some(Event::String))
            } else {
                scanner.next(&mut piece, &mut room)
            };
            if ended != Ok(None) || later.is_empty() {
                break ended;
            }
            piece = core::mem::take(&mut later);
        };
        let left = piece.len() + later.len();
        let stored = scanner.text().stored().text_of(&room).as_bytes().to_vec();
        let behind = &text[text.len() - left..];
        (
            ended,
            scanner.text().needed(),
            stored,
            behind,
            scanner.state,
        )
    }

    /// In room of whatever size.
    #[test]
    fn by_words_by_bytes_and_the_long_way_a_string_is_the_same() {
        for_each_text(|text| {
            for size in [0, 1, 7, 8, 9, 16, 36, 40, 64] {
                let long = read(text, size, |_, _, _| false);
                let words = read(text, size, Scanner::take_string);
                assert_eq!(words, long, "{text:?} in {size}");
                let bytes = read(text, size, Scanner::take_string_by_bytes);
                assert_eq!(bytes, long, "{text:?} in {size}");
            }
        });
    }
}
