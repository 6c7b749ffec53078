//! Each named response says the same however it arrives, and nothing when it
//! does not arrive whole.

use drs_status_core::{DecodeErrorKind, ResponseEnd};

use crate::decoding::{Decoded, KeptItem, ROOM, decode_in_all_ways, decode_pieces};
use crate::vectors::{Item, RESPONSES, Response};

/// Bodies up to this length are split at every pair of bytes.
const SHORT: usize = 200;

/// What `vector` says to a decoder with `room` bytes for a message.
fn expected(vector: &Response, room: usize) -> Decoded {
    let item = |item: &Item| KeptItem {
        id: item.id.map(Into::into),
        status: item.status.map(Into::into),
        error_code: item.error_code.map(Into::into),
        error_message: item
            .error_message
            .map(|text| (cut(text, room).into(), text.len())),
    };
    Decoded {
        items: vector.items.iter().map(item).collect(),
        end: ResponseEnd {
            items: u32::try_from(vector.items.len()).unwrap(),
            count: vector.count,
        },
    }
}

/// As much of `text` as `room` bytes hold of whole characters.
fn cut(text: &str, room: usize) -> &str {
    let mut ends = (0..=room.min(text.len())).rev();
    let end = ends.find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap()]
}

#[test]
fn each_says_the_same_whole_byte_by_byte_and_split_at_every_byte() {
    for vector in RESPONSES {
        assert_eq!(
            decode_in_all_ways(vector.name, vector.body),
            Ok(expected(vector, ROOM)),
            "{}",
            vector.name
        );
    }
}

#[test]
fn short_ones_say_the_same_split_at_every_pair_of_bytes() {
    let mut short = 0;
    for vector in RESPONSES.iter().filter(|vector| vector.body.len() <= SHORT) {
        let expected = Ok(expected(vector, ROOM));
        for second in 0..=vector.body.len() {
            let (front, end) = vector.body.split_at(second);
            for first in 0..=second {
                let (start, middle) = front.split_at(first);
                assert_eq!(
                    decode_pieces(ROOM, [start, middle, end]),
                    expected,
                    "{}, split at {first} and {second}",
                    vector.name
                );
            }
        }
        short += 1;
    }
    assert!(short >= 15, "only {short} are short");
}

#[test]
fn each_cut_at_any_byte_is_truncated_there() {
    for vector in RESPONSES {
        // White space after the end may be missing.
        for at in 0..vector.body.trim_ascii_end().len() {
            let cut = decode_pieces(ROOM, [&vector.body[..at]]);
            let error = cut.expect_err(vector.name);
            assert_eq!(
                (error.kind(), error.offset()),
                (DecodeErrorKind::Truncated, at),
                "{}",
                vector.name
            );
        }
    }
}

#[test]
fn each_says_the_same_in_any_room_but_for_the_message() {
    for vector in RESPONSES {
        for room in 0..=48 {
            let expected = Ok(expected(vector, room));
            assert_eq!(
                decode_pieces(room, [vector.body]),
                expected,
                "{} in {room}",
                vector.name
            );
            assert_eq!(
                decode_pieces(room, vector.body.chunks(1)),
                expected,
                "{} in {room}, byte by byte",
                vector.name
            );
        }
    }
}

#[test]
fn each_allows_white_space_around_it_and_nothing_else() {
    for vector in RESPONSES {
        let end = vector.body.len();
        assert_eq!(
            decode_pieces(ROOM, [b" \t\r\n", vector.body, b"\n\r\t "]),
            Ok(expected(vector, ROOM)),
            "{}",
            vector.name
        );
        for more in [&b"x"[..], b"{", b"}", b",", b"\0", b"1", b"\xEF\xBB\xBF"] {
            let error = decode_pieces(ROOM, [vector.body, more]).expect_err(vector.name);
            assert_eq!(
                (error.kind(), error.offset()),
                (DecodeErrorKind::Trailing, end),
                "{} before {}",
                vector.name,
                more.escape_ascii()
            );
        }
    }
}
