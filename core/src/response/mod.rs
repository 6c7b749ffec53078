//! JSON bytes in, tasks out: the response to a batch-status request.
//!
//! This layer knows the schema and nothing of JSON; [`crate::json`] is the
//! other half.

mod schema;
mod usual;

use crate::decode_error::{DecodeError, DecodeErrorKind, Field};
use crate::error::Capacity;
use crate::job::JOB_ID_LEN;
use crate::json::{Event, Fault, Scanner};
use crate::status::{MAX_STATUS_LEN, Status};
use crate::task::{Item, Message};
use crate::text::{StoredLen, Text, TextLen};

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
/// `size_of::<Decoder>()`, less than 300 bytes, and the room for the message.
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
///         assert_eq!(item.id, Some("9a470239-2308-4bb5-a6bc-1040402fjb21"));
///         paused += u32::from(item.status == Some(Status::Pausing));
///     }
/// }
/// let end = decoder.finish()?;
/// assert_eq!((paused, end.items, end.count), (1, 1, Some(1)));
/// # Ok::<(), drs_status_core::DecodeError>(())
/// ```
#[derive(Debug)]
pub struct Decoder<'m> {
    scanner: Scanner,
    place: Place,
    /// The field whose value comes next; `None` for one that is passed over.
    field: Option<Field>,
    /// The fields of this place that were seen, as a set of [`Field::bit`].
    seen: u8,
    /// The value that is being read.
    value: TextLen,
    id: Room<ID_ROOM>,
    status: Room<MAX_STATUS_LEN>,
    code: Room<MAX_ERROR_CODE_LEN>,
    message: &'m mut [u8],
    /// The fields of this item that have a value, as a set of [`Field::bit`].
    present: u8,
    id_len: StoredLen,
    status_len: StoredLen,
    code_len: StoredLen,
    message_len: TextLen,
    items: u32,
    count: Option<u32>,
    has_results: bool,
    has_count: bool,
    failed: Option<DecodeError>,
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

/// Whether usual fields are taken whole. It pays where a register holds eight
/// bytes; elsewhere the long way is nearly as fast, and smaller.
const USUAL_WHOLE: bool = cfg!(target_pointer_width = "64");

/// Room of its own for a text, aligned so that it is judged word by word.
#[derive(Debug)]
#[repr(align(8))]
struct Room<const N: usize>([u8; N]);

/// The room for an id, in whole words.
const ID_ROOM: usize = JOB_ID_LEN.next_multiple_of(8);

/// In which container the scanner stands, as far as the schema goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Start,
    Root,
    Results,
    Item,
    End,
}

impl Place {
    /// How many containers are open there.
    const fn depth(self) -> u16 {
        match self {
            Self::Start | Self::End => 0,
            Self::Root => 1,
            Self::Results => 2,
            Self::Item => 3,
        }
    }
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
            value: TextLen::NOTHING,
            id: Room([0; ID_ROOM]),
            status: Room([0; MAX_STATUS_LEN]),
            code: Room([0; MAX_ERROR_CODE_LEN]),
            message,
            present: 0,
            id_len: StoredLen::NOTHING,
            status_len: StoredLen::NOTHING,
            code_len: StoredLen::NOTHING,
            message_len: TextLen::NOTHING,
            items: 0,
            count: None,
            has_results: false,
            has_count: false,
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
        if let Some(error) = self.failed {
            return Err(error);
        }
        match self.advance(input) {
            Ok(true) => Ok(Some(self.item())),
            Ok(false) => Ok(None),
            Err(error) => {
                self.failed = Some(error);
                Err(error)
            }
        }
    }

    /// Judges the response once its last byte was pushed.
    ///
    /// # Errors
    ///
    /// [`DecodeErrorKind::Truncated`] where the response is not whole,
    /// [`DecodeErrorKind::NotAnObject`] where it is a number and nothing else,
    /// and [`DecodeErrorKind::ResultsMissing`] where it had no `results`.
    pub fn finish(self) -> Result<ResponseEnd, DecodeError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let at = self.scanner.offset();
        if !self.scanner.is_done() {
            return Err(DecodeErrorKind::Truncated.at(at));
        }
        if self.place == Place::Start {
            return Err(self.wrong(DecodeErrorKind::NotAnObject));
        }
        if !self.has_results {
            return Err(DecodeErrorKind::ResultsMissing.at(at));
        }
        Ok(ResponseEnd {
            items: self.items,
            count: self.count,
        })
    }

    /// Whether an item was completed.
    fn advance(&mut self, input: &mut &[u8]) -> Result<bool, DecodeError> {
        loop {
            if self.scanner.is_between() && self.scanner.depth() == self.place.depth() {
                if USUAL_WHOLE
                    && self.scanner.is_after_value()
                    && self.take_usual(input) == usual::Item::Complete
                {
                    return Ok(true);
                }
                if self.place == Place::Results && self.scanner.enter_object(input) {
                    self.start_item();
                }
                if self.place == Place::Item {
                    if self.scanner.leave_object(input) {
                        self.end();
                        return Ok(true);
                    }
                    self.expect(input);
                }
            }
            let Some(event) = self.next_event(input)? else {
                return Ok(false);
            };
            let depth = self.scanner.depth();
            let here = self.place.depth();
            match event {
                // Whatever is not at the depth of the place stands inside a
                // value that is passed over.
                Event::Key if depth == here => {
                    self.key()?;
                    self.open_value(input);
                }
                Event::ObjectStart | Event::ArrayStart if depth == here + 1 => self.start(event)?,
                Event::ObjectEnd | Event::ArrayEnd if depth < here => {
                    let item = self.place == Place::Item;
                    self.end();
                    if item {
                        return Ok(true);
                    }
                }
                Event::String | Event::Number | Event::Bool | Event::Null if depth == here => {
                    self.scalar(event)?;
                }
                _ => {}
            }
        }
    }

    fn next_event(&mut self, input: &mut &[u8]) -> Result<Option<Event>, DecodeError> {
        // There is a field only until its value begins: none inside a value that
        // is passed over.
        let room: &mut [u8] = match self.field {
            Some(Field::Id) => &mut self.id.0,
            Some(Field::Status) => &mut self.status.0,
            // `count` stands outside all items: the room of their codes is free.
            Some(Field::ErrorCode | Field::Count) => &mut self.code.0,
            // Of two messages the first that is not `null` stands.
            Some(Field::ErrorMessage | Field::ErrorMsg) if !self.has(Field::ErrorMessage) => {
                self.message
            }
            _ => &mut [],
        };
        let mut text = Text::new(room, &mut self.value);
        self.scanner
            .next(input, &mut text)
            .map_err(|fault| DecodeErrorKind::from(fault).at(self.scanner.offset()))
    }

    fn item(&self) -> Item<'_> {
        Item {
            id: self.has(Field::Id).then(|| self.id_len.of(&self.id.0)),
            status: self.has(Field::Status).then(|| {
                let known = Status::known(self.status_len.bytes_of(&self.status.0));
                known.unwrap_or_else(|| Status::Other(self.status_len.of(&self.status.0)))
            }),
            error_code: self
                .has(Field::ErrorCode)
                .then(|| self.code_len.of(&self.code.0)),
            error_message: self.has(Field::ErrorMessage).then(|| {
                let len = self.message_len;
                Message::new(len.of(self.message), len.needed())
            }),
        }
    }
}

impl From<Fault> for DecodeErrorKind {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Unexpected => Self::Unexpected,
            Fault::Control => Self::ControlCharacter,
            Fault::Escape => Self::Escape,
            Fault::Surrogate => Self::Surrogate,
            Fault::Utf8 => Self::Utf8,
            Fault::Number => Self::Number,
            Fault::Literal => Self::Literal,
            Fault::Trailing => Self::Trailing,
            Fault::Depth => Self::Capacity {
                what: Capacity::Depth,
                needed: crate::json::MAX_DEPTH + 1,
                available: crate::json::MAX_DEPTH,
            },
        }
    }
}
