//! Numbers in decimal, written without `core::fmt`, which brings kilobytes along.

/// A number in decimal.
pub(crate) struct Digits {
    bytes: [u8; MAX_LEN],
    start: usize,
}

/// As many as the largest of 64 bits has.
const MAX_LEN: usize = 20;

impl Digits {
    pub(crate) fn of(number: usize) -> Self {
        let mut digits = Self {
            bytes: [b'0'; MAX_LEN],
            start: MAX_LEN,
        };
        let mut rest = number;
        for slot in digits.bytes.iter_mut().rev() {
            #[allow(clippy::cast_possible_truncation, reason = "a digit")]
            let digit = (rest % 10) as u8;
            *slot = b'0' + digit;
            digits.start = digits.start.saturating_sub(1);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        digits
    }
}

impl AsRef<[u8]> for Digits {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn numbers_are_written_as_display_has_them() {
        for number in [0, 1, 9, 10, 88, 443, 65_535, u32::MAX as usize, usize::MAX] {
            assert_eq!(Digits::of(number).as_ref(), number.to_string().as_bytes());
        }
    }
}
