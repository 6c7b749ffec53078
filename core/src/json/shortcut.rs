//! Ways past what is usual, for decoders that know what they expect.
//!
//! [`Scanner::next`] judges byte by byte. A decoder that knows what usually comes
//! may look ahead with these: each passes over what stands there, if it does,
//! and leaves the scanner as `next` would have left it.

use super::{Level, Scanner, State};

impl Scanner {
    /// Whether a key, a value or a comma may come next, or the end of a
    /// container: everything else is in the middle of something.
    pub(crate) const fn is_between(&self) -> bool {
        matches!(
            self.state,
            State::Value | State::ValueOrEnd | State::KeyOrEnd | State::Key | State::CommaOrEnd
        )
    }

    /// Passes over a comma and white space, as far as they stand there, and
    /// over `}`: whether that was there.
    pub(crate) fn leave_object(&mut self, input: &mut &[u8]) -> bool {
        self.pass_white(input);
        match (input.split_first(), self.state) {
            (Some((b',', rest)), State::CommaOrEnd) => {
                self.take(input, rest);
                self.state = State::Key;
                self.pass_white(input);
                false
            }
            (Some((b'}', rest)), State::CommaOrEnd | State::KeyOrEnd) => {
                self.take(input, rest);
                self.leave();
                true
            }
            _ => false,
        }
    }

    /// Passes over a comma and white space, as far as they stand there, and
    /// over `{`: whether that was there, and could be.
    pub(crate) fn enter_object(&mut self, input: &mut &[u8]) -> bool {
        self.pass_white(input);
        if let (Some((b',', rest)), State::CommaOrEnd) = (input.split_first(), self.state) {
            self.take(input, rest);
            self.state = State::Value;
            self.pass_white(input);
        }
        match (input.split_first(), self.state) {
            (Some((b'{', rest)), State::Value | State::ValueOrEnd)
                if self.open(Level::Object).is_ok() =>
            {
                self.token_at = self.offset;
                self.take(input, rest);
                self.state = State::KeyOrEnd;
                true
            }
            _ => false,
        }
    }

    /// Passes over a key with its colon, if `input` goes on with exactly that,
    /// and over the quote that opens a string, if that follows.
    ///
    /// What is usual is told by one comparison this way, where the long way
    /// judges each byte.
    pub(crate) fn pass_key<const N: usize>(&mut self, input: &mut &[u8], key: &[u8; N]) -> bool {
        let Some((head, rest)) = input.split_first_chunk::<N>() else {
            return false;
        };
        if head != key || !matches!(self.state, State::Key | State::KeyOrEnd) {
            return false;
        }
        self.token_at = self.offset;
        self.offset += N;
        *input = rest;
        self.state = State::Value;
        true
    }

    /// After a key: passes over a colon and the quote that opens a string, as
    /// far as they stand there.
    pub(crate) fn open_value(&mut self, input: &mut &[u8]) {
        self.pass_white(input);
        if let (Some((b':', rest)), State::Colon) = (input.split_first(), self.state) {
            self.take(input, rest);
            self.state = State::Value;
            self.pass_white(input);
        }
        if let (Some((b'"', rest)), State::Value) = (input.split_first(), self.state) {
            self.token_at = self.offset;
            self.take(input, rest);
            self.in_key = false;
            self.state = State::InString;
        }
    }

    /// Whether a value has just ended inside a container.
    pub(crate) const fn is_after_value(&self) -> bool {
        matches!(self.state, State::CommaOrEnd)
    }

    /// After a value in an array: enters an object that the caller saw behind a
    /// comma. What it passes over is counted by [`pass_member`](Self::pass_member).
    pub(crate) fn enter_next_object(&mut self) -> bool {
        self.open(Level::Object).is_ok()
    }

    /// A member whose value is a string was passed over by the caller, from the
    /// comma before it to its closing quote: so many bytes.
    pub(crate) fn pass_member(&mut self, len: usize) {
        self.offset += len;
        self.state = State::CommaOrEnd;
    }

    /// The `}` of the innermost object was passed over by the caller.
    pub(crate) fn leave_usual_object(&mut self) {
        self.offset += 1;
        self.leave();
    }
}
