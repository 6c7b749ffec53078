//! An IAM token that somebody else obtained.

use core::fmt;

/// Longest token that is accepted, in bytes.
///
/// Documented maxima run from 5,000 to 32,768 characters, and the gateway
/// refuses any header above 32 KiB (API Gateway, *Restrictions*).
pub const MAX_TOKEN_LEN: usize = 32 * 1024;

/// An IAM token, borrowed: it is never copied into a buffer of this crate.
///
/// It is checked to be printable ASCII without spaces, so that it cannot end
/// its header line or begin another. [`Debug`](fmt::Debug) and `defmt` show
/// `***`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token<'a>(&'a str);

impl<'a> Token<'a> {
    /// Checks `text`.
    ///
    /// # Errors
    ///
    /// [`TokenError`]; it repeats nothing of the token.
    pub const fn new(text: &'a str) -> Result<Self, TokenError> {
        match Self::check(text.as_bytes()) {
            Ok(()) => Ok(Self(text)),
            Err(error) => Err(error),
        }
    }

    /// The token itself, for the header it travels in and nothing else.
    #[must_use]
    pub const fn expose(&self) -> &'a str {
        self.0
    }

    const fn check(bytes: &[u8]) -> Result<(), TokenError> {
        if bytes.is_empty() {
            return Err(TokenError::Empty);
        }
        if bytes.len() > MAX_TOKEN_LEN {
            return Err(TokenError::TooLong { found: bytes.len() });
        }
        let mut at = 0;
        while at < bytes.len() {
            if !bytes[at].is_ascii_graphic() {
                return Err(TokenError::Byte { at });
            }
            at += 1;
        }
        Ok(())
    }
}

impl fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
    }
}

#[cfg(feature = "defmt")]
impl defmt::Format for Token<'_> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(f, "Token(***)");
    }
}

/// Why a [`Token`] was not accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum TokenError {
    /// There is nothing in it.
    Empty,
    /// It is longer than [`MAX_TOKEN_LEN`].
    TooLong {
        /// Its length in bytes.
        found: usize,
    },
    /// A space, a control character or a byte beyond ASCII; often the newline
    /// at the end of a file.
    Byte {
        /// Its offset in the token.
        at: usize,
    },
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the token is empty"),
            Self::TooLong { found } => {
                write!(
                    f,
                    "the token has {found} bytes, at most {MAX_TOKEN_LEN} can be sent"
                )
            }
            Self::Byte { at } => write!(
                f,
                "the token has a space, a line end or another character that no header carries at byte {at}"
            ),
        }
    }
}

impl core::error::Error for TokenError {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::format;
    use std::prelude::v1::*;

    #[test]
    fn what_a_token_may_be() {
        let longest = "x".repeat(MAX_TOKEN_LEN);
        let too_long = "x".repeat(MAX_TOKEN_LEN + 1);
        let cases: [(&str, Result<(), TokenError>); 8] = [
            ("MIIEow", Ok(())),
            ("a+b/c=.-_", Ok(())),
            (&longest, Ok(())),
            ("", Err(TokenError::Empty)),
            (
                &too_long,
                Err(TokenError::TooLong {
                    found: MAX_TOKEN_LEN + 1,
                }),
            ),
            ("abc\r\nX-Evil: 1", Err(TokenError::Byte { at: 3 })),
            ("abc\n", Err(TokenError::Byte { at: 3 })),
            ("é", Err(TokenError::Byte { at: 0 })),
        ];
        for (text, expected) in cases {
            assert_eq!(
                Token::new(text).map(|_| ()),
                expected,
                "{:.20}",
                text.escape_debug()
            );
        }
        assert_eq!(MAX_TOKEN_LEN, 32_768);
    }

    #[test]
    fn an_error_of_a_token_says_what_to_look_for() {
        for (error, shown) in [
            (TokenError::Empty, "the token is empty"),
            (
                TokenError::TooLong { found: 32_769 },
                "the token has 32769 bytes, at most 32768 can be sent",
            ),
            (
                TokenError::Byte { at: 3 },
                "the token has a space, a line end or another character that no header carries at byte 3",
            ),
        ] {
            assert_eq!(error.to_string(), shown);
        }
    }

    #[test]
    fn a_token_is_never_shown() {
        let token = Token::new("secret").unwrap();
        assert_eq!(format!("{token:?}"), "Token(***)");
        assert_eq!(token.expose(), "secret");
    }
}
