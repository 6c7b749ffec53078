//! Of what is JSON and what it says, the decoder and `serde_json` hold the same
//! opinion: of the named responses, of responses made by chance, and of
//! responses broken by chance.

use drs_status_core::DecodeErrorKind::{
    self, ControlCharacter, Escape, Literal, Number, Surrogate, Trailing, Truncated, Unexpected,
    Utf8,
};
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_oneof};
use proptest::sample::select;
use proptest::test_runner::TestCaseError;

use crate::chance::try_cases;
use crate::decoding::{ROOM, decode, decode_pieces};
use crate::oracle::{Opinion, agrees, ask};
use crate::response_generated::response;
use crate::vectors::RESPONSES;

/// Whether an error says that bytes are not JSON, and not merely no response.
/// Those others are intended: the schema, repeated fields, rooms and depth.
fn says_not_json(kind: DecodeErrorKind) -> bool {
    matches!(
        kind,
        Unexpected
            | ControlCharacter
            | Escape
            | Surrogate
            | Utf8
            | Number
            | Literal
            | Trailing
            | Truncated
    )
}

/// Whether the decoder's opinion of `body` goes with the oracle's.
fn judged_alike(body: &[u8]) -> bool {
    match (decode(body), ask(body)) {
        (Ok(decoded), Opinion::Json(value)) => agrees(&value, &decoded),
        (Ok(_), Opinion::NotJson) => false,
        (Err(error), Opinion::Json(_)) => !says_not_json(error.kind()),
        // An error of the schema may show before the one of the syntax.
        (Err(_), Opinion::NotJson) | (_, Opinion::Unknown) => true,
    }
}

fn judge(body: &[u8]) -> Result<(), TestCaseError> {
    prop_assert!(judged_alike(body), "{}", body.escape_ascii());
    Ok(())
}

#[test]
fn the_named_responses_are_judged_alike() {
    for vector in RESPONSES {
        let Opinion::Json(value) = ask(vector.body) else {
            panic!("{} is not JSON", vector.name);
        };
        let decoded = decode(vector.body).expect(vector.name);
        assert!(agrees(&value, &decoded), "{}", vector.name);
    }
}

#[test]
fn any_response_is_understood_however_it_arrives() {
    let cases = (response(), vec(1..40_usize, 1..10));
    try_cases(1500, &cases, |(body, lens)| {
        let Opinion::Json(value) = ask(body.as_bytes()) else {
            return Err(TestCaseError::fail(format!("not JSON: {body}")));
        };
        let whole = decode(body.as_bytes());
        let whole = whole.map_err(|error| TestCaseError::fail(format!("{error}: {body}")))?;
        prop_assert!(agrees(&value, &whole), "{body}");

        let mut rest = body.as_bytes();
        let pieces = lens.iter().cycle().map_while(|len| {
            let (piece, after) = rest.split_at((*len).min(rest.len()));
            rest = after;
            (!piece.is_empty()).then_some(piece)
        });
        prop_assert!(decode_pieces(ROOM, pieces) == Ok(whole), "{body}");
        Ok(())
    });
}

/// A change to bytes. A place behind their end is counted on from their start.
#[derive(Clone, Debug)]
enum Change {
    Replace(usize, u8),
    Insert(usize, u8),
    Remove(usize),
    CutAt(usize),
    Repeat(usize, usize),
}

impl Change {
    fn apply(&self, body: &mut Vec<u8>) {
        let place = |at: usize| at % body.len().max(1);
        match *self {
            _ if body.is_empty() => {}
            Self::Replace(at, byte) => {
                let at = place(at);
                body[at] = byte;
            }
            Self::Insert(at, byte) => body.insert(place(at), byte),
            Self::Remove(at) => {
                body.remove(place(at));
            }
            Self::CutAt(at) => body.truncate(place(at)),
            Self::Repeat(at, len) => {
                let start = place(at);
                let end = (start + len).min(body.len());
                let again = body[start..end].to_vec();
                body.splice(start..start, again);
            }
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    // Mostly bytes that mean something.
    let byte = || {
        prop_oneof![
            4 => select(&b"{}[]\",:\\0123456789.eE+-truefalsn/bud8DcCFf \n"[..]),
            1 => any::<u8>(),
        ]
    };
    let at = || any::<usize>();
    prop_oneof![
        4 => (at(), byte()).prop_map(|(at, byte)| Change::Replace(at, byte)),
        4 => (at(), byte()).prop_map(|(at, byte)| Change::Insert(at, byte)),
        4 => at().prop_map(Change::Remove),
        1 => at().prop_map(Change::CutAt),
        2 => (at(), 1..30_usize).prop_map(|(at, len)| Change::Repeat(at, len)),
    ]
}

#[test]
fn a_named_response_that_was_changed_is_judged_alike() {
    let bodies: Vec<&[u8]> = RESPONSES.iter().map(|vector| vector.body).collect();
    let cases = (select(bodies), vec(change(), 1..4));
    try_cases(10_000, &cases, |(body, changes)| {
        let mut body = body.to_vec();
        for change in &changes {
            change.apply(&mut body);
        }
        judge(&body)
    });
}

#[test]
fn any_response_that_was_changed_is_judged_alike() {
    let cases = (response(), vec(change(), 1..3));
    try_cases(1500, &cases, |(body, changes)| {
        let mut body = body.into_bytes();
        for change in &changes {
            change.apply(&mut body);
        }
        judge(&body)
    });
}

#[test]
fn any_bytes_inside_a_string_are_judged_alike() {
    let bytes = prop_oneof![
        2 => any::<u8>(),
        1 => select(&[0x80, 0xBF, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0x9F, 0xA0, b'\\', b'u'][..]),
    ];
    try_cases(10_000, &vec(bytes, 0..6), |bytes| {
        judge(&[b"{\"results\":[{\"error_msg\":\"", &bytes[..], b"\"}]}"].concat())
    });
}
