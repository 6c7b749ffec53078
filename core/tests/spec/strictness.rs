//! The page of what is accepted and refused, row by row: what people are told
//! and what is so cannot part.

use drs_status_core::{DecodeError, DecodeErrorKind};

use crate::decoding::{ROOM, decode, decode_in_all_ways, decode_pieces};
use crate::oracle::{Opinion, agrees, ask};

const PAGE: &str = include_str!("../../../docs/strictness.md");

/// Where a value stands in a body.
const HERE: char = '▢';

/// Bodies longer than this are not split at every byte: that takes the square
/// of their length.
const SPLIT_EVERYWHERE: usize = 1500;

/// A row of a table, with the bodies that its value stands in.
struct Row<'p> {
    places: Vec<(&'p str, &'p str)>,
    value: &'p str,
    outcome: &'p str,
    at: Option<usize>,
}

fn code(text: &str) -> Option<&str> {
    text.strip_prefix('`')?.strip_suffix('`')
}

fn rows() -> Vec<Row<'static>> {
    let mut rows = Vec::new();
    let mut places = Vec::new();
    for line in PAGE.lines() {
        if line.starts_with("## ") {
            places.clear();
        } else if let Some(place) = line.strip_prefix("- ") {
            let place = code(place).and_then(|place| place.split_once(HERE));
            places.push(place.expect(line));
        } else if line.starts_with("| `") {
            let mut cells = line.trim_matches('|').split(" | ").map(str::trim_ascii);
            let mut cell = || cells.next().expect(line);
            rows.push(Row {
                places: places.clone(),
                value: code(cell()).expect(line),
                outcome: cell(),
                at: match cell() {
                    "–" => None,
                    at => Some(at.parse().expect(line)),
                },
            });
        }
    }
    rows
}

/// The bytes of a value: `‹EF BB›` are two, `‹ab × 3›` six.
fn bytes(value: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = value;
    while let Some((plain, after)) = rest.split_once('‹') {
        let (special, after) = after.split_once('›').expect(value);
        bytes.extend(plain.bytes());
        if let Some((text, times)) = special.split_once(" × ") {
            bytes.extend(text.repeat(times.parse().expect(value)).bytes());
        } else {
            let hex = special.split_whitespace();
            bytes.extend(hex.map(|hex| u8::from_str_radix(hex, 16).expect(value)));
        }
        rest = after;
    }
    bytes.extend(rest.bytes());
    bytes
}

/// An error's kind as the page writes it.
fn outcome(error: DecodeError) -> String {
    match error.kind() {
        DecodeErrorKind::Capacity { what, .. } => format!("Capacity({what:?})"),
        kind => format!("{kind:?}"),
    }
}

#[test]
fn each_row_of_the_page_is_so() {
    for row in rows() {
        assert!(!row.places.is_empty(), "{} stands nowhere", row.value);
        for (before, after) in &row.places {
            let body = [before.as_bytes(), &bytes(row.value), after.as_bytes()].concat();
            let name = format!("{} in {before}▢{after}", row.value);
            let decoded = if body.len() <= SPLIT_EVERYWHERE {
                decode_in_all_ways(&name, &body)
            } else {
                let whole = decode(&body);
                assert_eq!(decode_pieces(ROOM, body.chunks(1)), whole, "{name}");
                whole
            };
            match decoded {
                Ok(decoded) => {
                    assert_eq!((row.outcome, row.at), ("accepted", None), "{name}");
                    match ask(&body) {
                        Opinion::Json(value) => assert!(agrees(&value, &decoded), "{name}"),
                        Opinion::Unknown => {}
                        Opinion::NotJson => panic!("{name} is not JSON"),
                    }
                }
                Err(error) => assert_eq!(
                    (row.outcome, row.at),
                    (
                        outcome(error).as_str(),
                        error.offset().checked_sub(before.len())
                    ),
                    "{name}"
                ),
            }
        }
    }
}

/// Each reason to refuse, so that the page says something of all.
#[test]
fn the_page_leaves_no_reason_out() {
    let rows = rows();
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
