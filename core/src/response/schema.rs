//! What the events of the scanner mean in a response.

use super::{Decoder, Place};
use crate::decode_error::{DecodeError, DecodeErrorKind, Field};
use crate::error::Capacity;
use crate::job::JOB_ID_LEN;
use crate::json::Event;
use crate::response::MAX_ERROR_CODE_LEN;
use crate::status::MAX_STATUS_LEN;

impl Decoder<'_> {
    pub(super) fn key(&mut self) -> Result<(), DecodeError> {
        self.field = match (self.place, self.scanner.key()) {
            (Place::Root, b"results") => Some(Field::Results),
            (Place::Root, b"count") => Some(Field::Count),
            (Place::Item, b"id") => Some(Field::Id),
            (Place::Item, b"status") => Some(Field::Status),
            (Place::Item, b"error_code") => Some(Field::ErrorCode),
            (Place::Item, b"error_message") => Some(Field::ErrorMessage),
            (Place::Item, b"error_msg") => Some(Field::ErrorMsg),
            _ => None,
        };
        let Some(field) = self.field else {
            return Ok(());
        };
        let repeated = match field {
            Field::Results => core::mem::replace(&mut self.has_results, true),
            Field::Count => core::mem::replace(&mut self.has_count, true),
            _ => {
                let before = self.seen;
                self.seen |= field.bit();
                before == self.seen
            }
        };
        if repeated {
            return Err(self.wrong(DecodeErrorKind::Repeated(field)));
        }
        Ok(())
    }

    pub(super) fn start(&mut self, event: Event) -> Result<(), DecodeError> {
        match (self.place, self.field, event) {
            (Place::Start, _, Event::ObjectStart) => self.place = Place::Root,
            (Place::Start, _, _) => return Err(self.wrong(DecodeErrorKind::NotAnObject)),
            (Place::Root, Some(Field::Results), Event::ArrayStart) => self.place = Place::Results,
            (Place::Results, _, Event::ObjectStart) => self.start_item(),
            (Place::Results, _, _) => return Err(self.wrong_type(Field::Item)),
            (_, Some(field), _) => return Err(self.wrong_type(field)),
            (_, None, _) => return Ok(()),
        }
        self.field = None;
        Ok(())
    }

    /// A container of ours closed.
    pub(super) fn end(&mut self) {
        self.field = None;
        self.place = match self.place {
            Place::Item => {
                self.items = self.items.saturating_add(1);
                Place::Results
            }
            Place::Results => Place::Root,
            Place::Root | Place::Start | Place::End => Place::End,
        };
    }

    pub(super) fn scalar(&mut self, event: Event) -> Result<(), DecodeError> {
        let field = match (self.place, self.field.take()) {
            (Place::Start, _) => return Err(self.wrong(DecodeErrorKind::NotAnObject)),
            (Place::Results, _) => return Err(self.wrong_type(Field::Item)),
            (_, None) => return Ok(()),
            (_, Some(field)) => field,
        };
        match (field, event) {
            (Field::Results, Event::Null) => {
                return Err(self.wrong(DecodeErrorKind::ResultsNull));
            }
            (_, Event::Null) => {}
            // A tolerant client has seen `count` quoted.
            (Field::Count, Event::Number | Event::String) => {
                self.count = Some(self.whole_number()?);
            }
            (Field::Id, Event::String) => {
                self.check_room(Capacity::JobId, JOB_ID_LEN)?;
                self.set(field);
            }
            (Field::Status, Event::String) => {
                self.check_room(Capacity::Status, MAX_STATUS_LEN)?;
                self.set(field);
            }
            (Field::ErrorCode, Event::String) => {
                self.check_room(Capacity::ErrorCode, MAX_ERROR_CODE_LEN)?;
                self.set(field);
            }
            (Field::ErrorMessage | Field::ErrorMsg, Event::String) => self.set(field),
            _ => return Err(self.wrong_type(field)),
        }
        Ok(())
    }

    /// The text that was just read is the value of `field`. Of two messages the
    /// first stands.
    pub(super) fn set(&mut self, field: Field) {
        let len = self.value.stored();
        let bit = match field {
            Field::Id => {
                self.id_len = len;
                field.bit()
            }
            Field::Status => {
                self.status_len = len;
                field.bit()
            }
            Field::ErrorCode => {
                self.code_len = len;
                field.bit()
            }
            _ => {
                if !self.has(Field::ErrorMessage) {
                    self.message_len = self.value;
                }
                Field::ErrorMessage.bit()
            }
        };
        self.present |= bit;
    }

    /// Whether the item has a value for `field`.
    pub(super) const fn has(&self, field: Field) -> bool {
        self.present & field.bit() != 0
    }

    /// Whether there was room for all of the text that was just read.
    pub(super) fn check_room(&self, what: Capacity, available: usize) -> Result<(), DecodeError> {
        let needed = self.value.needed();
        if needed <= available {
            return Ok(());
        }
        Err(self.wrong(DecodeErrorKind::Capacity {
            what,
            needed,
            available,
        }))
    }

    pub(super) fn whole_number(&self) -> Result<u32, DecodeError> {
        let text = self.value.whole().map(|len| len.of(&self.code.0));
        text.filter(|text| !text.is_empty())
            .and_then(|text| {
                text.bytes().try_fold(0_u32, |number, byte| {
                    let digit = char::from(byte).to_digit(10)?;
                    number.checked_mul(10)?.checked_add(digit)
                })
            })
            .ok_or_else(|| self.wrong_type(Field::Count))
    }

    pub(super) fn wrong_type(&self, field: Field) -> DecodeError {
        self.wrong(DecodeErrorKind::WrongType(field))
    }

    pub(super) fn wrong(&self, kind: DecodeErrorKind) -> DecodeError {
        kind.at(self.scanner.token_at())
    }

    pub(super) fn start_item(&mut self) {
        self.place = Place::Item;
        self.seen = 0;
        self.present = 0;
    }
}
