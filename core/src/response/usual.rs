//! The usual item: a way through it that is shorter than the long one.
//!
//! The service writes the fields of an item in one order and without white
//! space. So what stands between two of their texts is known, and is passed over
//! by one comparison. Where something else stands, nothing happens: the long way
//! reads it, byte by byte. Where not all of it has arrived, the rest is compared
//! when it comes; if it is something else then, the long way is given what was
//! taken before. Which way it went makes no difference to anything but the time.

use super::schema::{BEFORE_CODE, BEFORE_ID, BEFORE_MESSAGE, BEFORE_STATUS};
use super::{Decoder, Place};
use crate::decode_error::Field;
use crate::json::behind_spaced;
use crate::json::word::{self, WIDE, is_same, same_len};

const ID: u8 = Field::Id.bit();
const STATUS: u8 = ID + Field::Status.bit();
const CODE: u8 = STATUS + Field::ErrorCode.bit();

/// The fields of an item, among those that were seen.
const OF_ITEM: u8 = !(Field::Results.bit() + Field::Count.bit());

/// What has become of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Usual {
    /// It is complete.
    Complete,
    /// The long way goes on.
    Open,
    /// The long way goes on, with these bytes that were taken before.
    Other(&'static [u8]),
}

impl Decoder<'_> {
    /// Takes what is usual from the start of `input`, as far as it goes.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(super) fn take_usual(&mut self, input: &mut &[u8]) -> Usual {
        match self.field {
            Some(field) if self.place == Place::Item && self.scanner.is_in_string() => {
                if !self.take_text(input, field) {
                    return Usual::Open;
                }
                self.field = None;
            }
            _ => {}
        }
        while self.scanner.is_after_value(self.place as u16) {
            if self.begun == 0 {
                match self.place {
                    Place::Results => match self.take_start(input) {
                        Some(true) => return Usual::Complete,
                        Some(false) => continue,
                        None => {}
                    },
                    Place::Item if self.scanner.leave_object(input) => {
                        self.end();
                        return Usual::Complete;
                    }
                    _ => {}
                }
            }
            let Some((before, field)) = self.due() else {
                break;
            };
            if !self.take_before(input, before) {
                if self.begun > 0 && !input.is_empty() {
                    let taken = before.get(..usize::from(self.begun)).unwrap_or_default();
                    self.begun = 0;
                    return Usual::Other(taken);
                }
                break;
            }
            self.start_member(before, field, input.len());
            if !self.take_text(input, field) {
                self.field = Some(field);
                break;
            }
        }
        Usual::Open
    }

    /// After a value: what usually comes before the next text, and whose that is.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    const fn due(&self) -> Option<(&'static [u8], Field)> {
        Some(match (self.place, self.seen & OF_ITEM) {
            (Place::Results, _) => (BEFORE_ID, Field::Id),
            (Place::Item, ID) => (BEFORE_STATUS, Field::Status),
            (Place::Item, STATUS) => (BEFORE_CODE, Field::ErrorCode),
            (Place::Item, CODE) => (BEFORE_MESSAGE, Field::ErrorMessage),
            _ => return None,
        })
    }

    /// Takes one byte, if it is an ordinary one of a text, its closing quote, or
    /// one of those that usually stand before one: a short way for responses that
    /// arrive byte by byte.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(super) fn take_byte(&mut self, byte: u8) -> bool {
        match self.field {
            Some(field) => self.take_byte_of_text(field, byte),
            None => self.take_byte_before_text(byte),
        }
    }

    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn take_byte_of_text(&mut self, field: Field, byte: u8) -> bool {
        if !self.scanner.is_in_string() {
            return false;
        }
        if self.scanner.take_byte(byte, self.texts.room(Some(field))) {
            return true;
        }
        let is_end = byte == b'"' && self.place == Place::Item && self.scanner.end_string();
        if is_end {
            self.texts.set(field, self.scanner.text());
            self.field = None;
        }
        is_end
    }

    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn take_byte_before_text(&mut self, byte: u8) -> bool {
        if !self.scanner.is_after_value(self.place as u16) {
            return false;
        }
        match self.due() {
            Some((before, field)) if before.get(usize::from(self.begun)) == Some(&byte) => {
                self.begun += 1;
                self.scanner.arrived(1);
                if usize::from(self.begun) == before.len() {
                    self.begun = 0;
                    self.start_member(before, field, 0);
                    self.field = Some(field);
                }
                true
            }
            _ => false,
        }
    }

    /// Takes what stands before a text, if all of it does.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn take_before(&mut self, input: &mut &[u8], before: &'static [u8]) -> bool {
        let Some(due) = before.get(usize::from(self.begun)..) else {
            return false;
        };
        let same = match input.get(..due.len()) {
            Some(come) if WIDE && is_same(come, due) => due.len(),
            _ => same_len(due, input),
        };
        let is_whole = same == due.len();
        if is_whole {
            self.begun = 0;
        } else if same == input.len() {
            #[allow(
                clippy::cast_possible_truncation,
                reason = "it is shorter than the text"
            )]
            let len = same as u8;
            self.begun += len;
        } else {
            return WIDE && self.begun == 0 && take_spaced(input, before);
        }
        if let Some(behind) = input.get(same..) {
            *input = behind;
        }
        is_whole
    }

    /// The text of a field begins, `left` bytes before the end of what arrived.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn start_member(&mut self, before: &[u8], field: Field, left: usize) {
        let opens_item = matches!(before, [_, b'{', ..]);
        self.scanner.enter_member(opens_item, left);
        if opens_item {
            self.start_item();
        }
        self.seen |= field.bit();
    }

    /// Inside the text of a field: takes as much of it as can be told at once, and
    /// says whether that was the rest of it.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    fn take_text(&mut self, input: &mut &[u8], field: Field) -> bool {
        let room = self.texts.room(Some(field));
        let is_whole = self.scanner.take_string(input, room);
        if is_whole {
            self.texts.set(field, self.scanner.text());
        }
        is_whole
    }

    /// Takes an item that is compact and has no more than id and status, or as
    /// much of a longer one, if all of that is there; and says whether that was all
    /// of the item.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    fn take_start(&mut self, input: &mut &[u8]) -> Option<bool> {
        if !WIDE {
            return None;
        }
        let (before_id, rest) = input.split_first_chunk()?;
        let (id, rest) = rest.split_first_chunk()?;
        let (before_status, rest) = rest.split_first_chunk()?;
        if before_id != b",{\"id\":\""
            || before_status != b"\",\"status\":\""
            || !word::is_plain(id)
        {
            return None;
        }
        let status_len = word::take_plain(rest, self.texts.status_room())?;
        let (b'"', mut rest) = rest.get(status_len..)?.split_first()? else {
            return None;
        };
        self.start_item();
        self.texts.start_with(id, status_len);
        self.seen |= STATUS;
        let is_complete = if let Some((b'}', behind)) = rest.split_first() {
            rest = behind;
            self.end()
        } else {
            self.scanner.enter_usual_object();
            false
        };
        *input = rest;
        Some(is_complete)
    }
}

/// Takes what stands before a text, with white space in it.
#[cfg_attr(target_pointer_width = "64", inline(always))]
fn take_spaced(input: &mut &[u8], before: &[u8]) -> bool {
    if !matches!(**input, [b',', b'\t' | b'\n' | b'\r' | b' ', ..]) {
        return false;
    }
    let behind = behind_spaced(input, before);
    if let Some(rest) = behind {
        *input = rest;
    }
    behind.is_some()
}
