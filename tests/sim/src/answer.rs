//! An answer as it is put together, before it goes out.

use std::borrow::Cow;
use std::io;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::random;

/// How the end of a body is told (RFC 9112, section 6.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Framing {
    /// By `Content-Length`. An endless body goes out in chunks all the same.
    Length,
    /// By chunks of `size` bytes, at least one.
    Chunked {
        /// The bytes in a chunk.
        size: usize,
    },
    /// By the end of the connection.
    UntilClose,
}

/// One answer: what it says, and how it goes wrong on its way if it does.
///
/// ```
/// use std::time::Duration;
/// use drs_status_sim::{Answer, Framing};
///
/// let slow = Answer::json(200, r#"{"results":[],"count":0}"#).delay(Duration::from_millis(5));
/// let broken = slow.clone().framing(Framing::Chunked { size: 3 }).cut_after(10);
/// let refusal = Answer::gateway(429, "APIGW.0308", "Too many requests.").header("Retry-After", "1");
/// # let _ = (broken, refusal);
/// ```
#[derive(Clone, Debug)]
pub struct Answer {
    pub(crate) head: Head,
    pub(crate) body: Body,
    /// As the simulator does by default where there is none.
    pub(crate) framing: Option<Framing>,
    pub(crate) ending: Ending,
    pub(crate) delay: Duration,
}

/// What stands before the body.
#[derive(Clone, Debug)]
pub(crate) enum Head {
    /// A status line and header fields.
    Written(StatusCode, HeaderMap),
    /// Nothing: the body is all that goes out.
    Absent,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    Bytes(Cow<'static, [u8]>),
    /// These bytes again and again.
    Endless(Cow<'static, [u8]>),
}

/// What becomes of the body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ending {
    Whole,
    /// The connection ends after so many of its bytes.
    CutAfter(usize),
    /// Nothing comes any more after so many of its bytes.
    StallAfter(usize),
}

impl Answer {
    /// An answer with this status and no body.
    ///
    /// # Panics
    ///
    /// When the status is not from 200 to 999.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        let status = StatusCode::from_u16(status)
            .ok()
            .filter(|status| !status.is_informational())
            .unwrap_or_else(|| panic!("an answer's status is from 200 to 999, not {status}"));
        Self {
            head: Head::Written(status, HeaderMap::new()),
            body: Body::Bytes(Cow::Borrowed(b"")),
            framing: None,
            ending: Ending::Whole,
            delay: Duration::ZERO,
        }
    }

    /// An answer whose body is this JSON text, or what passes for it.
    ///
    /// # Panics
    ///
    /// As [`Answer::empty`].
    #[must_use]
    pub fn json(status: u16, text: impl Into<String>) -> Self {
        Self::empty(status)
            .header("Content-Type", "application/json")
            .body(text.into())
    }

    /// An answer in HTML, as a load balancer gives it.
    ///
    /// # Panics
    ///
    /// As [`Answer::empty`].
    #[must_use]
    pub fn html(status: u16) -> Self {
        let page = format!(
            "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n</body>\r\n</html>\r\n"
        );
        Self::empty(status)
            .header("Content-Type", "text/html")
            .body(page)
    }

    /// An answer whose body is `pattern` again and again, for as long as the
    /// client takes it.
    ///
    /// # Panics
    ///
    /// As [`Answer::empty`], and when the pattern is empty.
    #[must_use]
    pub fn endless(status: u16, pattern: impl Into<Vec<u8>>) -> Self {
        let pattern = pattern.into();
        assert!(!pattern.is_empty(), "an endless body repeats something");
        Self {
            body: Body::Endless(Cow::Owned(pattern)),
            ..Self::empty(status).header("Content-Type", "application/json")
        }
    }

    /// These very bytes in place of an answer; then the connection ends.
    #[must_use]
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            head: Head::Absent,
            body: Body::Bytes(Cow::Owned(bytes.into())),
            framing: Some(Framing::UntilClose),
            ending: Ending::Whole,
            delay: Duration::ZERO,
        }
    }

    /// Adds a header field; one of this name may stand there already.
    ///
    /// # Panics
    ///
    /// When name or value cannot stand in a header, when the field is
    /// `Content-Length` or `Transfer-Encoding`, which [`Answer::framing`]
    /// writes, or when the answer is [raw](Answer::raw).
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let Head::Written(_, headers) = &mut self.head else {
            panic!("a raw answer has no header fields")
        };
        let name: HeaderName = name
            .parse()
            .unwrap_or_else(|_| panic!("no name of a header field: {name:?}"));
        assert!(
            name != http::header::CONTENT_LENGTH && name != http::header::TRANSFER_ENCODING,
            "{name} follows from the framing"
        );
        let value = HeaderValue::from_str(value)
            .unwrap_or_else(|_| panic!("no value of a header field: {value:?}"));
        headers.append(name, value);
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(self, body: impl Into<Vec<u8>>) -> Self {
        Self {
            body: Body::Bytes(Cow::Owned(body.into())),
            ..self
        }
    }

    /// Says how the end of the body is told. A raw answer ends with its
    /// connection whatever is said here.
    #[must_use]
    pub fn framing(self, framing: Framing) -> Self {
        Self {
            framing: Some(framing),
            ..self
        }
    }

    /// Ends the connection after so many bytes of the body, in the middle of
    /// things: with TLS, no closing alert is sent.
    #[must_use]
    pub fn cut_after(self, bytes: usize) -> Self {
        Self {
            ending: Ending::CutAfter(bytes),
            ..self
        }
    }

    /// Sends nothing more after so many bytes of the body, and holds the
    /// connection until the client gives it up.
    #[must_use]
    pub fn stall_after(self, bytes: usize) -> Self {
        Self {
            ending: Ending::StallAfter(bytes),
            ..self
        }
    }

    /// Waits so long before the head.
    #[must_use]
    pub fn delay(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// Whether an ordinary HTTP server can give this answer, framed like this.
    pub(crate) fn is_orderly(&self, framing: Framing) -> bool {
        matches!(self.head, Head::Written(..))
            && self.ending == Ending::Whole
            && framing != Framing::UntilClose
    }

    /// With a header `Date`, if it has none.
    pub(crate) fn with_date(mut self, date: &str) -> Self {
        if let Head::Written(_, headers) = &mut self.head
            && !headers.contains_key("date")
            && let Ok(date) = HeaderValue::from_str(date)
        {
            headers.insert("date", date);
        }
        self
    }

    /// With a header `X-Request-Id`, if it has none.
    pub(crate) fn with_request_id(mut self) -> io::Result<Self> {
        if let Head::Written(_, headers) = &mut self.head
            && !headers.contains_key("x-request-id")
        {
            let id = HeaderValue::try_from(random::id()?).map_err(io::Error::other)?;
            headers.insert("x-request-id", id);
        }
        Ok(self)
    }
}

impl Body {
    /// Its length, unless it has no end.
    pub(crate) fn len(&self) -> Option<usize> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len()),
            Self::Endless(_) => None,
        }
    }
}
