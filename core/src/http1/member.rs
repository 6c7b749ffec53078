//! Lists in the values of fields, member by member.

use heapless::Vec;

/// Longest member that means anything: a length of 20 digits.
const MAX_LEN: usize = 20;

/// A member of a list that is separated by commas, in whatever pieces it comes;
/// white space around it does not belong to it (RFC 9110, section 5.6.1).
#[derive(Clone, Default)]
pub(super) struct Member {
    bytes: Vec<u8, MAX_LEN, u8>,
    /// White space behind it.
    has_ended: bool,
    is_strange: bool,
}

impl Member {
    pub(super) fn push(&mut self, byte: u8) {
        if super::syntax::is_blank(byte) {
            self.has_ended = !self.bytes.is_empty();
        } else if self.has_ended || self.bytes.push(byte).is_err() {
            self.is_strange = true;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Words do not care for case here.
    pub(super) fn is(&self, word: &str) -> bool {
        !self.is_strange && self.bytes.eq_ignore_ascii_case(word.as_bytes())
    }

    /// `1*DIGIT`, as far as it fits.
    pub(super) fn number(&self) -> Option<u64> {
        if self.is_strange || self.is_empty() {
            return None;
        }
        self.bytes.iter().try_fold(0_u64, |number, byte| {
            let digit = byte.checked_sub(b'0').filter(|digit| *digit <= 9)?;
            number.checked_mul(10)?.checked_add(u64::from(digit))
        })
    }
}
