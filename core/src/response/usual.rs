//! The usual item: two ways that are shorter than the long one.
//!
//! The service writes the fields of an item in one order, without white space,
//! and most of them without an escape. A key that stands where it usually does
//! is passed over by one comparison ([`Decoder::expect`]). A field that stands so
//! and has arrived whole is taken by a few comparisons of whole words
//! ([`Decoder::take_usual`]). Whatever is different is left alone, to be read the
//! long way, byte by byte; which way it went makes no difference to anything but
//! the time.

use super::{Decoder, Field, Place};
use crate::JOB_ID_LEN;
use crate::json::run::{self, Run};
use crate::text::TextLen;

/// What leads from the end of one item to the id of the next.
const NEXT_ITEM: &[u8; 8] = b",{\"id\":\"";

const ID: u8 = Field::Id.bit();
const STATUS: u8 = ID | Field::Status.bit();
const CODE: u8 = STATUS | Field::ErrorCode.bit();

/// What has become of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Item {
    Complete,
    Open,
}

impl Decoder<'_> {
    /// Where the service usually writes a certain member next, passes over its
    /// key in one go. If it does not stand there, or not all of it has arrived,
    /// nothing happens: the long way reads it.
    pub(super) fn expect(&mut self, input: &mut &[u8]) {
        let scanner = &mut self.scanner;
        let (field, found) = match self.seen {
            0 => (Field::Id, scanner.pass_key(input, b"\"id\":")),
            ID => (Field::Status, scanner.pass_key(input, b"\"status\":")),
            STATUS => (
                Field::ErrorCode,
                scanner.pass_key(input, b"\"error_code\":"),
            ),
            CODE => (
                Field::ErrorMessage,
                scanner.pass_key(input, b"\"error_message\":"),
            ),
            _ => return,
        };
        if found {
            self.field = Some(field);
            self.seen |= field.bit();
            self.open_value(input);
        }
    }

    /// After a key: goes on to its value, if that is a string.
    pub(super) fn open_value(&mut self, input: &mut &[u8]) {
        self.value = TextLen::NOTHING;
        self.scanner.open_value(input);
    }

    /// Takes what is usual from the start of `input`, as far as it goes: all but
    /// the message, which is as long as it likes.
    pub(super) fn take_usual(&mut self, input: &mut &[u8]) -> Item {
        if self.place == Place::Results && !self.take_id(input) {
            return Item::Open;
        }
        if self.place != Place::Item {
            return Item::Open;
        }
        if self.seen == ID {
            let room = &mut self.status.0;
            if let Some(len) = take_field(input, b",\"status\":\"", room) {
                self.pass_field(len, Field::Status);
            }
        }
        if self.take_end(input) == Item::Complete {
            return Item::Complete;
        }
        if self.seen == STATUS {
            let room = &mut self.code.0;
            if let Some(len) = take_field(input, b",\"error_code\":\"", room) {
                self.pass_field(len, Field::ErrorCode);
            }
        }
        self.take_end(input)
    }

    fn take_id(&mut self, input: &mut &[u8]) -> bool {
        let Some((lead, rest)) = input.split_first_chunk() else {
            return false;
        };
        let Some((id, rest)) = rest.split_first_chunk::<JOB_ID_LEN>() else {
            return false;
        };
        let Some((b'"', rest)) = rest.split_first() else {
            return false;
        };
        if lead != NEXT_ITEM || !run::is_plain(id) || !self.scanner.enter_next_object() {
            return false;
        }
        *input = rest;
        self.start_item();
        if let Some(room) = self.id.0.first_chunk_mut() {
            *room = *id;
        }
        self.pass_field(
            Taken {
                before: NEXT_ITEM.len(),
                text: JOB_ID_LEN,
            },
            Field::Id,
        );
        true
    }

    fn take_end(&mut self, input: &mut &[u8]) -> Item {
        match input.split_first() {
            Some((b'}', rest)) => {
                *input = rest;
                self.scanner.leave_usual_object();
                self.end();
                Item::Complete
            }
            _ => Item::Open,
        }
    }

    /// A field was taken whole.
    fn pass_field(&mut self, taken: Taken, field: Field) {
        self.scanner.pass_member(taken.before + taken.text + 1);
        self.seen |= field.bit();
        self.value = TextLen::of_whole(taken.text);
        self.set(field);
    }
}

/// How long a field was: what stands before its text, and the text.
#[derive(Clone, Copy)]
struct Taken {
    before: usize,
    text: usize,
}

/// Takes a field, if it stands at the start of `input` with its closing quote,
/// and its text has room.
fn take_field<const N: usize>(
    input: &mut &[u8],
    before: &[u8; N],
    room: &mut [u8],
) -> Option<Taken> {
    let (head, rest) = input.split_first_chunk::<N>()?;
    if head != before {
        return None;
    }
    let Run { taken, stored } = run::take(rest, room);
    match rest.get(taken..)? {
        [b'"', rest @ ..] if taken == stored => {
            *input = rest;
            Some(Taken {
                before: N,
                text: taken,
            })
        }
        _ => None,
    }
}
