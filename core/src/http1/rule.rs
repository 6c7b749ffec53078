//! What of HTTP an answer has broken.

use core::fmt;

/// What of HTTP an answer has broken: see `docs/http.md` of the project.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Rule {
    /// It does not begin with `HTTP/1.1` or `HTTP/1.0` and a space.
    Version,
    /// The status is not three digits from 100 on.
    Status,
    /// A control character behind the status.
    Reason,
    /// It wants to speak something else than HTTP/1.1 from here on: 101.
    Upgrade,
    /// More than [`MAX_INTERIM_ANSWERS`](super::MAX_INTERIM_ANSWERS).
    TooManyInterimAnswers,
    /// A head longer than [`MAX_HEAD_LEN`](super::MAX_HEAD_LEN), interim answers
    /// included.
    HeadTooLong,
    /// A line ends with CR alone, or with LF alone.
    LineEnd,
    /// A line of the head begins with white space: an old way to continue the one
    /// before.
    FoldedField,
    /// The name of a field is empty, or has a character that no name has: a space
    /// before the colon, too.
    FieldName,
    /// A line of the head has no colon.
    MissingColon,
    /// A control character in the value of a field.
    FieldValue,
    /// A `Content-Length` that is not a number of at most 20 digits, or that does
    /// not fit 64 bits.
    ContentLength,
    /// Two lengths that are not equal.
    ContentLengthsDiffer,
    /// A `Transfer-Encoding` other than `chunked`, or one in HTTP/1.0.
    TransferEncoding,
    /// Both a `Content-Length` and a `Transfer-Encoding`.
    LengthAndEncoding,
    /// A `Content-Encoding`, for which nobody has asked.
    ContentEncoding,
    /// A chunk's size that is not one to 16 hexadecimal digits, or what follows it
    /// is neither an extension nor the end of the line.
    ChunkSize,
    /// A control character in a chunk's extension.
    ChunkExtension,
    /// Extensions longer than [`MAX_EXTENSIONS_LEN`](super::MAX_EXTENSIONS_LEN).
    ExtensionsTooLong,
    /// A chunk that is not followed by the end of a line.
    ChunkEnd,
    /// A trailer longer than [`MAX_TRAILER_LEN`](super::MAX_TRAILER_LEN).
    TrailerTooLong,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Version => "it does not begin with HTTP/1.1 or HTTP/1.0",
            Self::Status => "its status is not three digits",
            Self::Reason => "a control character behind the status",
            Self::Upgrade => "it switches protocols",
            Self::TooManyInterimAnswers => "too many interim answers",
            Self::HeadTooLong => "the head is too long",
            Self::LineEnd => "a line does not end with CR and LF",
            Self::FoldedField => "a line of the head begins with white space",
            Self::FieldName => "a field's name is not one",
            Self::MissingColon => "a line of the head has no colon",
            Self::FieldValue => "a control character in a field's value",
            Self::ContentLength => "Content-Length is not a number",
            Self::ContentLengthsDiffer => "it has two lengths",
            Self::TransferEncoding => "Transfer-Encoding is not chunked",
            Self::LengthAndEncoding => "both Content-Length and Transfer-Encoding",
            Self::ContentEncoding => "Content-Encoding, which was not asked for",
            Self::ChunkSize => "a chunk's size is not a number",
            Self::ChunkExtension => "a control character in a chunk's extension",
            Self::ExtensionsTooLong => "the extensions of chunks are too long",
            Self::ChunkEnd => "a chunk is not where it should end",
            Self::TrailerTooLong => "the trailer is too long",
        })
    }
}

impl core::error::Error for Rule {}
