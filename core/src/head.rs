//! What is kept of the head of an answer.

use core::fmt;
use core::time::Duration;

use heapless::String;

use crate::auth::{Token, TokenError, TokenRoom};
use crate::clock_skew::ClockSkew;
use crate::error::{Cause, ProtocolError};
use crate::http_date;
use crate::span::since;

/// Longest request id that is kept, in bytes; longer ones are cut.
pub const MAX_REQUEST_ID_LEN: usize = 40;

/// What is kept of the head of an answer: three header fields, whatever else
/// comes; and, where there is room for one, a token.
///
/// A port calls [`name`](Self::name) for each field and then
/// [`value`](Self::value) once or several times with its value in pieces of any
/// length.
#[derive(Default)]
pub struct ResponseHead<'t> {
    request_id: String<MAX_REQUEST_ID_LEN, u8>,
    retry_after: String<MAX_DATE_LEN, u8>,
    date: String<MAX_DATE_LEN, u8>,
    token: Option<TokenRoom<'t>>,
    current: Wanted,
    clock_skew: Option<ClockSkew>,
}

/// Longest date that HTTP knows, and some spaces.
const MAX_DATE_LEN: usize = 36;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Wanted {
    #[default]
    Nothing,
    RequestId,
    RetryAfter,
    Date,
    Token,
}

impl<'t> ResponseHead<'t> {
    /// An empty head.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty head of an answer to a login: its token, the field
    /// `X-Subject-Token`, goes to `room`, in whatever pieces it comes.
    #[must_use]
    pub fn with_token_room(room: &'t mut [u8]) -> Self {
        Self {
            token: Some(TokenRoom::new(room)),
            ..Self::default()
        }
    }

    /// A field begins. Names do not care for case (RFC 9110, section 5.1); of
    /// fields with the same name the first counts.
    pub fn name(&mut self, name: &str) {
        self.current = if name.eq_ignore_ascii_case("x-request-id") && self.request_id.is_empty() {
            Wanted::RequestId
        } else if name.eq_ignore_ascii_case("retry-after") && self.retry_after.is_empty() {
            Wanted::RetryAfter
        } else if name.eq_ignore_ascii_case("date") && self.date.is_empty() {
            Wanted::Date
        } else if name.eq_ignore_ascii_case("x-subject-token")
            && self.token.as_ref().is_some_and(TokenRoom::is_empty)
        {
            Wanted::Token
        } else {
            Wanted::Nothing
        };
    }

    /// Some of the field's value. What is not printable ASCII becomes `?`, but in a
    /// token, which is none then.
    pub fn value(&mut self, piece: &[u8]) {
        if let (Wanted::Token, Some(token)) = (self.current, &mut self.token) {
            for byte in piece {
                token.push(*byte);
            }
            return;
        }
        let kept = match self.current {
            Wanted::Nothing | Wanted::Token => return,
            Wanted::Date => self.date.as_mut_view(),
            Wanted::RequestId => self.request_id.as_mut_view(),
            Wanted::RetryAfter => self.retry_after.as_mut_view(),
        };
        for byte in piece {
            let character = match byte {
                b' '..=b'~' => char::from(*byte),
                _ => '?',
            };
            if kept.push(character).is_err() {
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

    /// Compares `Date` with the clock here.
    pub(crate) fn compare(&mut self, unix_time: Option<Duration>) {
        let times = unix_time.zip(http_date::parse(self.date.trim_ascii()));
        self.clock_skew = times.and_then(|(here, service)| ClockSkew::between(here, service));
    }

    /// How far the clock here is from the service's, where they were compared.
    pub(crate) const fn clock_skew(&self) -> Option<ClockSkew> {
        self.clock_skew
    }

    /// The token that a login was answered with.
    ///
    /// # Errors
    ///
    /// [`Cause::Capacity`] with [`Capacity::Token`](crate::Capacity::Token) where
    /// the room is too short: a token that was cut is never taken for a whole one.
    /// [`ProtocolError::Token`] where none came, or one that cannot be sent.
    pub fn token<E>(&self) -> Result<Token<'_>, Cause<E>> {
        let Some(room) = &self.token else {
            return Err(Cause::Protocol(ProtocolError::Token(TokenError::Empty)));
        };
        room.token()
    }
}

/// The token is not shown.
impl fmt::Debug for ResponseHead<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseHead")
            .field("request_id", &self.request_id)
            .field("retry_after", &self.retry_after)
            .field("date", &self.date)
            .finish_non_exhaustive()
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
            let seconds = text.bytes().fold(0_u32, |seconds, digit| {
                seconds
                    .saturating_mul(10)
                    .saturating_add(u32::from(digit & 15))
            });
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

    fn head(fields: &[(&str, &[&[u8]])]) -> ResponseHead<'static> {
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
