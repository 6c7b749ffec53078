//! The first line of an answer.

use crate::http1::input::Input;
use crate::http1::rule::Rule;
use crate::http1::syntax::is_text;
use crate::transport::StatusCode;

/// `HTTP/1.1 200 OK`, in whatever pieces it comes (RFC 9112, section 4).
///
/// The space behind the status may be left out with the reason: many servers do
/// so, and there is no other way to read it.
pub(super) struct StatusLine {
    place: Place,
    version: Version,
    code: u16,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Version {
    Http10,
    Http11,
}

/// What is expected next.
#[derive(Clone, Copy)]
enum Place {
    /// The byte of the version at this offset.
    Version(usize),
    /// So many digits.
    Code(Left),
    BehindCode,
    Reason,
    LineFeed,
}

#[derive(Clone, Copy)]
enum Left {
    Three,
    Two,
    One,
}

/// What comes before the last digit of the version.
const HTTP_1: &[u8] = b"HTTP/1.";

impl StatusLine {
    pub(super) const fn new() -> Self {
        Self {
            place: Place::Version(0),
            version: Version::Http11,
            code: 0,
        }
    }

    /// Reads on, and tells version and status once the line has ended.
    pub(super) fn read(
        &mut self,
        input: &mut Input<'_>,
    ) -> Result<Option<(Version, StatusCode)>, Rule> {
        while let Some(byte) = input.peek() {
            self.place = match self.place {
                Place::Version(at) => self.version(at, byte)?,
                Place::Code(left) => self.code(left, byte)?,
                Place::BehindCode => match byte {
                    b' ' => Place::Reason,
                    b'\r' => Place::LineFeed,
                    b'\n' => return Err(Rule::LineEnd),
                    _ => return Err(Rule::Status),
                },
                Place::Reason => match byte {
                    b'\r' => Place::LineFeed,
                    b'\n' => return Err(Rule::LineEnd),
                    byte if is_text(byte) => Place::Reason,
                    _ => return Err(Rule::Reason),
                },
                Place::LineFeed => {
                    if byte != b'\n' {
                        return Err(Rule::LineEnd);
                    }
                    input.skip();
                    let status = StatusCode::new(self.code).ok_or(Rule::Status)?;
                    return Ok(Some((self.version, status)));
                }
            };
            input.skip();
        }
        Ok(None)
    }

    fn version(&mut self, at: usize, byte: u8) -> Result<Place, Rule> {
        let next = at.saturating_add(1);
        match (HTTP_1.get(at), byte) {
            (Some(wanted), byte) if byte == *wanted => Ok(Place::Version(next)),
            (None, b'0' | b'1') if at == HTTP_1.len() => {
                if byte == b'0' {
                    self.version = Version::Http10;
                }
                Ok(Place::Version(next))
            }
            (None, b' ') if at > HTTP_1.len() => Ok(Place::Code(Left::Three)),
            _ => Err(Rule::Version),
        }
    }

    fn code(&mut self, left: Left, byte: u8) -> Result<Place, Rule> {
        let digit = match (left, byte) {
            // Nothing has a status below 100 (RFC 9110, section 15).
            (Left::Three, b'1'..=b'9') | (Left::Two | Left::One, b'0'..=b'9') => byte & 0x0f,
            _ => return Err(Rule::Status),
        };
        self.code = self
            .code
            .saturating_mul(10)
            .saturating_add(u16::from(digit));
        Ok(match left {
            Left::Three => Place::Code(Left::Two),
            Left::Two => Place::Code(Left::One),
            Left::One => Place::BehindCode,
        })
    }
}
