//! What the events of the scanner mean in a response.

use super::wrong::Wrong;
use super::{Decoder, Place};
use crate::decode_error::Field;
use crate::json::word::is_same;
use crate::json::{Event, Level};

/// The names of all fields. Those of an item stand as the service writes them, with
/// what usually stands before their texts.
const NAMES: &[u8] =
    b",{\"id\":\",\"status\":\",\"error_code\":\",\"error_message\":\"resultscounterror_msg";

/// What usually stands before the texts of an item, in their order.
pub(super) const BEFORE_ID: &[u8] = names(0, 8);
pub(super) const BEFORE_STATUS: &[u8] = names(8, 19);
pub(super) const BEFORE_CODE: &[u8] = names(19, 34);
pub(super) const BEFORE_MESSAGE: &[u8] = names(34, 52);

/// A part of [`NAMES`].
const fn names(start: usize, end: usize) -> &'static [u8] {
    NAMES.split_at(end).0.split_at(start).1
}

/// Each of them: where it stands, where its name begins in [`NAMES`], and how
/// long it is.
const FIELDS: [(Place, Field, u8, u8); 7] = [
    (Place::Root, Field::Results, 52, 7),
    (Place::Root, Field::Count, 59, 5),
    (Place::Item, Field::Id, 3, 2),
    (Place::Item, Field::Status, 10, 6),
    (Place::Item, Field::ErrorCode, 21, 10),
    (Place::Item, Field::ErrorMessage, 36, 13),
    (Place::Item, Field::ErrorMsg, 64, 9),
];

/// The field with this name that stands there.
pub(super) fn field_of(place: Place, name: &[u8]) -> Option<Field> {
    FIELDS.iter().find_map(|&(its_place, field, at, len)| {
        let (at, len) = (usize::from(at), usize::from(len));
        let its_name = NAMES.get(at..at + len)?;
        (its_place == place && is_same(its_name, name)).then_some(field)
    })
}

impl Decoder<'_> {
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn key(&mut self) -> Result<(), Wrong> {
        if self.scanner.depth() != self.place as u16 {
            // Inside a value that is passed over.
            return Ok(());
        }
        self.field = field_of(self.place, self.scanner.key());
        let Some(field) = self.field else {
            return Ok(());
        };
        if self.seen & field.bit() != 0 {
            return Err(Wrong::Repeated(field));
        }
        self.seen |= field.bit();
        Ok(())
    }

    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn start(&mut self, level: Level) -> Result<(), Wrong> {
        match (self.place, self.field, level) {
            (Place::Start, _, Level::Object) => self.place = Place::Root,
            (Place::Start, _, _) => return Err(Wrong::NotAnObject),
            (Place::Root, Some(Field::Results), Level::Array) => self.place = Place::Results,
            (Place::Results, _, Level::Object) => self.start_item(),
            (Place::Results, _, _) => return Err(Wrong::Type(Field::Item)),
            (_, Some(field), _) => return Err(Wrong::Type(field)),
            (_, None, _) => return Ok(()),
        }
        self.field = None;
        Ok(())
    }

    /// A container of ours closed: whether that was an item.
    pub(super) fn end(&mut self) -> bool {
        self.field = None;
        let is_item = self.place == Place::Item;
        self.place = if is_item {
            self.items = self.items.saturating_add(1);
            Place::Results
        } else if self.place == Place::Results {
            Place::Root
        } else {
            Place::End
        };
        is_item
    }

    pub(super) fn scalar(&mut self, event: Event) -> Result<(), Wrong> {
        let field = match (self.place, self.field.take()) {
            (Place::Start, _) => return Err(Wrong::NotAnObject),
            (Place::Results, _) => return Err(Wrong::Type(Field::Item)),
            (_, None) => return Ok(()),
            (_, Some(field)) => field,
        };
        match (field, event) {
            (Field::Results, Event::Null) => {
                return Err(Wrong::ResultsNull);
            }
            (_, Event::Null) => {}
            // A tolerant client has seen `count` quoted.
            (Field::Count, Event::Number | Event::String) => {
                self.count = self.whole_number()?;
                self.has_count = true;
            }
            (Field::Results | Field::Count | Field::Item, _) => {
                return Err(Wrong::Type(field));
            }
            (_, Event::String) => {
                let text = self.scanner.text();
                let is_message = matches!(field, Field::ErrorMessage | Field::ErrorMsg);
                if !is_message && !text.is_complete() {
                    return Err(Wrong::Room(field));
                }
                self.texts.set(field, text);
            }
            _ => return Err(Wrong::Type(field)),
        }
        Ok(())
    }

    pub(super) fn whole_number(&self) -> Result<u32, Wrong> {
        let text = self.texts.count(self.scanner.text());
        text.filter(|text| !text.is_empty())
            .and_then(|text| {
                text.iter().try_fold(0_u32, |number, &byte| {
                    let digit = byte.wrapping_sub(b'0');
                    // Ten times as much has no room.
                    if digit > 9 || number > u32::MAX / 10 {
                        return None;
                    }
                    (number * 10).checked_add(digit.into())
                })
            })
            .ok_or(Wrong::Type(Field::Count))
    }

    pub(super) fn start_item(&mut self) {
        self.place = Place::Item;
        self.seen &= Field::Results.bit() + Field::Count.bit();
        self.texts.clear();
    }
}
