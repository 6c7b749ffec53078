//! What is wrong with a response, while it is read.

use super::{Decoder, MAX_ERROR_CODE_LEN};
use crate::decode_error::{DecodeError, DecodeErrorKind, Field};
use crate::error::Capacity;
use crate::job::JOB_ID_LEN;
use crate::json::{Fault, MAX_DEPTH};
use crate::status::MAX_STATUS_LEN;

/// What is wrong, in two bytes. A [`DecodeError`] has twenty: it is made once, at
/// the end, and not moved through every call that may fail.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wrong {
    Json(Fault),
    NotAnObject,
    ResultsNull,
    Repeated(Field),
    Type(Field),
    /// There is no room for all of the text of this field.
    Room(Field),
}

impl Decoder<'_> {
    /// The error that `wrong` is, with the scanner standing where it showed.
    #[cold]
    pub(super) fn error(&self, wrong: Wrong) -> DecodeError {
        let at = match wrong {
            Wrong::Json(_) => self.scanner.offset(),
            _ => self.scanner.token_at(),
        };
        let capacity = |what, needed, available| DecodeErrorKind::Capacity {
            what,
            needed,
            available,
        };
        let needed = self.scanner.text().needed();
        let kind = match wrong {
            Wrong::NotAnObject => DecodeErrorKind::NotAnObject,
            Wrong::ResultsNull => DecodeErrorKind::ResultsNull,
            Wrong::Repeated(field) => DecodeErrorKind::Repeated(field),
            Wrong::Type(field) => DecodeErrorKind::WrongType(field),
            Wrong::Room(Field::Id) => capacity(Capacity::JobId, needed, JOB_ID_LEN),
            Wrong::Room(Field::Status) => capacity(Capacity::Status, needed, MAX_STATUS_LEN),
            Wrong::Room(_) => capacity(Capacity::ErrorCode, needed, MAX_ERROR_CODE_LEN),
            Wrong::Json(Fault::Unexpected) => DecodeErrorKind::Unexpected,
            Wrong::Json(Fault::Control) => DecodeErrorKind::ControlCharacter,
            Wrong::Json(Fault::Escape) => DecodeErrorKind::Escape,
            Wrong::Json(Fault::Surrogate) => DecodeErrorKind::Surrogate,
            Wrong::Json(Fault::Utf8) => DecodeErrorKind::Utf8,
            Wrong::Json(Fault::Number) => DecodeErrorKind::Number,
            Wrong::Json(Fault::Literal) => DecodeErrorKind::Literal,
            Wrong::Json(Fault::Trailing) => DecodeErrorKind::Trailing,
            Wrong::Json(Fault::Depth) => capacity(Capacity::Depth, MAX_DEPTH + 1, MAX_DEPTH),
        };
        kind.at(at)
    }
}
