//! JSON bytes in, tasks out: the response to a batch-status request.
//!
//! This layer knows the schema and nothing of JSON; [`crate::json`] is the
//! other half.

mod item;
mod schema;
mod texts;
mod usual;
mod wrong;

use crate::decode_error::{DecodeError, DecodeErrorKind, Field};
use crate::json::word::WIDE;
use crate::json::{Event, Scanner};

pub use item::Item;
use texts::Texts;
use usual::Usual;
use wrong::Wrong;

/// Longest service code that is kept, in bytes; documented ones have 10 or 11.
pub const MAX_ERROR_CODE_LEN: usize = 32;

/// Decodes a response as its bytes arrive, in constant memory.
///
/// It is pushed slices of any length and hands out each task the moment its
/// object closes; how many tasks there are does not matter to it. Lent to it is
/// the room for one error message, of any size up to 65,535 bytes: a longer
/// message is cut at a character boundary and says so.
///
/// What it accepts is RFC 8259 and UTF-8, strictly. Fields come in any order,
/// unknown ones are passed over at any depth down to 256 levels, optional ones
/// may be `null`, `error_msg` is understood beside `error_message`.
///
/// # Errors
///
/// The first error is final: it comes again from every later call.
///
/// # Memory
///
/// `size_of::<Decoder>()`, 216 bytes where pointers have 32 bits, and the room for the
/// message.
///
/// ```
/// use drs_status_core::{Decoder, Status};
///
/// let body = br#"{"results":[{"id":"9a470239-2308-4bb5-a6bc-1040402fjb21","status":"PAUSING"}],"count":1}"#;
/// let mut message = [0; 64];
/// let mut decoder = Decoder::new(&mut message);
/// let mut paused = 0;
/// for mut chunk in body.chunks(10) {
///     while let Some(item) = decoder.decode(&mut chunk)? {
///         let id = item.id().map(|id| id.as_str());
///         assert_eq!(id, Some("9a470239-2308-4bb5-a6bc-1040402fjb21"));
///         paused += u32::from(item.status() == Some(Status::Pausing));
///     }
/// }
/// let end = decoder.finish()?;
/// assert_eq!((paused, end.items, end.count), (1, 1, Some(1)));
/// # Ok::<(), drs_status_core::DecodeError>(())
/// ```
#[derive(Debug)]
// What is small stands first: see `Scanner`.
#[repr(C)]
pub struct Decoder<'m> {
    place: Place,
    /// The field whose value comes next; `None` for one that is passed over.
    field: Option<Field>,
    /// The fields of the root and of this item that were seen, as a set of
    /// [`Field::bit`].
    seen: u8,
    /// How many bytes of what usually stands before a text were taken: the scanner
    /// has not read them.
    begun: u8,
    failed: Option<Wrong>,
    has_count: bool,
    items: u32,
    count: u32,
    scanner: Scanner,
    texts: Texts<'m>,
}

/// What a response said beside its tasks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ResponseEnd {
    /// How many items stood in `results`.
    pub items: u32,
    /// The field `count`, where there was one. Documents disagree on whether
    /// it counts the tasks returned or all there are: nothing is made of it.
    pub count: Option<u32>,
}

/// In which container the scanner stands, as far as the schema goes; the number
/// says how many are open there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// Behind the response or an error, where no event comes any more.
    End = 0,
    Root = 1,
    Results = 2,
    Item = 3,
    /// Before the response.
    Start = 4,
}

impl<'m> Decoder<'m> {
    /// A decoder for one response, with room for a message.
    #[must_use]
    pub const fn new(message: &'m mut [u8]) -> Self {
        Self {
            scanner: Scanner::new(),
            place: Place::Start,
            field: None,
            seen: 0,
            begun: 0,
            texts: Texts::new(message),
            items: 0,
            has_count: false,
            count: 0,
            failed: None,
        }
    }

    /// Reads on in `input` until an item is complete, and moves `input` past
    /// what was read. `None` when all of it was read: more is to come, or
    /// [`finish`](Self::finish).
    ///
    /// # Errors
    ///
    /// [`DecodeError`]: what arrived is no response, or something in it has no
    /// room.
    pub fn decode(&mut self, input: &mut &[u8]) -> Result<Option<Item<'_>>, DecodeError> {
        if let (true, [byte]) = (WIDE, *input) {
            if self.take_byte(*byte) {
                *input = &[];
                return Ok(None);
            }
        }
        if self.failed.is_none() {
            self.scanner.arrived(input.len());
            let advanced = self.advance(input);
            self.scanner.left(input.len());
            match advanced {
                Ok(true) => return Ok(Some(Item::of(&self.texts))),
                Ok(false) => return Ok(None),
                Err(wrong) => {
                    self.failed = Some(wrong);
                    // No short way leads on from here.
                    self.field = None;
                    self.place = Place::End;
                }
            }
        }
        self.failed.map_or(Ok(None), |wrong| Err(self.error(wrong)))
    }

    /// Judges the response once its last byte was pushed.
    ///
    /// # Errors
    ///
    /// [`DecodeErrorKind::Truncated`] where the response is not whole,
    /// [`DecodeErrorKind::NotAnObject`] where it is a number and nothing else,
    /// and [`DecodeErrorKind::ResultsMissing`] where it had no `results`.
    pub fn finish(self) -> Result<ResponseEnd, DecodeError> {
        if let Some(wrong) = self.failed {
            return Err(self.error(wrong));
        }
        let at = self.scanner.offset();
        if !self.scanner.is_done() {
            return Err(DecodeErrorKind::Truncated.at(at));
        }
        if self.place == Place::Start {
            return Err(self.error(Wrong::NotAnObject));
        }
        if self.seen & Field::Results.bit() == 0 {
            return Err(DecodeErrorKind::ResultsMissing.at(at));
        }
        Ok(ResponseEnd {
            items: self.items,
            count: self.has_count.then_some(self.count),
        })
    }

    /// Whether an item was completed.
    fn advance(&mut self, input: &mut &[u8]) -> Result<bool, Wrong> {
        // What was taken before, and has to be read the long way. It ends no item,
        // and has nothing in it that needs room.
        let mut again: &[u8] = &[];
        loop {
            if again.is_empty() {
                if WIDE && self.passes_over() {
                    let place = self.place;
                    self.scanner.pass_value(input, place as u16, |key| {
                        schema::field_of(place, key).is_some()
                    });
                } else {
                    match self.take_usual(input) {
                        Usual::Complete => return Ok(true),
                        Usual::Open => {}
                        Usual::Other(taken) => again = taken,
                    }
                }
            }
            let is_again = !again.is_empty();
            if !is_again && input.is_empty() {
                return Ok(false);
            }
            // There is a field only until its value begins: none inside a value
            // that is passed over.
            let room = self.texts.room(self.field);
            let event = if is_again {
                self.scanner.left(input.len());
                let event = self.scanner.next(&mut again, room);
                self.scanner.arrived(input.len());
                event
            } else {
                self.scanner.next(input, room)
            };
            if let Some(event) = event.map_err(Wrong::Json)? {
                if self.event(event)? {
                    return Ok(true);
                }
            }
        }
    }

    /// Whether what comes is of a value that nobody wants.
    fn passes_over(&self) -> bool {
        self.field.is_none()
            && matches!(self.place, Place::Root | Place::Item)
            && self.scanner.is_in_value(self.place as u16)
    }

    /// Whether an item was completed.
    fn event(&mut self, event: Event) -> Result<bool, Wrong> {
        match event {
            Event::Key => self.key()?,
            Event::Start(level) => self.start(level)?,
            // It may have been a value that was passed over.
            Event::End => return Ok(self.scanner.depth() < self.place as u16 && self.end()),
            Event::String | Event::Number | Event::Bool | Event::Null => self.scalar(event)?,
        }
        Ok(false)
    }
}
