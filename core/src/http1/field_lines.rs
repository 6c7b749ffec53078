//! The fields of a head or of a trailer.

use heapless::String;

use crate::http1::input::Input;
use crate::http1::rule::Rule;
use crate::http1::syntax::{is_blank, is_token, is_visible};

/// Longest name that anybody asks for here. Longer ones are judged alike, and
/// nobody is told them.
const MAX_NAME_LEN: usize = 24;

/// Who is told of fields as they pass.
pub(super) trait FieldSink {
    /// A field begins whose name is not too long to be meant.
    fn name(&mut self, name: &str);
    /// Some of its value, without the white space around it. A tab in it has
    /// become a space.
    fn value(&mut self, piece: &[u8]);
    /// Its value has ended.
    fn end(&mut self) -> Result<(), Rule>;
}

/// A trailer is read for its end alone.
impl FieldSink for () {
    fn name(&mut self, _: &str) {}
    fn value(&mut self, _: &[u8]) {}
    fn end(&mut self) -> Result<(), Rule> {
        Ok(())
    }
}

/// Lines of fields up to an empty one, in whatever pieces they come (RFC 9112,
/// section 5).
#[derive(Default)]
pub(super) struct FieldLines {
    place: Place,
    name: String<MAX_NAME_LEN, u8>,
    is_too_long: bool,
    /// White space that is of the value only if something follows.
    blanks: u32,
}

/// What is expected next.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Place {
    /// A name, or the empty line.
    #[default]
    Line,
    Name,
    /// White space, and then a value.
    Blanks,
    Value,
    LineFeed,
    /// Of the empty line.
    LastLineFeed,
}

/// Whether all of it was there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Progress {
    MoreWanted,
    Ended,
}

impl FieldLines {
    /// Reads on, at most to the end of the empty line.
    pub(super) fn read(
        &mut self,
        input: &mut Input<'_>,
        sink: &mut dyn FieldSink,
    ) -> Result<Progress, Rule> {
        while let Some(byte) = input.peek() {
            self.place = match (self.place, byte) {
                (Place::LineFeed, b'\n') => Place::Line,
                (Place::LastLineFeed, b'\n') => {
                    input.skip();
                    return Ok(Progress::Ended);
                }
                // A line ends with both of them: two readers who take one of them
                // for an end would see two heads (RFC 9112, section 2.2).
                (Place::LineFeed | Place::LastLineFeed, _) | (_, b'\n') => {
                    return Err(Rule::LineEnd);
                }
                (Place::Line, b'\r') => Place::LastLineFeed,
                // RFC 9112, section 5.2.
                (Place::Line, b' ' | b'\t') => return Err(Rule::FoldedField),
                (Place::Line, _) => {
                    self.begin();
                    self.name(byte)?
                }
                (Place::Name, b'\r') => return Err(Rule::MissingColon),
                (Place::Name, b':') => {
                    sink.name(if self.is_too_long { "" } else { &self.name });
                    Place::Blanks
                }
                (Place::Name, _) => self.name(byte)?,
                (Place::Blanks | Place::Value, b'\r') => {
                    sink.end()?;
                    Place::LineFeed
                }
                (Place::Blanks, b' ' | b'\t') => Place::Blanks,
                (Place::Blanks | Place::Value, _) => {
                    self.value(input, sink)?;
                    self.place = Place::Value;
                    continue;
                }
            };
            input.skip();
        }
        Ok(Progress::MoreWanted)
    }

    fn begin(&mut self) {
        self.name.clear();
        self.is_too_long = false;
        self.blanks = 0;
    }

    fn name(&mut self, byte: u8) -> Result<Place, Rule> {
        if !is_token(byte) {
            return Err(Rule::FieldName);
        }
        self.is_too_long |= self.name.push(char::from(byte)).is_err();
        Ok(Place::Name)
    }

    /// A run of white space or of something else.
    fn value(&mut self, input: &mut Input<'_>, sink: &mut dyn FieldSink) -> Result<(), Rule> {
        let blanks = input.take_while(is_blank).len();
        self.blanks = self
            .blanks
            .saturating_add(u32::try_from(blanks).unwrap_or(u32::MAX));
        let seen = input.take_while(is_visible);
        if seen.is_empty() {
            return match input.peek() {
                None | Some(b'\r' | b'\n') => Ok(()),
                // RFC 9110, section 5.5.
                Some(_) => Err(Rule::FieldValue),
            };
        }
        for _ in 0..self.blanks {
            sink.value(b" ");
        }
        self.blanks = 0;
        sink.value(seen);
        Ok(())
    }
}
