//! What the fields of a head say of its body and of its connection.

use crate::http1::body::Body;
use crate::http1::close_reason::CloseReason;
use crate::http1::member::Member;
use crate::http1::rule::Rule;
use crate::http1::status_line::Version;
use crate::transport::StatusCode;

/// Reads the four fields that matter to it.
#[derive(Default)]
pub(super) struct Framing {
    field: Field,
    member: Member,
    length: Option<u64>,
    encoding: Option<Encoding>,
    closes: bool,
    keeps_alive: bool,
    /// What was wrong in the field that is being read.
    broken: Option<Rule>,
}

#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Field {
    #[default]
    Other,
    ContentLength,
    TransferEncoding,
    Connection,
    ContentEncoding,
}

/// The only one that there may be.
enum Encoding {
    Chunked,
}

impl Framing {
    /// A field begins.
    pub(super) fn name(&mut self, name: &str) {
        const FIELDS: [(&str, Field); 4] = [
            ("content-length", Field::ContentLength),
            ("transfer-encoding", Field::TransferEncoding),
            ("connection", Field::Connection),
            ("content-encoding", Field::ContentEncoding),
        ];
        let mut fields = FIELDS.iter();
        let known = fields.find(|(known, _)| name.eq_ignore_ascii_case(known));
        self.field = known.map_or(Field::Other, |(_, field)| *field);
        self.member = Member::default();
    }

    /// Some of its value.
    pub(super) fn value(&mut self, piece: &[u8]) {
        if self.field == Field::Other {
            return;
        }
        for byte in piece {
            if *byte == b',' {
                self.end_of_member();
            } else {
                self.member.push(*byte);
            }
        }
    }

    /// Its value has ended.
    pub(super) fn end(&mut self) -> Result<(), Rule> {
        self.end_of_member();
        self.broken.map_or(Ok(()), Err)
    }

    fn end_of_member(&mut self) {
        let said = match self.field {
            Field::Other => Ok(()),
            Field::ContentLength => self.content_length(),
            Field::TransferEncoding => self.transfer_encoding(),
            Field::Connection => {
                self.closes |= self.member.is("close");
                self.keeps_alive |= self.member.is("keep-alive");
                Ok(())
            }
            Field::ContentEncoding => self.content_encoding(),
        };
        self.broken = self.broken.or(said.err());
        self.member = Member::default();
    }

    /// Several lengths are one if they are equal, whether in one field or in
    /// several; an empty one is none (RFC 9110, section 8.6).
    fn content_length(&mut self) -> Result<(), Rule> {
        let length = self.member.number().ok_or(Rule::ContentLength)?;
        match self.length {
            Some(before) if before != length => Err(Rule::ContentLengthsDiffer),
            _ => {
                self.length = Some(length);
                Ok(())
            }
        }
    }

    /// Chunked, and once (RFC 9112, section 6.1): no other coding was asked for.
    fn transfer_encoding(&mut self) -> Result<(), Rule> {
        if !self.member.is("chunked") || self.encoding.is_some() {
            return Err(Rule::TransferEncoding);
        }
        self.encoding = Some(Encoding::Chunked);
        Ok(())
    }

    /// None was asked for; `identity` is none (RFC 9110, section 8.4.1).
    fn content_encoding(&self) -> Result<(), Rule> {
        if self.member.is_empty() || self.member.is("identity") {
            Ok(())
        } else {
            Err(Rule::ContentEncoding)
        }
    }

    /// The body that follows, and why the connection has to be closed after it
    /// (RFC 9112, sections 6.3 and 9.3).
    pub(super) fn body(
        &self,
        version: Version,
        status: StatusCode,
    ) -> Result<(Body, Option<CloseReason>), Rule> {
        let framed = match (&self.encoding, self.length) {
            // Two readers could see two bodies (RFC 9112, section 6.1).
            (Some(_), Some(_)) => return Err(Rule::LengthAndEncoding),
            // HTTP/1.0 has no chunks: who sends them does not know what it says
            // (RFC 9112, section 6.1).
            (Some(Encoding::Chunked), None) if version == Version::Http10 => {
                return Err(Rule::TransferEncoding);
            }
            (Some(Encoding::Chunked), None) => Body::chunked(),
            (None, Some(length)) => Body::of_length(length),
            (None, None) => Body::until_close(),
        };
        let body = match status.get() {
            // Whatever their fields say (RFC 9112, section 6.3).
            204 | 304 => Body::of_length(0),
            _ => framed,
        };
        let reason = if body.ends_with_connection() {
            Some(CloseReason::DelimitedByClose)
        } else if self.closes {
            Some(CloseReason::PeerCloses)
        } else if version == Version::Http10 && !self.keeps_alive {
            Some(CloseReason::NotKeptAlive)
        } else {
            None
        };
        Ok((body, reason))
    }
}
