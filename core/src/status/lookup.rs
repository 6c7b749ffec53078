//! From a text to the documented status that it names: a perfect hash.

use super::{Documented, SPANS, Status, documented};
use crate::json::word::{WIDE, is_same};

/// The number of the text that [`Status::Pausing`] has beside its own.
pub(super) const OTHER_SPELLING: usize = Status::ALL.len();

/// All texts. Each begins within the one before it, or stands in it, where that
/// saves some bytes.
const TEXTS: &str = "CONFIGURATIONODE_UPGRADE_START_JOB_FAILEDELETEDWAITING_FOR_STARTJOBING\
    PAUSEINGNODE_UPGRADE_FAILEDNODE_UPGRADE_COMPLETERELEASE_CHILD_TRANSFER_COMPLETE\
    RELEASE_CHILD_TRANSFER_STARTEDCHILD_TRANSFER_FAILEDCHILD_TRANSFER_STARTING\
    CHANGE_JOB_FAILEDCHANGE_JOB_STARTEDREBUILD_NODE_FAILEDREBUILD_NODE_STARTED\
    RELEASE_RESOURCE_COMPLETERELEASE_RESOURCE_FAILEDRELEASE_RESOURCE_STARTED\
    INCRE_TRANSFER_FAILEDINCRE_TRANSFER_STARTEDFULL_TRANSFER_COMPLETE\
    FULL_TRANSFER_FAILEDFULL_TRANSFER_STARTEDPAUSINGCREATE_FAILEDCREATING";

/// A part of [`TEXTS`]: where it begins, in nine bits, and above them how long it
/// is.
#[derive(Clone, Copy)]
pub(super) struct Span(u16);

impl Span {
    const START_BITS: u32 = 9;

    /// Where `text` stands. Of one that is missing the compiler says so: indexing
    /// ends beyond the texts.
    pub(super) const fn of(text: &str) -> Self {
        let (all, text) = (TEXTS.as_bytes(), text.as_bytes());
        let mut start = 0;
        let mut same = 0;
        while same < text.len() {
            if all[start + same] == text[same] {
                same += 1;
            } else {
                start += 1;
                same = 0;
            }
        }
        assert!(start >> Self::START_BITS == 0 && text.len() < 1 << (16 - Self::START_BITS));
        #[allow(clippy::cast_possible_truncation, reason = "see the line before")]
        let span = ((text.len() << Self::START_BITS) + start) as u16;
        Self(span)
    }

    const fn bounds(self) -> (usize, usize) {
        let start = (self.0 & ((1 << Self::START_BITS) - 1)) as usize;
        (start, start + (self.0 >> Self::START_BITS) as usize)
    }
}

/// The text with this number.
pub(super) const fn text_of(place: usize) -> &'static str {
    if place >= SPANS.len() {
        return "";
    }
    let (start, end) = SPANS[place].bounds();
    match TEXTS.split_at_checked(end) {
        Some((until, _)) => match until.split_at_checked(start) {
            Some((_, text)) => text,
            None => "",
        },
        None => "",
    }
}

/// For each hash of a text its number.
const SLOTS: [u8; 64] = {
    let mut slots = [u8::MAX; 64];
    let mut place = 0;
    while place != SPANS.len() {
        let slot = hash(text_of(place).as_bytes());
        assert!(slots[slot] == u8::MAX, "the hash is not perfect any more");
        #[allow(clippy::cast_possible_truncation, reason = "there are 30")]
        let short = place as u8;
        slots[slot] = short;
        place += 1;
    }
    slots
};

/// A perfect hash of the texts: their length, first and last byte tell them apart.
const fn hash(text: &[u8]) -> usize {
    match text {
        [first, .., last] => (text.len() * 22 + *first as usize + *last as usize * 8) % 64,
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
        let (start, end) = SPANS.get(place)?.bounds();
        TEXTS.as_bytes().get(start..end)?
    };
    if !is_same(known, text) {
        return None;
    }
    Some(match place {
        OTHER_SPELLING => Documented::Pausing as usize,
        _ => place,
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_stands_where_its_span_says() {
        for (place, status) in Status::ALL.iter().enumerate() {
            assert_eq!(text_of(place), status.as_str());
            assert_eq!(Span::of(status.as_str()).0, SPANS[place].0);
        }
        assert_eq!(text_of(OTHER_SPELLING), "PAUSEING");
        assert_eq!(text_of(OTHER_SPELLING + 1), "");
    }
}
