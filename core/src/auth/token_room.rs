//! Room for a token that arrives in the header of an answer.

use crate::auth::token::{Token, TokenError};
use crate::error::{Capacity, CapacityError, Cause, ProtocolError};

/// Takes the value of a header field in pieces. White space around it does not
/// belong to it (RFC 9110, section 5.5).
///
/// What has no room is counted, so that a token which was cut is never taken for
/// a whole one.
pub(crate) struct TokenRoom<'t> {
    room: &'t mut [u8],
    len: usize,
    /// White space that is of the value only if something follows.
    spaces: usize,
}

impl<'t> TokenRoom<'t> {
    pub(crate) const fn new(room: &'t mut [u8]) -> Self {
        Self {
            room,
            len: 0,
            spaces: 0,
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(crate) fn push(&mut self, byte: u8) {
        let at = self.len.saturating_add(self.spaces);
        let is_space = matches!(byte, b' ' | b'\t');
        if is_space && self.is_empty() {
            return;
        }
        if let Some(place) = self.room.get_mut(at) {
            *place = byte;
        }
        if is_space {
            self.spaces = self.spaces.saturating_add(1);
        } else {
            self.len = at.saturating_add(1);
            self.spaces = 0;
        }
    }

    /// The token, if one came whole.
    pub(crate) fn token<E>(&self) -> Result<Token<'_>, Cause<E>> {
        let available = self.room.len();
        let bytes = self.room.get(..self.len).ok_or(CapacityError::new(
            Capacity::Token,
            self.len,
            available,
        ))?;
        let token = match core::str::from_utf8(bytes) {
            Ok(text) => Token::new(text),
            Err(error) => Err(TokenError::Byte {
                at: error.valid_up_to(),
            }),
        };
        token.map_err(|error| Cause::Protocol(ProtocolError::Token(error)))
    }
}
