//! Why bytes are no response.

use core::fmt;

use crate::error::{Blame, Capacity};

/// Why bytes are no response, and at which of them that showed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct DecodeError {
    kind: DecodeErrorKind,
    offset: usize,
}

impl DecodeError {
    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// The byte at which it showed, counted from 0: the offending byte of bad
    /// JSON, the first one of a key or value that does not fit the schema, and
    /// the length of what arrived where more was due.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// Who is to blame: our room, or what arrived.
    #[must_use]
    pub const fn blame(&self) -> Blame {
        match self.kind {
            DecodeErrorKind::Capacity { .. } => Blame::Capacity,
            _ => Blame::Protocol,
        }
    }
}

/// What is wrong with a response.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// A byte that may not stand there; also a byte-order mark (RFC 8259,
    /// section 8.1), or anything that never was JSON.
    Unexpected,
    /// A control character inside a string, unescaped.
    ControlCharacter,
    /// A backslash before something that is no escape.
    Escape,
    /// Half of a surrogate pair.
    Surrogate,
    /// Bytes in a string that are not UTF-8 (RFC 3629).
    Utf8,
    /// A number that JSON does not write so.
    Number,
    /// Neither `true`, `false` nor `null`.
    Literal,
    /// The response ended before its object did.
    Truncated,
    /// Something other than white space follows the object.
    Trailing,
    /// The response is JSON, but no object.
    NotAnObject,
    /// The object has no `results`.
    ResultsMissing,
    /// `results` is `null`: no statement about any job.
    ResultsNull,
    /// A field that is known stands twice in one object.
    Repeated(Field),
    /// A field has a value of another type than its own. `count` is a whole
    /// number below 2³², in quotes or not.
    WrongType(Field),
    /// Something has no room.
    Capacity {
        /// What it is.
        what: Capacity,
        /// What it would need.
        needed: usize,
        /// What there is.
        available: usize,
    },
}

impl DecodeErrorKind {
    pub(crate) const fn at(self, offset: usize) -> DecodeError {
        DecodeError { kind: self, offset }
    }
}

/// A field of the response.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Field {
    /// `results`.
    Results,
    /// `count`.
    Count,
    /// An item of `results`.
    Item,
    /// `id` of an item.
    Id,
    /// `status` of an item.
    Status,
    /// `error_code` of an item.
    ErrorCode,
    /// `error_message` of an item.
    ErrorMessage,
    /// `error_msg` of an item, as sibling calls spell it.
    ErrorMsg,
}

impl Field {
    /// The field's name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Results => "results",
            Self::Count => "count",
            Self::Item => "an item of results",
            Self::Id => "id",
            Self::Status => "status",
            Self::ErrorCode => "error_code",
            Self::ErrorMessage => "error_message",
            Self::ErrorMsg => "error_msg",
        }
    }

    /// A bit of its own, for a set of fields.
    pub(crate) const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {} of the response", self.kind, self.offset)
    }
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unexpected => "this is not JSON: an unexpected byte",
            Self::ControlCharacter => "this is not JSON: a control character in a string",
            Self::Escape => "this is not JSON: an escape that there is not",
            Self::Surrogate => "this is not JSON: half of a surrogate pair",
            Self::Utf8 => "this is not JSON: bytes that are not UTF-8",
            Self::Number => "this is not JSON: a malformed number",
            Self::Literal => "this is not JSON: neither true, false nor null",
            Self::Truncated => "the response ends too early,",
            Self::Trailing => "something follows the end of the response,",
            Self::NotAnObject => "the response is not an object,",
            Self::ResultsMissing => "the response has no results,",
            Self::ResultsNull => "results is null",
            Self::Repeated(field) => return write!(f, "{} stands twice", field.as_str()),
            Self::WrongType(field) => {
                return write!(f, "{} has a value of the wrong type", field.as_str());
            }
            Self::Capacity {
                what,
                needed,
                available,
            } => {
                return write!(
                    f,
                    "no room for {what}: {needed} needed, {available} available,"
                );
            }
        })
    }
}

impl core::error::Error for DecodeError {}
