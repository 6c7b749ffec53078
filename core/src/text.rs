//! Room for one text of unknown length.

use crate::json::run;

/// Collects a text in room of fixed size.
///
/// Once a piece does not fit, nothing more is stored, so that what is stored is
/// a prefix; the length goes on being counted, so that an error can say what
/// would have been needed. Pieces are whole characters, or runs of ASCII, so
/// the cut is at a character boundary.
#[derive(Debug)]
pub(crate) struct Text<'r> {
    room: &'r mut [u8],
    len: &'r mut TextLen,
}

/// The length of what was stored of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StoredLen(u16);

/// How much of a text was stored, and how long it really is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TextLen {
    stored: u16,
    needed: u32,
}

impl<'r> Text<'r> {
    pub(crate) fn new(room: &'r mut [u8], len: &'r mut TextLen) -> Self {
        Self { room, len }
    }

    pub(crate) fn clear(&mut self) {
        *self.len = TextLen::NOTHING;
    }

    /// Takes plain characters from the start of `input`, as many as there are,
    /// and says how many that was.
    pub(crate) fn take_plain(&mut self, input: &mut &[u8]) -> usize {
        let run = run::take(input, self.rest());
        *input = input.get(run.taken..).unwrap_or_default();
        self.len.count(run.taken, run.stored);
        run.taken
    }

    /// Adds one character, if there is room for all of it.
    pub(crate) fn push(&mut self, character: &[u8]) {
        let stored = match self.rest().get_mut(..character.len()) {
            Some(room) => {
                copy(room, character);
                character.len()
            }
            None => 0,
        };
        self.len.count(character.len(), stored);
    }

    /// The room that is left; none once something did not fit.
    fn rest(&mut self) -> &mut [u8] {
        if self.len.is_complete() {
            let end = self.room.len().min(usize::from(u16::MAX));
            self.room
                .get_mut(usize::from(self.len.stored)..end)
                .unwrap_or_default()
        } else {
            &mut []
        }
    }
}

impl TextLen {
    pub(crate) const NOTHING: Self = Self {
        stored: 0,
        needed: 0,
    };

    /// A text of so many bytes, all of them stored.
    pub(crate) const fn of_whole(len: usize) -> Self {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "room has at most u16::MAX bytes"
        )]
        let stored = len as u16;
        Self {
            stored,
            needed: stored as u32,
        }
    }

    /// The length of the whole text in bytes.
    pub(crate) const fn needed(self) -> usize {
        self.needed as usize
    }

    /// So much came, and so much of it was stored.
    fn count(&mut self, came: usize, stored: usize) {
        let came = u32::try_from(came).unwrap_or(u32::MAX);
        self.needed = self.needed.saturating_add(came);
        #[allow(
            clippy::cast_possible_truncation,
            reason = "the room has at most u16::MAX"
        )]
        let stored = stored as u16;
        self.stored = self.stored.wrapping_add(stored);
    }

    /// Whether all of the text was stored.
    const fn is_complete(self) -> bool {
        self.stored as u32 == self.needed
    }

    /// The length, if all of the text was stored.
    pub(crate) const fn whole(self) -> Option<StoredLen> {
        if self.is_complete() {
            Some(StoredLen(self.stored))
        } else {
            None
        }
    }

    /// The length of what was stored.
    pub(crate) const fn stored(self) -> StoredLen {
        StoredLen(self.stored)
    }

    /// What was stored in `room`.
    pub(crate) fn of(self, room: &[u8]) -> &str {
        self.stored().of(room)
    }
}

impl StoredLen {
    pub(crate) const NOTHING: Self = Self(0);

    /// The bytes that were stored in `room`.
    pub(crate) fn bytes_of(self, room: &[u8]) -> &[u8] {
        room.get(..usize::from(self.0)).unwrap_or_default()
    }

    /// What was stored in `room`.
    pub(crate) fn of(self, room: &[u8]) -> &str {
        // Only whole characters are ever stored; an empty text is never the
        // fallback of a broken one.
        core::str::from_utf8(self.bytes_of(room)).unwrap_or_default()
    }
}

/// Copies as much as both have. Unlike `copy_from_slice` it cannot panic, and
/// becomes the same `memcpy`.
pub(crate) fn copy(to: &mut [u8], from: &[u8]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
}
