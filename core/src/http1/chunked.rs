//! A body in chunks.

use crate::http1::body::Next;
use crate::http1::field_lines::{FieldLines, Progress};
use crate::http1::input::Input;
use crate::http1::rule::Rule;
use crate::http1::syntax::is_text;

/// Longest extensions of all chunks of a body together, in bytes. Nothing here
/// knows what to do with one.
pub const MAX_EXTENSIONS_LEN: u32 = 16 * 1024;

/// Longest trailer behind the last chunk, in bytes. Its fields are judged like
/// those of a head, and dropped.
pub const MAX_TRAILER_LEN: u32 = 16 * 1024;

/// Most digits of a size: those of 64 bits.
const MAX_DIGITS: u8 = 16;

/// A body in chunks, in whatever pieces it comes (RFC 9112, section 7.1).
pub(super) struct Chunked {
    place: Place,
    /// The size of the chunk, as far as it is read, then what is left of it.
    size: u64,
    digits: u8,
    extensions_room: u32,
    trailer_room: u32,
}

/// What is expected next.
enum Place {
    Size,
    /// White space, behind which an extension must come.
    Blanks,
    Extension,
    SizeLineFeed,
    Data,
    DataReturn,
    DataLineFeed,
    Trailer(FieldLines),
    Ended,
}

impl Chunked {
    pub(super) const fn new() -> Self {
        Self {
            place: Place::Size,
            size: 0,
            digits: 0,
            extensions_room: MAX_EXTENSIONS_LEN,
            trailer_room: MAX_TRAILER_LEN,
        }
    }

    /// So many bytes of the chunk were taken.
    pub(super) fn took(&mut self, len: u64) {
        self.size = self.size.saturating_sub(len);
        if self.size == 0 {
            self.place = Place::DataReturn;
        }
    }

    /// Reads up to the next bytes of the body.
    pub(super) fn next(&mut self, input: &mut Input<'_>) -> Result<Next, Rule> {
        loop {
            match &mut self.place {
                Place::Data => return Ok(Next::Data(self.size)),
                Place::Ended => return Ok(Next::End),
                Place::Trailer(fields) => {
                    if trailer(fields, &mut self.trailer_room, input)? == Progress::MoreWanted {
                        return Ok(Next::Unknown);
                    }
                    self.place = Place::Ended;
                }
                Place::Size
                | Place::Blanks
                | Place::Extension
                | Place::SizeLineFeed
                | Place::DataReturn
                | Place::DataLineFeed => {
                    let Some(byte) = input.peek() else {
                        return Ok(Next::Unknown);
                    };
                    self.place = self.between(byte)?;
                    input.skip();
                }
            }
        }
    }

    /// A byte between the data of two chunks.
    fn between(&mut self, byte: u8) -> Result<Place, Rule> {
        match (&self.place, byte) {
            (Place::Size, b'\r') if self.digits > 0 => Ok(Place::SizeLineFeed),
            (Place::Size, b'\n') if self.digits > 0 => Err(Rule::LineEnd),
            (Place::Size, b';') if self.digits > 0 => self.extension(Place::Extension),
            (Place::Size, b' ' | b'\t') if self.digits > 0 => self.extension(Place::Blanks),
            (Place::Size, digit) => self.digit(digit),
            (Place::Blanks, b';') => self.extension(Place::Extension),
            (Place::Blanks, b' ' | b'\t') => self.extension(Place::Blanks),
            (Place::Blanks, _) => Err(Rule::ChunkSize),
            (Place::Extension, b'\r') => Ok(Place::SizeLineFeed),
            (Place::Extension, b'\n') => Err(Rule::LineEnd),
            (Place::Extension, byte) if is_text(byte) => self.extension(Place::Extension),
            (Place::Extension, _) => Err(Rule::ChunkExtension),
            (Place::SizeLineFeed, b'\n') => Ok(self.begin()),
            (Place::SizeLineFeed, _) => Err(Rule::LineEnd),
            (Place::DataReturn, b'\r') => Ok(Place::DataLineFeed),
            (Place::DataLineFeed, b'\n') => Ok(Place::Size),
            _ => Err(Rule::ChunkEnd),
        }
    }

    fn digit(&mut self, byte: u8) -> Result<Place, Rule> {
        let digit = char::from(byte).to_digit(16).ok_or(Rule::ChunkSize)?;
        if self.digits == MAX_DIGITS {
            return Err(Rule::ChunkSize);
        }
        self.digits = self.digits.saturating_add(1);
        // Sixteen digits fit.
        self.size = (self.size << 4) + u64::from(digit);
        Ok(Place::Size)
    }

    /// A byte that is passed over.
    fn extension(&mut self, then: Place) -> Result<Place, Rule> {
        self.extensions_room = self
            .extensions_room
            .checked_sub(1)
            .ok_or(Rule::ExtensionsTooLong)?;
        Ok(then)
    }

    /// The line of the size has ended.
    fn begin(&mut self) -> Place {
        self.digits = 0;
        if self.size == 0 {
            Place::Trailer(FieldLines::default())
        } else {
            Place::Data
        }
    }
}

/// Fields behind the last chunk, which must not matter to framing (RFC 9112,
/// section 7.1.2): these are passed over.
fn trailer(
    fields: &mut FieldLines,
    room: &mut u32,
    input: &mut Input<'_>,
) -> Result<Progress, Rule> {
    let mut within = input.only(usize::try_from(*room).unwrap_or(usize::MAX));
    let read = fields.read(&mut within, &mut ());
    let judged = input.take(within.judged()).len();
    *room = room.saturating_sub(u32::try_from(judged).unwrap_or(u32::MAX));
    match read {
        Ok(Progress::MoreWanted) if input.left() > 0 => Err(Rule::TrailerTooLong),
        read => read,
    }
}
