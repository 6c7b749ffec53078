//! Eight bytes as one word.
//!
//! Where a register has eight bytes, what is asked of each of them is asked of all
//! at once; elsewhere byte by byte.

use super::run::stands_for_itself;

/// Whether a register holds eight bytes.
pub(crate) const WIDE: bool = cfg!(target_pointer_width = "64");

const ONES: u64 = u64::from_ne_bytes([1; 8]);

/// The high bit of each byte that does not stand for itself: exact up to the
/// lowest of them, which is all that is asked. A byte beyond ASCII keeps its
/// high bit in `quote` or in `backslash`: no byte loses it in both.
pub(super) const fn special(word: u64) -> u64 {
    let below_space = word.wrapping_sub(ONES * 0x20);
    let quote = (word ^ (ONES * 0x22)).wrapping_sub(ONES);
    let backslash = (word ^ (ONES * 0x5C)).wrapping_sub(ONES);
    (below_space | quote | backslash) & (ONES * 0x80)
}

/// Copies plain bytes from the start of `input`, and says how many; `None` if it
/// cannot be told where they end.
#[cfg_attr(target_pointer_width = "64", inline(always))]
pub(crate) fn take_plain<const N: usize>(input: &[u8], room: &mut [u8; N]) -> Option<usize> {
    let mut len = 0;
    for (word, slot) in input.chunks_exact(8).zip(room.chunks_exact_mut(8)) {
        let (word, slot) = (word.first_chunk()?, slot.first_chunk_mut()?);
        // What lies behind the plain bytes is overwritten by what follows.
        *slot = *word;
        let special = special(u64::from_le_bytes(*word));
        if special != 0 {
            return Some(len + (special.trailing_zeros() / 8) as usize);
        }
        len += 8;
    }
    None
}

/// Whether all of an id's bytes stand for themselves.
#[cfg_attr(target_pointer_width = "64", inline(always))]
pub(crate) fn is_plain<const N: usize>(text: &[u8; N]) -> bool {
    if !WIDE {
        return text.iter().all(|byte| stands_for_itself(*byte));
    }
    // The last word overlaps the one before.
    let mut found = text
        .last_chunk()
        .map_or(1, |word| special(u64::from_le_bytes(*word)));
    for word in text.chunks_exact(8) {
        found |= word
            .first_chunk()
            .map_or(1, |word| special(u64::from_le_bytes(*word)));
    }
    found == 0
}

/// Passes over as many spaces as a register holds: lines are indented with them.
#[inline(always)]
pub(super) fn pass_spaces(input: &mut &[u8]) {
    if let Some(word) = input.first_chunk() {
        let other = u64::from_le_bytes(*word) ^ (ONES * 0x20);
        let spaces = (other.trailing_zeros() / 8) as usize;
        *input = input.get(spaces..).unwrap_or_default();
    }
}

/// How many bytes at the start of two texts are the same.
#[cfg_attr(target_pointer_width = "64", inline(always))]
#[cfg_attr(target_pointer_width = "32", inline(never))]
pub(crate) fn same_len(one: &[u8], other: &[u8]) -> usize {
    let most = one.len().min(other.len());
    let one = one.get(..most).unwrap_or_default();
    let other = other.get(..most).unwrap_or_default();
    let mut len = 0;
    // As in `run`, the loop ends with the question whether there is more.
    if let (Some(mut byte), Some(mut other_byte)) = (one.first(), other.first()) {
        while byte == other_byte {
            len += 1;
            match (one.get(len), other.get(len)) {
                (Some(next), Some(other_next)) => (byte, other_byte) = (next, other_next),
                _ => break,
            }
        }
    }
    len
}

/// Whether two texts are the same: where a register holds eight bytes, a few
/// words are compared faster here than by a call of `memcmp`.
#[cfg_attr(target_pointer_width = "64", inline(always))]
pub(crate) fn is_same(one: &[u8], other: &[u8]) -> bool {
    if !WIDE {
        return one.len() == other.len() && same_len(one, other) == one.len();
    }
    match (one.last_chunk::<8>(), other.last_chunk::<8>()) {
        (Some(one_end), Some(other_end)) => {
            let mut words = one.chunks_exact(8).zip(other.chunks_exact(8));
            one.len() == other.len()
                && one_end == other_end
                && words.all(|(one, other)| one.first_chunk::<8>() == other.first_chunk::<8>())
        }
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::prelude::v1::*;

    #[test]
    fn an_id_is_plain_or_not() {
        let plain = [b'x'; 36];
        assert!(is_plain(&plain));
        for at in 0..36 {
            for byte in [0, 0x1F, b'"', b'\\', 0x80, 0xFF] {
                let mut id = plain;
                id[at] = byte;
                assert!(!is_plain(&id), "{byte} at {at}");
            }
        }
    }

    #[test]
    fn plain_bytes_are_taken_up_to_the_first_that_is_not() {
        for plain in 0..40 {
            let mut text = [b'x'; 48];
            text[plain] = b'"';
            let mut room = [0; 32];
            let taken = take_plain(&text, &mut room);
            // Beyond the room nothing can be told.
            assert_eq!(taken, (plain < 32).then_some(plain));
            let plain = plain.min(32);
            assert_eq!(room[..plain], text[..plain]);
        }
    }

    #[test]
    fn texts_are_the_same_or_not() {
        let text = [b'x'; 40];
        for len in 0..40 {
            let one = &text[..len];
            assert!(is_same(one, one));
            assert!(!is_same(one, &text[..=len]));
            assert_eq!(same_len(one, &text), len);
            for at in 0..len {
                let mut other = text;
                other[at] = b'y';
                assert!(!is_same(one, &other[..len]), "{at} of {len}");
                assert_eq!(same_len(one, &other), at);
            }
        }
    }

    #[test]
    fn spaces_are_passed_over_and_nothing_else() {
        for spaces in 0..12 {
            let text = [&[b' '; 12][..spaces], b"\n\"behind it"].concat();
            let mut rest = &text[..];
            pass_spaces(&mut rest);
            assert_eq!(rest, &text[spaces.min(8)..]);
        }
    }
}
