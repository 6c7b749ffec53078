//! The length of a text that is kept in room of fixed size.

use crate::text::Text;

/// How much of a text was stored, and how much was not.
///
/// Once a character does not fit, nothing more is stored, so that what is stored
/// is a prefix; the length goes on being counted, so that an error can say what
/// would have been needed. Only whole characters are stored, so the cut is at a
/// character boundary. Room has at most [`MAX_ROOM`] bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextLen {
    stored: u32,
    missed: u32,
}

/// The length of what was stored of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StoredLen(u16);

/// The same, of a text in one of the short rooms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShortLen(u8);

/// The longest room for a text.
pub(crate) const MAX_ROOM: usize = u16::MAX as usize;

impl TextLen {
    pub(crate) const NOTHING: Self = Self::of_whole(0);

    /// A text of so many bytes, all of them stored.
    pub(crate) const fn of_whole(len: usize) -> Self {
        #[allow(clippy::cast_possible_truncation, reason = "see MAX_ROOM")]
        let stored = len as u32;
        Self { stored, missed: 0 }
    }

    /// The length of the whole text in bytes.
    pub(crate) const fn needed(self) -> usize {
        self.stored.saturating_add(self.missed) as usize
    }

    /// Whether all of the text was stored.
    pub(crate) const fn is_complete(self) -> bool {
        self.missed == 0
    }

    /// The text in `room`, if all of it was stored.
    pub(crate) fn whole_of(self, room: &[u8]) -> Option<&[u8]> {
        match self.missed {
            0 => room.get(..self.stored as usize),
            _ => None,
        }
    }

    /// The length of what was stored.
    pub(crate) const fn stored(self) -> StoredLen {
        StoredLen::of(self.stored as usize)
    }

    /// The length of what was stored in a short room.
    pub(crate) const fn stored_short(self) -> ShortLen {
        ShortLen::of(self.stored as usize)
    }

    /// The part of `room` that is still free; `None` once something did not fit.
    pub(crate) fn free(self, room: &mut [u8]) -> Option<&mut [u8]> {
        if self.is_complete() {
            room.get_mut(self.stored as usize..)
        } else {
            None
        }
    }

    /// So many bytes were stored in the room that was free.
    pub(crate) fn add(&mut self, stored: usize) {
        let Self { stored, .. } = Self::of_whole(stored);
        self.stored = self.stored.wrapping_add(stored);
    }

    /// So many bytes came and were not stored.
    pub(crate) fn miss(&mut self, bytes: usize) {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        self.missed = self.missed.saturating_add(bytes);
    }

    /// Stores the character with this code in UTF-8 (RFC 3629, section 3), if there
    /// is room for all of it.
    pub(crate) fn push(&mut self, room: &mut [u8], code: u32) {
        let len = match code {
            0..0x80 => 1,
            0x80..0x800 => 2,
            0x800..0x1_0000 => 3,
            _ => 4,
        };
        let Some(slots) = self.free(room).and_then(|free| free.get_mut(..len)) else {
            return self.miss(len);
        };
        self.add(len);
        if let [first, behind @ ..] = slots {
            let mut rest = code;
            for slot in behind.iter_mut().rev() {
                *slot = 0x80 + (low(rest) & 0x3F);
                rest >>= 6;
            }
            // The first byte has as many high bits as there are bytes.
            let marker = if len == 1 { 0 } else { 0xF0 << (4 - len) };
            *first = marker + low(rest);
        }
    }
}

impl ShortLen {
    pub(crate) const NOTHING: Self = Self(0);

    /// So many bytes.
    pub(crate) const fn of(len: usize) -> Self {
        #[allow(clippy::cast_possible_truncation, reason = "the rooms are short")]
        let short = len as u8;
        Self(short)
    }

    /// What was stored in `room`.
    pub(crate) fn text_of(self, room: &[u8]) -> Text<'_> {
        StoredLen(self.0.into()).text_of(room)
    }
}

impl StoredLen {
    /// So many bytes.
    pub(crate) const fn of(len: usize) -> Self {
        #[allow(clippy::cast_possible_truncation, reason = "see MAX_ROOM")]
        let short = len as u16;
        Self(short)
    }

    /// What was stored in `room`: only whole characters ever are.
    pub(crate) fn text_of(self, room: &[u8]) -> Text<'_> {
        // It is never more than the room: the minimum spares the other way.
        let len = room.len().min(self.0.into());
        Text::of_stored(room.get(..len).unwrap_or_default())
    }
}

/// The lowest eight bits.
const fn low(bits: u32) -> u8 {
    let [low, ..] = bits.to_le_bytes();
    low
}

/// Copies as much as both have. Unlike `copy_from_slice` it cannot panic, and
/// becomes the same `memcpy`.
pub(crate) fn copy(to: &mut [u8], from: &[u8]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_any_length_is_never_taken_for_one_that_fits() {
        let room = [b'x'; 8];
        let mut text = TextLen::NOTHING;
        text.add(4);
        assert_eq!(text.whole_of(&room), Some(&room[..4]));
        text.miss(usize::MAX);
        text.miss(5);
        assert_eq!(
            (text.whole_of(&room), text.needed()),
            (None, u32::MAX as usize)
        );
    }
}
