//! What the body of an answer says of its token: since when and until when it is
//! valid.

use core::time::Duration;

use super::timestamp::{self, MAX_TIMESTAMP_LEN};
use crate::json::{Event, Scanner};

/// Since when and until when a token is valid, by IAM's clock, where it says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Issued {
    pub(super) issued_at: Option<Duration>,
    pub(super) expires_at: Option<Duration>,
}

/// Reads the body as its bytes arrive: `{"token":{"expires_at":"…",…}}`. A catalog
/// of whatever length is passed over. Nothing that stands in it is an error: the
/// token itself is in the header.
#[derive(Debug)]
pub(super) struct IssuedDecoder {
    scanner: Scanner,
    inside: Inside,
    key: Option<Key>,
    text: [u8; MAX_TIMESTAMP_LEN],
    issued: Issued,
    more: bool,
}

/// What the last key at the top was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Inside {
    Token,
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Key {
    IssuedAt,
    ExpiresAt,
}

/// How many containers are open at the top, and inside `token`.
const TOP: u16 = 1;
const IN_TOKEN: u16 = 2;

impl IssuedDecoder {
    pub(super) const fn new() -> Self {
        Self {
            scanner: Scanner::new(),
            inside: Inside::Other,
            key: None,
            text: [0; MAX_TIMESTAMP_LEN],
            issued: Issued {
                issued_at: None,
                expires_at: None,
            },
            more: true,
        }
    }

    pub(super) fn push(&mut self, mut bytes: &[u8]) {
        while self.more {
            match self.scanner.next(&mut bytes, &mut self.text) {
                Err(_) => self.more = false,
                Ok(Some(event)) => self.event(event),
                Ok(None) => return,
            }
        }
    }

    pub(super) const fn finish(self) -> Issued {
        self.issued
    }

    fn event(&mut self, event: Event) {
        if event == Event::Key {
            let key = self.scanner.key();
            if self.scanner.depth() == TOP {
                self.inside = match key {
                    b"token" => Inside::Token,
                    _ => Inside::Other,
                };
                self.key = None;
                return;
            }
            self.key = match (self.inside, key) {
                _ if self.scanner.depth() != IN_TOKEN => None,
                (Inside::Token, b"issued_at") => Some(Key::IssuedAt),
                (Inside::Token, b"expires_at") => Some(Key::ExpiresAt),
                _ => None,
            };
            return;
        }
        let (Some(key), Event::String) = (self.key.take(), event) else {
            return;
        };
        let text = self.scanner.text().whole_of(&self.text).unwrap_or_default();
        let place = match key {
            Key::IssuedAt => &mut self.issued.issued_at,
            Key::ExpiresAt => &mut self.issued.expires_at,
        };
        *place = place.or(timestamp::parse(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::format;
    use std::prelude::v1::*;

    const EXPIRES: &str = "2015-11-09T01:42:57.527363Z";
    const ISSUED: &str = "2015-11-08T01:42:57.527363Z";
    /// Of something else than the token.
    const LATER: &str = "2031-11-09T01:42:57.527363Z";

    fn read(pieces: &[&[u8]]) -> Issued {
        let mut decoder = IssuedDecoder::new();
        for piece in pieces {
            decoder.push(piece);
        }
        decoder.finish()
    }

    fn cases() -> [(String, bool, bool); 13] {
        let both = format!(r#""expires_at":"{EXPIRES}","issued_at":"{ISSUED}""#);
        [
            (format!(r#"{{"token":{{{both}}}}}"#), true, true),
            (
                format!(
                    r#" {{ "x" : [1, {{}}] , "token" : {{ "methods":["password"], {both} }} }} "#
                ),
                true,
                true,
            ),
            (
                format!(
                    r#"{{"token":{{"catalog":[{{"expires_at":"{LATER}","endpoints":[{{}}]}}],{both}}}}}"#
                ),
                true,
                true,
            ),
            (
                format!(
                    r#"{{"token":{{"issued_at":"{ISSUED}","user":{{"expires_at":"{LATER}"}},"expires_at":"{EXPIRES}"}}}}"#
                ),
                true,
                true,
            ),
            (
                format!(
                    r#"{{"token":{{"expires_at":"{EXPIRES}","expires_at":"2016-11-09T01:42:57Z"}}}}"#
                ),
                true,
                false,
            ),
            (
                format!(r#"{{"token":{{"\u0065xpires_at":"{EXPIRES}"}}}}"#),
                true,
                false,
            ),
            (
                format!(r#"{{"token":{{"issued_at":"{ISSUED}"}}}}"#),
                false,
                true,
            ),
            (format!("{{{both}}}"), false, false),
            (format!(r#"{{"other":{{{both}}}}}"#), false, false),
            (format!(r#"[{{"token":{{{both}}}}}]"#), false, false),
            (
                r#"{"token":{"expires_at":null,"issued_at":12}}"#.into(),
                false,
                false,
            ),
            (
                r#"{"token":{"expires_at":"2015-11-09T01:42:57.527363000000000000Z"}}"#.into(),
                false,
                false,
            ),
            ("<html>".into(), false, false),
        ]
    }

    #[test]
    fn the_times_are_found_in_whatever_order_and_pieces() {
        let expires = timestamp::parse(EXPIRES.as_bytes());
        let issued = timestamp::parse(ISSUED.as_bytes());
        for (body, has_expiry, has_issue) in cases() {
            let expected = Issued {
                issued_at: issued.filter(|_| has_issue),
                expires_at: expires.filter(|_| has_expiry),
            };
            let bytes = body.as_bytes();
            for at in 0..=bytes.len() {
                let (first, second) = bytes.split_at(at);
                assert_eq!(read(&[first, second]), expected, "{body} at {at}");
            }
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            assert_eq!(read(&single), expected, "{body}");
        }
    }
}
