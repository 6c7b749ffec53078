//! Numbers (RFC 8259, section 6): their grammar, byte by byte.

use super::{Event, Fault, Scanner, State};

/// What may come next in a number, as a set.
const DIGIT: u8 = 1;
const POINT: u8 = 2;
const EXPONENT: u8 = 4;
const SIGN: u8 = 8;
/// Something that is no part of a number.
const END: u8 = 16;

/// Where in a number the scanner stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Number {
    /// What may come now.
    now: u8,
    /// What may come behind a digit of this part of the number.
    behind_digit: u8,
}

/// Behind a minus, or before the first digit.
const INTEGER: Number = Number {
    now: DIGIT,
    behind_digit: DIGIT | POINT | EXPONENT | END,
};

impl Number {
    /// The place after the first byte, `-` or a digit.
    pub(super) const fn beginning(byte: u8) -> Self {
        match byte {
            b'-' => INTEGER,
            _ => INTEGER.behind_digit(byte),
        }
    }

    /// The place after `byte`; `None` if that is no part of the number.
    pub(super) const fn after(self, byte: u8) -> Result<Option<Self>, Fault> {
        let what = match byte {
            b'0'..=b'9' => DIGIT,
            b'.' => POINT,
            b'e' | b'E' => EXPONENT,
            b'+' | b'-' => SIGN,
            _ => END,
        };
        if self.now & what == 0 {
            return Err(Fault::Number);
        }
        Ok(Some(match what {
            DIGIT => self.behind_digit(byte),
            POINT => Self {
                now: DIGIT,
                behind_digit: DIGIT | EXPONENT | END,
            },
            EXPONENT => Self {
                now: DIGIT | SIGN,
                behind_digit: DIGIT | END,
            },
            SIGN => Self { now: DIGIT, ..self },
            _ => return Ok(None),
        }))
    }

    const fn behind_digit(self, digit: u8) -> Self {
        // Nothing of the integer follows a zero that it begins with.
        let leads = self.now == DIGIT && self.behind_digit & POINT != 0;
        let barred = if leads && digit == b'0' { DIGIT } else { 0 };
        Self {
            now: self.behind_digit & !barred,
            ..self
        }
    }

    /// Whether a digit may come, and then another like it.
    pub(super) const fn may_go_on(self) -> bool {
        self.now & DIGIT != 0 && self.now & END != 0
    }

    /// Whether the number may end here.
    pub(super) const fn may_end(self) -> bool {
        self.now & END != 0
    }
}

impl Scanner {
    /// Reads on in a number. Only the byte behind it shows that it has ended.
    pub(super) fn in_number(
        &mut self,
        mut number: Number,
        input: &mut &[u8],
        room: &mut [u8],
    ) -> Result<Option<Event>, Fault> {
        while let Some((&byte, rest)) = input.split_first() {
            let Some(next) = number.after(byte)? else {
                self.after_value();
                return Ok(Some(Event::Number));
            };
            number = next;
            if !room.is_empty() {
                self.text.push(room, u32::from(byte));
            }
            *input = rest;
        }
        self.state = State::InNumber(number);
        Ok(None)
    }
}
