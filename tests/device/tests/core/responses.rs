//! Each response says the same however it arrives, and nothing when it does not
//! arrive whole.

use core::iter;

use drs_status_core::{DecodeError, DecodeErrorKind, MAX_DEPTH, ResponseEnd, Text};

use crate::decoding::{ROOM, decode, says};
use crate::vectors::{RESPONSES, Response};

/// Bodies up to this length are split at every pair of bytes.
const SHORT: usize = 150;

pub(crate) fn each_says_the_same_whole_and_byte_by_byte() {
    for vector in RESPONSES {
        says(vector, ROOM, [vector.body]);
        says(vector, ROOM, vector.body.chunks(1));
    }
}

pub(crate) fn each_says_the_same_split_at_every_byte() {
    for vector in RESPONSES {
        for at in 0..=vector.body.len() {
            let (front, back) = vector.body.split_at(at);
            says(vector, ROOM, [front, back]);
        }
    }
}

pub(crate) fn short_ones_say_the_same_split_at_every_pair_of_bytes() {
    let short = |vector: &&Response| vector.body.len() <= SHORT;
    assert!(RESPONSES.iter().filter(short).count() >= 10);
    for vector in RESPONSES.iter().filter(short) {
        for second in 0..=vector.body.len() {
            let (front, end) = vector.body.split_at(second);
            for first in 0..=second {
                let (start, middle) = front.split_at(first);
                says(vector, ROOM, [start, middle, end]);
            }
        }
    }
}

pub(crate) fn each_says_the_same_in_any_room_but_for_the_message() {
    for vector in RESPONSES {
        for room in 0..=48 {
            says(vector, room, [vector.body]);
            says(vector, room, vector.body.chunks(1));
        }
    }
}

pub(crate) fn each_allows_white_space_around_it_and_nothing_else() {
    for vector in RESPONSES {
        says(vector, ROOM, [b" \t\r\n", vector.body, b"\n\r\t "]);
        for more in [&b"x"[..], b"{", b"}", b",", b"\0", b"1", b"\xEF\xBB\xBF"] {
            let error = error_of(vector.name, [vector.body, more]);
            assert_eq!(
                (error.kind(), error.offset()),
                (DecodeErrorKind::Trailing, vector.body.len()),
                "{}",
                vector.name
            );
        }
    }
}

pub(crate) fn each_cut_at_any_byte_is_truncated_there() {
    for vector in RESPONSES {
        // White space after the end may be missing.
        for at in 0..vector.body.trim_ascii_end().len() {
            let cut = &vector.body[..at];
            let error = error_of(vector.name, [cut]);
            assert_eq!(
                (error.kind(), error.offset()),
                (DecodeErrorKind::Truncated, at),
                "{}",
                vector.name
            );
            assert_eq!(
                error_of(vector.name, cut.chunks(1)),
                error,
                "{}",
                vector.name
            );
        }
    }
}

pub(crate) fn each_with_a_broken_byte_ends_the_same_however_it_arrives() {
    for vector in RESPONSES {
        for (at, byte) in vector.body.iter().enumerate() {
            // A control character or another letter, and what is not ASCII.
            for broken in [byte ^ 0x20, byte ^ 0x80] {
                let (front, back) = vector.body.split_at(at);
                let pieces = [front, &[broken], &back[1..]];
                assert_eq!(
                    digest(pieces),
                    digest(pieces.iter().flat_map(|piece| piece.chunks(1))),
                    "{}, broken at {at}",
                    vector.name
                );
            }
        }
    }
}

pub(crate) fn nesting_ends_where_it_is_said_to() {
    const START: &[u8] = b"{\"results\":[],\"x\":";
    let nested = |levels: usize| {
        let open = iter::repeat_n(&b"["[..], levels);
        let close = iter::repeat_n(&b"]"[..], levels);
        let pieces = iter::once(START).chain(open).chain(close);
        decode(0, pieces.chain(iter::once(&b"}"[..])), |_| ())
    };
    // The object around it is a level too.
    assert!(nested(MAX_DEPTH - 1).is_ok());
    let error = nested(MAX_DEPTH).expect_err("one level more is refused");
    assert_eq!(error.offset(), START.len() + MAX_DEPTH - 1);
}

/// The error that `pieces` end in.
fn error_of<'p>(name: &str, pieces: impl IntoIterator<Item = &'p [u8]>) -> DecodeError {
    decode(ROOM, pieces, |_| ()).expect_err(name)
}

/// How `pieces` end, and a sum over all that they say until then.
fn digest<'p>(
    pieces: impl IntoIterator<Item = &'p [u8]>,
) -> (u32, Result<ResponseEnd, DecodeError>) {
    // FNV-1a, with a byte that is in no text around each.
    let mut sum = 0x811c_9dc5_u32;
    let mut add = |text: Option<&str>| {
        for byte in text.unwrap_or("\0").bytes().chain([0xff]) {
            sum = (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    };
    let end = decode(ROOM, pieces, |item| {
        add(item.id().map(Text::as_str));
        add(item.status().map(|status| status.as_str()));
        add(item.error_code().map(Text::as_str));
        add(item.error_message().map(|message| message.text().as_str()));
    });
    (sum, end)
}
