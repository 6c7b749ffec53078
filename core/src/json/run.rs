//! Runs of characters that are taken at once.
//!
//! Most of a response is inside such runs, so they decide how fast it is read:
//! eight bytes at a time where a register has eight, byte by byte elsewhere.
//! Scanning and copying are one loop in both.

use core::hint::black_box;

use super::character::{unescaped, whole_len};
use super::word::{WIDE, special};

/// Takes characters from the start of `input`, as long as they can be told at
/// once and `room` has room for them, and says how much of it was filled.
///
/// It stops before the closing quote, before what has not arrived whole, and
/// before what is wrong; where a register has less than eight bytes, before all that
/// does not stand for itself.
#[inline(always)]
pub(super) fn take(input: &mut &[u8], room: &mut [u8]) -> usize {
    if WIDE && input.len() >= 8 {
        return take_by_words(input, room);
    }
    take_by_bytes(input, room)
}

/// Takes characters that stand for themselves, one by one.
#[inline(always)]
pub(super) fn take_by_bytes(input: &mut &[u8], room: &mut [u8]) -> usize {
    let len = copy_plain(input, room);
    if let Some(behind) = input.get(len..) {
        *input = behind;
    }
    len
}

#[inline(never)]
fn take_by_words(input: &mut &[u8], room: &mut [u8]) -> usize {
    let available = room.len();
    let mut from = *input;
    let mut to = room;
    while let Some(byte) = take_plain_run(&mut from, &mut to) {
        match byte {
            b'\\' => {
                let [_, letter, rest @ ..] = from else { break };
                let (Some(character), Some(slot)) = (unescaped(*letter), to.first_mut()) else {
                    break;
                };
                *slot = character;
                from = rest;
                to = skip(to, 1);
            }
            0x80.. => {
                // One seldom comes alone.
                while let (Some(bytes), Some(slot)) = (from.first_chunk(), to.first_chunk_mut()) {
                    let len = whole_len(*bytes);
                    if len == 0 {
                        break;
                    }
                    *slot = *bytes;
                    from = from.get(len..).unwrap_or_default();
                    to = skip(to, len);
                }
                if matches!(from, [] | [0x80..=0xFF, ..]) {
                    break;
                }
            }
            _ => break,
        }
    }
    *input = from;
    available - to.len()
}

/// Copies plain bytes, and returns the byte that stands behind them; `None`
/// where the input or the room ends.
#[inline(always)]
#[allow(clippy::mut_mut, reason = "both are moved on")]
fn take_plain_run(input: &mut &[u8], room: &mut &mut [u8]) -> Option<u8> {
    let mut from = *input;
    let mut to = core::mem::take(room);
    let byte = loop {
        if let (true, Some((word, rest)), Some(slot)) =
            (WIDE, from.split_first_chunk(), to.first_chunk_mut())
        {
            // What lies behind the plain bytes is overwritten by what follows.
            *slot = *word;
            let word = u64::from_le_bytes(*word);
            let special = special(word);
            if special == 0 {
                from = rest;
                to = skip(to, 8);
                continue;
            }
            let plain = special.trailing_zeros() & !7;
            let bytes = (plain / 8) as usize;
            from = from.get(bytes..).unwrap_or_default();
            to = skip(to, bytes);
            let [byte, ..] = (word >> plain).to_le_bytes();
            break Some(byte);
        }
        // Less than eight bytes are left, of the input or of the room; or a
        // register has not as many.
        let most = from.len().min(to.len());
        let len = copy_plain(from, to);
        from = from.get(len..).unwrap_or_default();
        to = skip(to, len);
        break if len < most {
            from.first().copied()
        } else {
            None
        };
    };
    *input = from;
    *room = to;
    byte
}

/// Copies plain bytes one by one, and says how many.
#[cfg_attr(target_pointer_width = "64", inline(always))]
#[cfg_attr(target_pointer_width = "32", inline(never))]
fn copy_plain(from: &[u8], to: &mut [u8]) -> usize {
    let most = from.len().min(to.len());
    let from = from.get(..most).unwrap_or_default();
    let to = to.get_mut(..most).unwrap_or_default();
    let mut len = 0;
    let last_control = if WIDE { 0x1F } else { black_box(0x1F) };
    // The loop is written so that it ends with the question whether there is
    // more: small cores take one jump less for each byte.
    if let (Some(mut byte), Some(mut slot)) = (from.first(), to.first_mut()) {
        while if WIDE {
            stands_for_itself(*byte)
        } else {
            stands_for_itself_by_order(*byte, last_control)
        } {
            *slot = *byte;
            len += 1;
            match (from.get(len), to.get_mut(len)) {
                (Some(next), Some(next_slot)) => (byte, slot) = (next, next_slot),
                _ => break,
            }
        }
    }
    len
}

/// The room behind the first `len` bytes.
#[inline(always)]
fn skip(room: &mut [u8], len: usize) -> &mut [u8] {
    room.get_mut(len..).unwrap_or_default()
}

/// Whether a byte stands for itself in a string.
#[inline(always)]
pub(super) const fn stands_for_itself(byte: u8) -> bool {
    // Bytes beyond ASCII are negative. Of those below the quote two are plain.
    match byte.cast_signed() {
        0x5C => false,
        0x23.. => true,
        below => is_space_or_mark(below),
    }
}

/// The same, for small cores: most bytes are told by two comparisons, and a space by
/// four. It is unknown to the compiler that the last control character is 0x1F, or it
/// would make other comparisons of these, which take longer.
#[inline(always)]
fn stands_for_itself_by_order(byte: u8, last_control: i32) -> bool {
    let byte = i32::from(byte.cast_signed());
    byte != 0x5C && (byte > 0x22 || (byte != 0x22 && byte > last_control))
}

#[cold]
#[inline(always)]
const fn is_space_or_mark(byte: i8) -> bool {
    matches!(byte, 0x20 | 0x21)
}

/// Passes over characters as `take_by_words` takes them, and says how many bytes of
/// text that were.
pub(super) fn pass(input: &mut &[u8]) -> usize {
    let mut passed = 0;
    loop {
        passed += pass_plain(input);
        match *input {
            [b'\\', letter, rest @ ..] if unescaped(*letter).is_some() => {
                *input = rest;
                passed += 1;
            }
            [0x80..=0xFF, ..] => {
                let len = input.first_chunk().map_or(0, |bytes| whole_len(*bytes));
                if len == 0 {
                    return passed;
                }
                *input = input.get(len..).unwrap_or_default();
                passed += len;
            }
            _ => return passed,
        }
    }
}

/// The same, of plain bytes alone.
#[inline(always)]
pub(super) fn pass_plain(input: &mut &[u8]) -> usize {
    let before = input.len();
    while let Some((word, rest)) = input.split_first_chunk::<8>() {
        let special = special(u64::from_le_bytes(*word));
        if special != 0 {
            let plain = (special.trailing_zeros() / 8) as usize;
            *input = input.get(plain..).unwrap_or_default();
            return before - input.len();
        }
        *input = rest;
    }
    before - input.len() + pass_plain_by_bytes(input)
}

fn pass_plain_by_bytes(input: &mut &[u8]) -> usize {
    let plain = input.iter().position(|byte| !stands_for_itself(*byte));
    let plain = plain.unwrap_or(input.len());
    *input = input.get(plain..).unwrap_or_default();
    plain
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::prelude::v1::*;

    /// Texts that end with every byte, of every length about a few registers;
    /// a backslash escapes what follows, or does not. An interpreter is given fewer:
    /// five lengths, and bytes of each kind.
    pub(in crate::json) fn for_each_text(mut check: impl FnMut(&[u8])) {
        const STEP: usize = if cfg!(miri) { 9 } else { 1 };
        let is_tried =
            |byte: &u8| !cfg!(miri) || byte.is_multiple_of(9) || b"\"\\nu".contains(byte);
        for len in (0..40).step_by(STEP) {
            for last in (0..=u8::MAX).filter(is_tried) {
                for behind in [b"\"behind it", b"xbehind it"] {
                    let mut text: Vec<u8> = (0..len).map(|at| b'a' + at % 26).collect();
                    text.push(last);
                    text.extend_from_slice(behind);
                    check(&text);
                }
            }
        }
    }

    #[test]
    fn what_is_passed_over_is_what_would_have_been_taken() {
        for_each_text(|text| {
            let (mut taken, mut passed) = (text, text);
            let len = take_by_words(&mut taken, &mut [0; 64]);
            assert_eq!(pass(&mut passed), len, "{text:?}");
            assert_eq!(passed, taken, "{text:?}");

            let mut passed = text;
            let len = copy_plain(text, &mut [0; 64]);
            assert_eq!(pass_plain_by_bytes(&mut passed), len, "{text:?}");
            assert_eq!(text.get(len..), Some(passed), "{text:?}");
        });
    }

    #[test]
    fn characters_beyond_ascii_are_taken_by_words() {
        let text = "ß状态💾 and \\\"more\\\" of \\n\\t it, 状".as_bytes();
        let unescaped = "ß状态💾 and \"more\" of \n\t it, ";
        let mut room = [0; 64];
        let (mut taken, mut passed) = (text, text);
        let len = take_by_words(&mut taken, &mut room);
        assert_eq!(room.get(..len), Some(unescaped.as_bytes()));
        // Of the last one it cannot be told that it is all there.
        assert_eq!(taken, "状".as_bytes());
        assert_eq!((pass(&mut passed), passed), (len, taken));
    }

    #[test]
    fn what_stands_for_itself_is_told_both_ways() {
        for byte in 0..=u8::MAX {
            let plain = (0x20..0x80).contains(&byte) && byte != b'"' && byte != b'\\';
            assert_eq!(stands_for_itself(byte), plain, "{byte}");
            assert_eq!(stands_for_itself_by_order(byte, 0x1F), plain, "{byte}");
        }
    }
}
