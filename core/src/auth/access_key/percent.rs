//! Percent-encoding, as the canonical request wants it.

use core::fmt::{self, Write};

use super::sha256::hex_digit;
use crate::put::Put;

/// Writes `text` so that all but letters, digits, `-`, `_`, `.` and `~` stands
/// as `%XX`.
pub(super) fn encode(text: &str, sink: &mut dyn Put) -> fmt::Result {
    text.bytes().try_for_each(|byte| encode_byte(byte, sink))
}

fn encode_byte(byte: u8, sink: &mut dyn Put) -> fmt::Result {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => sink.put(&[byte]),
        _ => {
            let [high, low] =
                [byte >> 4, byte & 15].map(|four| hex_digit(four).to_ascii_uppercase());
            sink.put(&[b'%', high, low])
        }
    }
}

/// Takes a path as it stands in a URL, and writes it segment by segment in the
/// canonical form.
///
/// A path that bears `%XX` is encoded already: that is read first, or it would
/// be encoded twice. So does the signer of the Python SDK. Each `%XX` must come
/// in one piece.
pub(super) struct PathEncoder<'s> {
    sink: &'s mut dyn Put,
    ended_by_slash: bool,
}

impl<'s> PathEncoder<'s> {
    pub(super) const fn new(sink: &'s mut dyn Put) -> Self {
        Self {
            sink,
            ended_by_slash: false,
        }
    }

    /// The canonical form ends with a slash, whether the path does or not.
    pub(super) fn finish(self) -> fmt::Result {
        if self.ended_by_slash {
            Ok(())
        } else {
            self.sink.put(b"/")
        }
    }
}

impl Write for PathEncoder<'_> {
    fn write_str(&mut self, path: &str) -> fmt::Result {
        self.put(path.as_bytes())
    }
}

impl Put for PathEncoder<'_> {
    fn put(&mut self, path: &[u8]) -> fmt::Result {
        let mut rest = path;
        while let [first, others @ ..] = rest {
            let (byte, behind) = match (first, others) {
                (b'%', [high, low, behind @ ..]) => match (value(*high), value(*low)) {
                    (Some(high), Some(low)) => ((high << 4) + low, behind),
                    _ => (b'%', others),
                },
                _ => (*first, others),
            };
            self.ended_by_slash = byte == b'/';
            if self.ended_by_slash {
                self.sink.put(b"/")?;
            } else {
                encode_byte(byte, self.sink)?;
            }
            rest = behind;
        }
        Ok(())
    }
}

/// The value of a hexadecimal digit.
const fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::put::AsText;
    use std::prelude::v1::*;

    #[test]
    fn what_is_kept_and_what_is_encoded() {
        for (text, expected) in [
            ("", ""),
            ("AZaz09-_.~", "AZaz09-_.~"),
            ("a b+c/d", "a%20b%2Bc%2Fd"),
            ("100%", "100%25"),
            ("%41", "%2541"),
            ("状", "%E7%8A%B6"),
            ("\u{7f}\0*", "%7F%00%2A"),
        ] {
            let mut encoded = String::new();
            encode(text, &mut AsText(&mut encoded)).unwrap();
            assert_eq!(encoded, expected);
        }
    }

    #[test]
    fn a_path_keeps_its_slashes_ends_with_one_and_is_encoded_once() {
        for (pieces, expected) in [
            (&[][..], "/"),
            (&["/"], "/"),
            (&["/v3/x/jobs"], "/v3/x/jobs/"),
            (&["/v3/", "x", "/jobs/"], "/v3/x/jobs/"),
            (&["/a b"], "/a%20b/"),
            (&["/a%20b"], "/a%20b/"),
            (&["/a%2fb%2F"], "/a/b/"),
            (&["/%7E%c3%a9"], "/~%C3%A9/"),
            (&["/a=b@c!"], "/a%3Db%40c%21/"),
            (&["/%", "/%4", "/%zz"], "/%25/%254/%25zz/"),
        ] {
            let mut canonical = String::new();
            let mut sink = AsText(&mut canonical);
            let mut encoder = PathEncoder::new(&mut sink);
            for piece in pieces {
                encoder.write_str(piece).unwrap();
            }
            encoder.finish().unwrap();
            assert_eq!(canonical, expected, "{pieces:?}");
        }
    }
}
