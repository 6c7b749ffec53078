//! Numbers (RFC 8259, section 6): their grammar, byte by byte.

use super::Fault;

/// What may come next in a number, as a set.
const DIGIT: u8 = 1;
const POINT: u8 = 2;
const EXPONENT: u8 = 4;
const SIGN: u8 = 8;
/// Something that is no part of a number.
const END: u8 = 16;
/// Behind the minus: no digit follows a zero that comes now.
const MINUS: u8 = 32;
/// In the fraction.
const FRACTION: u8 = 64;

/// Where in a number the scanner stands: what may come now, and in which part of
/// it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Number(u8);

impl Number {
    /// In no number.
    pub(super) const NONE: Self = Self(0);

    /// The place after the first byte, `-` or a digit.
    pub(super) const fn beginning(byte: u8) -> Self {
        Self(match byte {
            b'-' => MINUS + DIGIT,
            b'0' => POINT + EXPONENT + END,
            _ => DIGIT + POINT + EXPONENT + END,
        })
    }

    /// Takes `byte`, if it is part of the number.
    pub(super) const fn take(&mut self, byte: u8) -> Result<bool, Fault> {
        let (what, behind) = match byte {
            b'0'..=b'9' if self.0 == MINUS + DIGIT => (DIGIT, Self::beginning(byte).0),
            b'0'..=b'9' => (DIGIT, (self.0 & !SIGN | END) | self.0 >> 4 & EXPONENT),
            b'.' => (POINT, FRACTION + DIGIT),
            b'e' | b'E' => (EXPONENT, DIGIT + SIGN),
            b'+' | b'-' => (SIGN, DIGIT),
            _ => (END, self.0),
        };
        if self.0 & what == 0 {
            return Err(Fault::Number);
        }
        self.0 = behind;
        Ok(what != END)
    }

    /// Whether a digit may come, and then another like it.
    pub(super) const fn may_go_on(self) -> bool {
        self.0 & DIGIT != 0 && self.0 & END != 0
    }

    /// Whether the number may end here.
    pub(super) const fn may_end(self) -> bool {
        self.0 & END != 0
    }
}
