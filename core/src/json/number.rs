//! Numbers: their grammar, byte by byte.

use super::{Event, Fault, Scanner, State};
use crate::text::Text;

/// Where in a number (RFC 8259, section 6) the scanner stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Number {
    Minus,
    Zero,
    Integer,
    Point,
    Fraction,
    Exponent,
    ExponentSign,
    ExponentDigits,
}

impl Number {
    /// The place after `byte`, if it continues the number.
    const fn after(self, byte: u8) -> Option<Self> {
        Some(match (self, byte) {
            (Self::Minus, b'0') => Self::Zero,
            (Self::Minus, b'1'..=b'9') | (Self::Integer, b'0'..=b'9') => Self::Integer,
            (Self::Zero | Self::Integer, b'.') => Self::Point,
            (Self::Point | Self::Fraction, b'0'..=b'9') => Self::Fraction,
            (Self::Zero | Self::Integer | Self::Fraction, b'e' | b'E') => Self::Exponent,
            (Self::Exponent, b'+' | b'-') => Self::ExponentSign,
            (Self::Exponent | Self::ExponentSign | Self::ExponentDigits, b'0'..=b'9') => {
                Self::ExponentDigits
            }
            _ => return None,
        })
    }

    /// Whether the number may end here.
    pub(super) const fn may_end(self) -> bool {
        matches!(
            self,
            Self::Zero | Self::Integer | Self::Fraction | Self::ExponentDigits
        )
    }
}

impl Scanner {
    /// Reads on in a number. Only the byte behind it shows that it has ended.
    pub(super) fn in_number(
        &mut self,
        mut number: Number,
        input: &mut &[u8],
        text: &mut Text<'_>,
    ) -> Result<Option<Event>, Fault> {
        while let Some((&byte, rest)) = input.split_first() {
            let Some(next) = number.after(byte) else {
                let goes_on = matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-');
                if goes_on || !number.may_end() {
                    return Err(Fault::Number);
                }
                self.state = State::after_value(self.depth);
                return Ok(Some(Event::Number));
            };
            text.push(&[byte]);
            number = next;
            self.take(input, rest);
        }
        self.state = State::Number(number);
        Ok(None)
    }
}
