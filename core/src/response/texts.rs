//! The texts of the item that is being read.

use crate::decode_error::Field;
use crate::job::JOB_ID_LEN;
use crate::response::MAX_ERROR_CODE_LEN;
use crate::status::{MAX_STATUS_LEN, Status};
use crate::stored::{MAX_ROOM, ShortLen, TextLen};
use crate::task::Message;
use crate::text::Text;

/// Rooms for the texts of one item, and what is in them.
#[derive(Debug)]
// What is small stands first: see `Scanner`.
#[repr(C)]
pub(super) struct Texts<'m> {
    message: &'m mut [u8],
    message_len: TextLen,
    /// Those of id, status and code.
    lens: [ShortLen; 3],
    /// The fields that have a value, as a set of [`Field::bit`].
    present: u8,
    id: [u8; JOB_ID_LEN],
    status: [u8; MAX_STATUS_LEN],
    code: [u8; MAX_ERROR_CODE_LEN],
}

impl<'m> Texts<'m> {
    /// Nothing, with room for a message.
    pub(super) const fn new(message: &'m mut [u8]) -> Self {
        let message = if message.len() > MAX_ROOM {
            message.split_at_mut(MAX_ROOM).0
        } else {
            message
        };
        Self {
            present: 0,
            lens: [ShortLen::NOTHING; 3],
            message_len: TextLen::NOTHING,
            id: [0; JOB_ID_LEN],
            status: [0; MAX_STATUS_LEN],
            code: [0; MAX_ERROR_CODE_LEN],
            message,
        }
    }

    /// A new item begins.
    pub(super) const fn clear(&mut self) {
        self.present = 0;
    }

    /// The room for the value of `field`; none for what is passed over.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(super) fn room(&mut self, field: Option<Field>) -> &mut [u8] {
        match field {
            Some(Field::Id) => &mut self.id,
            Some(Field::Status) => &mut self.status,
            // `count` stands outside all items: the room of their codes is free.
            Some(Field::ErrorCode | Field::Count) => &mut self.code,
            // Of two messages the first that is not `null` stands.
            Some(Field::ErrorMessage | Field::ErrorMsg) if !self.has(Field::ErrorMessage) => {
                self.message
            }
            _ => &mut [],
        }
    }

    /// The text that was just read is the value of `field`.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn set(&mut self, field: Field, text: TextLen) {
        let place = (field as usize).wrapping_sub(Field::Id as usize);
        let field = if let Some(len) = self.lens.get_mut(place) {
            *len = text.stored_short();
            field
        } else {
            if !self.has(Field::ErrorMessage) {
                self.message_len = text;
            }
            Field::ErrorMessage
        };
        self.present |= field.bit();
    }

    /// An item begins with this id and with the status in its room.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(super) const fn start_with(&mut self, id: &[u8; JOB_ID_LEN], status_len: usize) {
        self.id = *id;
        let [id, status, _] = &mut self.lens;
        *id = ShortLen::of(JOB_ID_LEN);
        *status = ShortLen::of(status_len);
        self.present = Field::Id.bit() + Field::Status.bit();
    }

    /// The room for a status.
    pub(super) const fn status_room(&mut self) -> &mut [u8; MAX_STATUS_LEN] {
        &mut self.status
    }

    /// What was read of `count`.
    pub(super) fn count(&self, text: TextLen) -> Option<&[u8]> {
        text.whole_of(&self.code)
    }

    pub(super) fn id(&self) -> Option<Text<'_>> {
        self.has(Field::Id).then(|| self.lens[0].text_of(&self.id))
    }

    pub(super) fn status(&self) -> Option<Status<'_>> {
        self.has(Field::Status).then(|| {
            let text = self.lens[1].text_of(&self.status);
            Status::known(text.as_bytes()).unwrap_or(Status::Other(text))
        })
    }

    pub(super) fn error_code(&self) -> Option<Text<'_>> {
        self.has(Field::ErrorCode)
            .then(|| self.lens[2].text_of(&self.code))
    }

    pub(super) fn error_message(&self) -> Option<Message<'_>> {
        let len = self.message_len;
        self.has(Field::ErrorMessage)
            .then(|| Message::new(len.stored().text_of(self.message), len.needed()))
    }

    const fn has(&self, field: Field) -> bool {
        self.present & field.bit() != 0
    }
}
