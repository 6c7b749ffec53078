//! The page of what is accepted and refused, row by row: what people are told
//! and what is so cannot part.

use drs_status_core::{DecodeError, DecodeErrorKind};

use crate::decoding::{ROOM, decode, decode_in_all_ways, decode_pieces};
use crate::documented::{bytes, rows};
use crate::oracle::{Opinion, agrees, ask};

const PAGE: &str = include_str!("../../../docs/strictness.md");

/// Bodies longer than this are not split at every byte: that takes the square
/// of their length.
const SPLIT_EVERYWHERE: usize = 1500;

/// An error's kind as the page writes it.
fn outcome(error: DecodeError) -> String {
    match error.kind() {
        DecodeErrorKind::Capacity { what, .. } => format!("Capacity({what:?})"),
        kind => format!("{kind:?}"),
    }
}

#[test]
fn each_row_of_the_page_is_so() {
    for row in rows(PAGE) {
        for case in &row.cases {
            let (body, name) = (&case.bytes, row.line);
            let decoded = if body.len() <= SPLIT_EVERYWHERE {
                decode_in_all_ways(name, body)
            } else {
                let whole = decode(body);
                assert_eq!(decode_pieces(ROOM, body.chunks(1)), whole, "{name}");
                whole
            };
            match decoded {
                Ok(decoded) => {
                    assert_eq!((row.outcome, case.at), ("accepted", None), "{name}");
                    match ask(body) {
                        Opinion::Json(value) => assert!(agrees(&value, &decoded), "{name}"),
                        Opinion::Unknown => {}
                        Opinion::NotJson => panic!("{name} is not JSON"),
                    }
                }
                Err(error) => assert_eq!(
                    (row.outcome, case.at),
                    (outcome(error).as_str(), Some(error.offset())),
                    "{name}"
                ),
            }
        }
    }
}

/// Each reason to refuse, so that the page says something of all.
#[test]
fn the_page_leaves_no_reason_out() {
    let rows = rows(PAGE);
    for outcome in [
        "accepted",
        "Unexpected",
        "ControlCharacter",
        "Escape",
        "Surrogate",
        "Utf8",
        "Number",
        "Literal",
        "Truncated",
        "Trailing",
        "NotAnObject",
        "ResultsMissing",
        "ResultsNull",
        "Repeated(Results)",
        "Repeated(Count)",
        "Repeated(Id)",
        "Repeated(Status)",
        "Repeated(ErrorCode)",
        "Repeated(ErrorMessage)",
        "Repeated(ErrorMsg)",
        "WrongType(Results)",
        "WrongType(Count)",
        "WrongType(Item)",
        "WrongType(Id)",
        "WrongType(Status)",
        "WrongType(ErrorCode)",
        "WrongType(ErrorMessage)",
        "WrongType(ErrorMsg)",
        "Capacity(JobId)",
        "Capacity(Status)",
        "Capacity(ErrorCode)",
        "Capacity(Depth)",
    ] {
        assert!(rows.iter().any(|row| row.outcome == outcome), "{outcome}");
    }
}

#[test]
fn what_cannot_be_shown_is_written_so() {
    assert_eq!(bytes("a‹EF 0a›b‹xy × 2›‹›"), b"a\xEF\nbxyxy");
}
