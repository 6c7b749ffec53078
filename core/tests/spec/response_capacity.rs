//! What has no room: exactly full is fine, one byte more is an error that says
//! how much is needed; only a message is cut.

use drs_status_core::{Blame, Capacity, DecodeErrorKind, MAX_STATUS_LEN};
use drs_status_core::{JOB_ID_LEN, MAX_ERROR_CODE_LEN};

use crate::decoding::{KeptItem, decode_in_all_ways, decode_pieces};

/// A field that is kept whole, and its room in bytes.
struct Kept {
    key: &'static str,
    what: Capacity,
    room: usize,
    read: fn(&KeptItem) -> Option<&str>,
}

const KEPT: [Kept; 3] = [
    Kept {
        key: "id",
        what: Capacity::JobId,
        room: JOB_ID_LEN,
        read: |item| item.id.as_deref(),
    },
    Kept {
        key: "status",
        what: Capacity::Status,
        room: MAX_STATUS_LEN,
        read: |item| item.status.as_deref(),
    },
    Kept {
        key: "error_code",
        what: Capacity::ErrorCode,
        room: MAX_ERROR_CODE_LEN,
        read: |item| item.error_code.as_deref(),
    },
];

/// Texts of exactly `len` bytes: as they are written in JSON, and as they read.
fn texts(len: usize) -> Vec<(String, String)> {
    let filled = |written: &str, character: char| {
        let odd = len % character.len_utf8();
        let whole = len / character.len_utf8();
        let fill = "x".repeat(odd);
        [
            (
                format!("{fill}{}", written.repeat(whole)),
                format!("{fill}{}", character.to_string().repeat(whole)),
            ),
            (
                format!("{}{fill}", written.repeat(whole)),
                format!("{}{fill}", character.to_string().repeat(whole)),
            ),
        ]
    };
    [
        filled("a", 'a'),
        filled("\\u0041", 'A'),
        filled("\\n", '\n'),
        filled("é", 'é'),
        filled("状", '状'),
        filled("\\u72b6", '状'),
        filled("😀", '😀'),
        filled("\\ud83d\\ude00", '😀'),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn the_rooms_are_as_documented() {
    assert_eq!(KEPT.map(|kept| kept.room), [36, 40, 32]);
}

#[test]
fn a_text_that_fills_its_room_is_kept_whole() {
    for kept in KEPT {
        for (written, text) in texts(kept.room) {
            assert_eq!(text.len(), kept.room);
            let body = format!("{{\"results\":[{{\"{}\":\"{written}\"}}]}}", kept.key);
            let whole = decode_in_all_ways(&body, body.as_bytes()).expect(&body);
            assert_eq!((kept.read)(&whole.items[0]), Some(text.as_str()), "{body}");
        }
    }
}

#[test]
fn a_text_that_is_longer_says_what_it_needs() {
    for kept in KEPT {
        for needed in [
            kept.room + 1,
            kept.room + 2,
            kept.room + 3,
            kept.room + 4,
            300,
        ] {
            for (written, _) in texts(needed) {
                let start = format!("{{\"results\":[{{\"{}\":", kept.key);
                let body = format!("{start}\"{written}\"}}]}}");
                let error = decode_in_all_ways(&body, body.as_bytes()).expect_err(&body);
                let kind = DecodeErrorKind::Capacity {
                    what: kept.what,
                    needed,
                    available: kept.room,
                };
                assert_eq!(
                    (error.kind(), error.offset()),
                    (kind, start.len()),
                    "{body}"
                );
                assert_eq!(error.blame(), Blame::Capacity);
            }
        }
    }
}

#[test]
fn a_key_of_any_length_is_passed_over() {
    for len in [15, 16, 17, 18, 254, 255, 256, 257, 70_000] {
        for key in ["x".repeat(len), "é".repeat(len), "\\u0069d".repeat(len)] {
            let body = format!("{{\"results\":[{{\"{key}\":1,\"id\":\"a\"}}],\"{key}\":null}}");
            let whole = decode_pieces(0, body.as_bytes().chunks(7)).unwrap();
            assert_eq!(whole.items[0].id.as_deref(), Some("a"));
        }
    }
}

/// What is kept of `message`, written as in JSON, in so much room.
fn message(room: usize, message: &str) -> (String, usize) {
    let body = format!("{{\"results\":[{{\"error_message\":\"{message}\"}}]}}");
    let whole = decode_pieces(room, [body.as_bytes()]).unwrap();
    for at in 0..body.len().min(300) {
        let (front, back) = body.as_bytes().split_at(at);
        assert_eq!(decode_pieces(room, [front, back]).as_ref(), Ok(&whole));
    }
    whole.items[0].error_message.clone().unwrap()
}

#[test]
fn a_message_is_cut_to_its_room_between_characters() {
    for (room, written, kept, full_len) in [
        (0, "", "", 0),
        (0, "a", "", 1),
        (1, "a", "a", 1),
        (1, "ab", "a", 2),
        (4, "abcd", "abcd", 4),
        (4, "abcde", "abcd", 5),
        // Within a character of four bytes, at each of its bytes.
        (3, "abc😀", "abc", 7),
        (4, "abc😀", "abc", 7),
        (5, "abc😀", "abc", 7),
        (6, "abc😀", "abc", 7),
        (7, "abc😀", "abc😀", 7),
        (6, "abc\\ud83d\\ude00", "abc", 7),
        (7, "abc\\uD83D\\uDE00", "abc😀", 7),
        // Three bytes, two bytes.
        (2, "状态", "", 6),
        (3, "状态", "状", 6),
        (5, "状态", "状", 6),
        (6, "状态", "状态", 6),
        (1, "é", "", 2),
        (2, "é", "é", 2),
        // What would still fit behind the cut is left out: the rest is a prefix.
        (2, "a状b", "a", 5),
        (3, "a状\\n", "a", 5),
        (1, "é\\u0041", "", 3),
    ] {
        assert_eq!(
            message(room, written),
            (kept.to_owned(), full_len),
            "{written} in {room}"
        );
    }
}

#[test]
fn of_a_room_for_a_message_up_to_65535_bytes_are_used() {
    let long = "m".repeat(70_000);
    let (kept, full_len) = message(70_000, &long);
    assert_eq!((kept.len(), full_len), (65_535, 70_000));
}

#[test]
fn a_message_that_was_cut_leaves_nothing_in_the_next() {
    let body = b"{\"results\":[{\"error_msg\":\"abcdef\"},{\"error_msg\":\"xy\"},{}]}";
    let whole = decode_pieces(4, [&body[..]]).unwrap();
    let messages = whole.items.into_iter().map(|item| item.error_message);
    let expected = [Some(("abcd".into(), 6)), Some(("xy".into(), 2)), None];
    assert_eq!(messages.collect::<Vec<_>>(), expected);
}
