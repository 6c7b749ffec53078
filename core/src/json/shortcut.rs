//! Ways past what is usual, for decoders that know what they expect.
//!
//! [`Scanner::next`] judges byte by byte. A decoder that knows what usually comes
//! may look ahead with these: each passes over what stands there, if all of it
//! does, and leaves the scanner as `next` would have left it; otherwise nothing
//! has happened.

use super::nesting::Level;
use super::run;
use super::word::WIDE;
use super::{Kind, Scanner, State, pass_white};

impl Scanner {
    /// Whether a value has just ended inside `depth` containers.
    pub(crate) const fn is_after_value(&self, depth: u16) -> bool {
        matches!(self.state, State::COMMA_OR_END) && self.nesting.depth() == depth
    }

    /// After a member of an object: passes over `}`.
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
        self.after_value();
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

    /// Inside the string of a value: reads as much of it as can be told at once,
    /// and says whether that was the rest of it and all of the text has room.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(crate) fn take_string(&mut self, input: &mut &[u8], room: &mut [u8]) -> bool {
        let Some(free) = self.text.free(room) else {
            return false;
        };
        self.text.add(run::take(input, free));
        let Some((b'"', rest)) = input.split_first() else {
            return false;
        };
        *input = rest;
        self.after_value();
        true
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

    /// Inside the string of a value: takes the closing quote, if all of the text
    /// had room.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(crate) fn end_string(&mut self) -> bool {
        let is_complete = self.text.is_complete();
        if is_complete {
            self.offset += 1;
            self.after_value();
        }
        is_complete
    }

    /// After an item of a list: the caller read on into an object, and it was seen
    /// to be less deep than what is followed.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(crate) fn enter_usual_object(&mut self) {
        let _ = self.nesting.open(Level::Object);
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
