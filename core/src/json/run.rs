//! Runs of characters that stand for themselves in a string.
//!
//! Most of a response is inside such runs, so they decide how fast it is read:
//! eight bytes at a time where a register has eight, byte by byte elsewhere.
//! Scanning and copying are one loop in both.

/// How much was taken from the input, and how much of that was stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Run {
    pub(crate) taken: usize,
    pub(crate) stored: usize,
}

/// Takes printable ASCII from the start of `input` up to the first byte that
/// ends, escapes or forbids, and stores as much of it as `room` has.
#[inline]
pub(crate) fn take(input: &[u8], room: &mut [u8]) -> Run {
    if cfg!(target_pointer_width = "64") && input.len() >= 8 {
        take_by_words(input, room)
    } else {
        take_by_bytes(input, room)
    }
}

const ONES: u64 = u64::from_ne_bytes([1; 8]);

/// The high bit of each byte that does not stand for itself: exact up to the
/// lowest of them, which is all that is asked. A byte beyond ASCII keeps its
/// high bit in `quote` or in `backslash`: no byte loses it in both.
const fn special(word: u64) -> u64 {
    let below_space = word.wrapping_sub(ONES * 0x20);
    let quote = (word ^ (ONES * 0x22)).wrapping_sub(ONES);
    let backslash = (word ^ (ONES * 0x5C)).wrapping_sub(ONES);
    (below_space | quote | backslash) & (ONES * 0x80)
}

/// Whether all of an id's bytes stand for themselves.
pub(crate) fn is_plain<const N: usize>(bytes: &[u8; N]) -> bool {
    // The last word overlaps the one before.
    let mut found = bytes
        .last_chunk()
        .map_or(1, |word| special(u64::from_le_bytes(*word)));
    for word in bytes.chunks_exact(8) {
        found |= word
            .first_chunk()
            .map_or(1, |word| special(u64::from_le_bytes(*word)));
    }
    found == 0
}

#[inline(never)]
fn take_by_words(input: &[u8], room: &mut [u8]) -> Run {
    let mut at = 0;
    for (from, to) in input.chunks_exact(8).zip(room.chunks_exact_mut(8)) {
        let (Some(from), Some(to)) = (from.first_chunk(), to.first_chunk_mut()) else {
            break;
        };
        // What lies behind the plain bytes is overwritten by what follows.
        *to = *from;
        let special = special(u64::from_le_bytes(*from));
        if special != 0 {
            at += (special.trailing_zeros() / 8) as usize;
            return Run {
                taken: at,
                stored: at,
            };
        }
        at += 8;
    }
    let mut run = Run {
        taken: at,
        stored: at,
    };
    // Less than eight bytes are left, of the input or of the room.
    let room = room.get_mut(at..).unwrap_or_default();
    let near = input.len().min(at + room.len().max(7));
    let tail = take_by_bytes(input.get(at..near).unwrap_or_default(), room);
    run.taken += tail.taken;
    run.stored += tail.stored;
    if run.taken == near {
        run.taken += pass_by_words(input.get(near..).unwrap_or_default());
    }
    run
}

/// How many plain bytes there are, where none of them is stored.
fn pass_by_words(input: &[u8]) -> usize {
    let mut at = 0;
    for word in input.chunks_exact(8) {
        let Some(word) = word.first_chunk() else {
            break;
        };
        let special = special(u64::from_le_bytes(*word));
        if special != 0 {
            return at + (special.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    at + take_by_bytes(input.get(at..).unwrap_or_default(), &mut []).taken
}

#[inline]
fn take_by_bytes(input: &[u8], room: &mut [u8]) -> Run {
    let mut stored = 0;
    let mut taken = 0;
    for &byte in input {
        if !matches!(byte, 0x20..=0x21 | 0x23..=0x5B | 0x5D..=0x7F) {
            break;
        }
        if let Some(slot) = room.get_mut(stored) {
            *slot = byte;
            stored += 1;
        }
        taken += 1;
    }
    Run { taken, stored }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::prelude::v1::*;
    use std::vec;

    /// Both ways take and store the same, on every machine, whatever byte ends
    /// a run of whatever length in room of whatever size.
    #[test]
    fn by_words_and_by_bytes_are_the_same() {
        for len in 0..40 {
            for last in 0..=u8::MAX {
                let mut input: Vec<u8> = (0..len).map(|at| b'a' + at % 26).collect();
                input.push(last);
                input.extend_from_slice(b"\"behind it");
                for size in [0, 1, 7, 8, 9, 16, 36, 40, 64] {
                    let mut words = vec![0; size];
                    let mut bytes = vec![0; size];
                    let by_words = take_by_words(&input, &mut words);
                    assert_eq!(by_words, take_by_bytes(&input, &mut bytes), "{input:?}");
                    let stored = by_words.stored;
                    assert_eq!(words.get(..stored), bytes.get(..stored));
                    assert_eq!(pass_by_words(&input), by_words.taken);
                }
            }
        }
    }

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
}
