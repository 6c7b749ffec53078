//! From a text to the documented status that it names: a perfect hash.

use super::{BOUNDS, Documented, Status, TEXTS, documented};
use crate::json::word::{WIDE, is_same};

/// The text of the documented status with this number.
pub(super) const fn text_of(place: usize) -> &'static str {
    let (start, end) = bounds(place);
    match TEXTS.split_at_checked(end) {
        Some((until, _)) => match until.split_at_checked(start) {
            Some((_, text)) => text,
            None => "",
        },
        None => "",
    }
}

/// Where that text begins, and where it ends.
const fn bounds(place: usize) -> (usize, usize) {
    if place >= Status::ALL.len() {
        return (0, 0);
    }
    (BOUNDS[place] as usize, BOUNDS[place + 1] as usize)
}

/// For each hash of a text the place of its status in [`Status::ALL`].
const SLOTS: [u8; 64] = {
    let mut slots = [u8::MAX; 64];
    let mut place = 0;
    while place < Status::ALL.len() {
        let slot = hash(Status::ALL[place].as_str().as_bytes());
        assert!(slots[slot] == u8::MAX, "the hash is not perfect any more");
        #[allow(clippy::cast_possible_truncation, reason = "there are 29")]
        let short = place as u8;
        slots[slot] = short;
        place += 1;
    }
    slots
};

/// A perfect hash of the documented texts: their length, first and last byte
/// tell them apart.
const fn hash(text: &[u8]) -> usize {
    match text {
        [first, .., last] => (text.len() * 10 + *first as usize + *last as usize) % 64,
        _ => 0,
    }
}

impl Status<'static> {
    /// The documented status that `text` names, if it does.
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub(crate) fn known(text: &[u8]) -> Option<Self> {
        documented(place_of(text)?)
    }
}

/// The place of the documented status that `text` names, if it does.
#[cfg_attr(target_pointer_width = "64", inline(never))]
fn place_of(text: &[u8]) -> Option<usize> {
    let slot = hash(text);
    let place = usize::from(*SLOTS.get(slot)?);
    let known = if WIDE {
        *KNOWN.get(slot)?
    } else {
        let (start, end) = bounds(place);
        TEXTS.as_bytes().get(start..end)?
    };
    if is_same(known, text) {
        return Some(place);
    }
    (text == b"PAUSEING").then_some(Documented::Pausing as usize)
}

/// For each hash of a text the text: a kilobyte that spares larger cores some steps
/// for each status.
const KNOWN: [&[u8]; 64] = {
    let mut known: [&[u8]; 64] = [b""; 64];
    let mut slot = 0;
    while slot < known.len() {
        known[slot] = text_of(SLOTS[slot] as usize).as_bytes();
        slot += 1;
    }
    known
};
