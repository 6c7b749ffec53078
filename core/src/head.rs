//! What is kept of the head of an answer.

use core::time::Duration;

use heapless::String;

use crate::http_date;
use crate::span::since;

/// Longest request id that is kept, in bytes; longer ones are cut.
pub const MAX_REQUEST_ID_LEN: usize = 40;

/// What is kept of the head of an answer: two header fields, whatever else
/// comes.
///
/// A port calls [`name`](Self::name) for each field and then
/// [`value`](Self::value) once or several times with its value in pieces of any
/// length.
#[derive(Clone, Debug, Default)]
pub struct ResponseHead {
    request_id: String<MAX_REQUEST_ID_LEN, u8>,
    retry_after: String<32, u8>,
    current: Wanted,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Wanted {
    #[default]
    Nothing,
    RequestId,
    RetryAfter,
}

impl ResponseHead {
    /// An empty head.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A field begins. Names do not care for case (RFC 9110, section 5.1); of
    /// fields with the same name the first counts.
    pub fn name(&mut self, name: &str) {
        self.current = if name.eq_ignore_ascii_case("x-request-id") && self.request_id.is_empty() {
            Wanted::RequestId
        } else if name.eq_ignore_ascii_case("retry-after") && self.retry_after.is_empty() {
            Wanted::RetryAfter
        } else {
            Wanted::Nothing
        };
    }

    /// Some of the field's value. What is not printable ASCII becomes `?`.
    pub fn value(&mut self, piece: &[u8]) {
        for byte in piece {
            let character = match byte {
                b' '..=b'~' => char::from(*byte),
                _ => '?',
            };
            let kept = match self.current {
                Wanted::Nothing => return,
                Wanted::RequestId => self.request_id.push(character),
                Wanted::RetryAfter => self.retry_after.push(character),
            };
            if kept.is_err() {
                return;
            }
        }
    }

    /// `X-Request-Id`, empty where there was none.
    pub(crate) fn request_id(&self) -> &str {
        self.request_id.trim_ascii()
    }

    /// `Retry-After`, where it says anything.
    pub(crate) fn retry_after(&self) -> Option<RetryAfter> {
        RetryAfter::parse(self.retry_after.trim_ascii())
    }
}

/// When the service wants to be asked again (RFC 9110, section 10.2.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum RetryAfter {
    /// So long after its answer, in whole seconds.
    Wait(Duration),
    /// At this time since 1970-01-01T00:00:00Z.
    At(Duration),
}

impl RetryAfter {
    fn parse(text: &str) -> Option<Self> {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number {
            // A number that does not fit is for ever, all the same.
            let seconds = text.parse::<u32>().unwrap_or(u32::MAX);
            return Some(Self::Wait(Duration::from_secs(seconds.into())));
        }
        http_date::parse(text).map(Self::At)
    }

    /// How long that is from now on; `None` where it takes the time of day to
    /// tell, and that is not known.
    #[must_use]
    pub fn wait(self, unix_time: Option<Duration>) -> Option<Duration> {
        match self {
            Self::Wait(wait) => Some(wait),
            Self::At(time) => unix_time.map(|now| since(now, time)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(fields: &[(&str, &[&[u8]])]) -> ResponseHead {
        let mut head = ResponseHead::new();
        for (name, pieces) in fields {
            head.name(name);
            for piece in *pieces {
                head.value(piece);
            }
        }
        head
    }

    #[test]
    fn fields_are_put_together_from_pieces() {
        static COOKIE: [u8; 70_000] = [b'x'; 70_000];
        let head = head(&[
            ("Set-Cookie", &[&COOKIE]),
            ("X-REQUEST-ID", &[b"abc", b"", b"def"]),
            ("retry-after", &[b" 12", b"0 "]),
            ("x-request-id", &[b"second"]),
            ("Retry-After", &[b"7"]),
        ]);
        assert_eq!(head.request_id(), "abcdef");
        let wait = Duration::from_secs(120);
        assert_eq!(head.retry_after(), Some(RetryAfter::Wait(wait)));
    }

    #[test]
    fn of_a_long_request_id_the_beginning_is_kept() {
        let id = [b'x'; MAX_REQUEST_ID_LEN + 1];
        for len in [MAX_REQUEST_ID_LEN - 1, MAX_REQUEST_ID_LEN, id.len()] {
            let head = head(&[("X-Request-Id", &[&id[..1], &id[1..len]])]);
            assert_eq!(head.request_id().len(), len.min(MAX_REQUEST_ID_LEN));
        }
    }

    #[test]
    fn what_a_field_may_not_bring_along() {
        let head = head(&[("X-Request-Id", &[b"a\x1b[31m\xff"])]);
        assert_eq!(head.request_id(), "a?[31m?");
    }

    #[test]
    fn retry_after_in_seconds_or_as_a_date() {
        for (value, expected) in [
            ("0", Some(0)),
            ("99999999999", Some(u64::from(u32::MAX))),
            ("", None),
            ("-1", None),
            ("+1", None),
            ("1.5", None),
            ("Fri, 31 Dec 1999", None),
        ] {
            let head = head(&[("Retry-After", &[value.as_bytes()])]);
            assert_eq!(
                head.retry_after(),
                expected.map(|seconds| RetryAfter::Wait(Duration::from_secs(seconds))),
                "{value}"
            );
        }
    }
}
