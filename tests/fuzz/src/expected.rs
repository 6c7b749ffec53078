//! What a decoder should make of bytes: the schema, read a second time, over
//! JSON as `serde_json` reads it.
//!
//! Differences between the decoder and plain `serde_json` that are intended,
//! each with a test below:
//!
//! - more than 256 levels are refused;
//! - a known key that stands twice is refused, an unknown one is not;
//! - `count` may be quoted, and has at most 32 characters;
//! - ids, statuses and codes have rooms, and what is longer is refused;
//! - a message that is longer than its room is cut at a character;
//! - of two messages the first that is not `null` stands;
//! - the status `PAUSEING` is `PAUSING`.

use drs_status_core::DecodeErrorKind::{
    self, NotAnObject, Repeated, ResultsMissing, ResultsNull, WrongType,
};
use drs_status_core::{
    Capacity, Field, JOB_ID_LEN, MAX_DEPTH, MAX_ERROR_CODE_LEN, MAX_STATUS_LEN, ResponseEnd,
};

use crate::decoded::{Decoded, KeptItem};
use crate::tree::Tree;

/// Most characters of a `count`: it is read into the room of a code.
const MAX_COUNT_LEN: usize = MAX_ERROR_CODE_LEN;

/// What should come of bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Expected {
    NotJson,
    /// It is JSON, and is refused for this first.
    Refused(DecodeErrorKind),
    Response(Decoded),
}

/// What should come of `bytes` where a message has `room` bytes.
pub(crate) fn expect(bytes: &[u8], room: usize) -> Expected {
    let Some(tree) = Tree::read(bytes) else {
        return Expected::NotJson;
    };
    match response(&tree, room) {
        Ok(decoded) => Expected::Response(decoded),
        Err(kind) => Expected::Refused(kind),
    }
}

/// In the order of the document: the first fault is the one that is reported.
fn response(tree: &Tree, room: usize) -> Result<Decoded, DecodeErrorKind> {
    let Tree::Object(members) = tree else {
        return Err(NotAnObject);
    };
    let mut seen = Vec::new();
    let mut items = None;
    let mut count = None;
    for (key, value) in members {
        match key.as_str() {
            "results" => {
                once(&mut seen, Field::Results)?;
                items = Some(match value {
                    Tree::Array(items) => items
                        .iter()
                        .map(|tree| item(tree, room))
                        .collect::<Result<Vec<_>, _>>()?,
                    Tree::Null => return Err(ResultsNull),
                    _ => return Err(WrongType(Field::Results)),
                });
            }
            "count" => {
                once(&mut seen, Field::Count)?;
                count = match value {
                    Tree::Null => None,
                    Tree::Number(digits) | Tree::String(digits) => Some(whole_number(digits)?),
                    _ => return Err(WrongType(Field::Count)),
                };
            }
            _ => passed_over(value, 1)?,
        }
    }
    let items = items.ok_or(ResultsMissing)?;
    Ok(Decoded {
        end: ResponseEnd {
            items: u32::try_from(items.len()).expect("inputs are short"),
            count,
        },
        items,
    })
}

fn item(tree: &Tree, room: usize) -> Result<KeptItem, DecodeErrorKind> {
    let Tree::Object(members) = tree else {
        return Err(WrongType(Field::Item));
    };
    let mut seen = Vec::new();
    let mut item = KeptItem::default();
    for (key, value) in members {
        let field = match key.as_str() {
            "id" => Field::Id,
            "status" => Field::Status,
            "error_code" => Field::ErrorCode,
            "error_message" => Field::ErrorMessage,
            "error_msg" => Field::ErrorMsg,
            _ => {
                passed_over(value, 3)?;
                continue;
            }
        };
        once(&mut seen, field)?;
        let text = match value {
            Tree::Null => continue,
            Tree::String(text) => text,
            _ => return Err(WrongType(field)),
        };
        match field {
            Field::Id => item.id = Some(kept(text, Capacity::JobId, JOB_ID_LEN)?),
            Field::Status => {
                let status = kept(text, Capacity::Status, MAX_STATUS_LEN)?;
                item.status = Some(match status.as_str() {
                    "PAUSEING" => "PAUSING".into(),
                    _ => status,
                });
            }
            Field::ErrorCode => {
                item.error_code = Some(kept(text, Capacity::ErrorCode, MAX_ERROR_CODE_LEN)?);
            }
            _ if item.error_message.is_none() => {
                item.error_message = Some((cut(text, room), text.len()));
            }
            _ => {}
        }
    }
    Ok(item)
}

fn once(seen: &mut Vec<Field>, field: Field) -> Result<(), DecodeErrorKind> {
    if seen.contains(&field) {
        return Err(Repeated(field));
    }
    seen.push(field);
    Ok(())
}

/// A value that nobody asks for, inside of `depth` containers: it may be as
/// deep as there are levels.
fn passed_over(tree: &Tree, depth: usize) -> Result<(), DecodeErrorKind> {
    let inside = |tree| {
        if depth == MAX_DEPTH {
            return Err(DecodeErrorKind::Capacity {
                what: Capacity::Depth,
                needed: MAX_DEPTH + 1,
                available: MAX_DEPTH,
            });
        }
        match tree {
            None => Ok(()),
            Some(tree) => passed_over(tree, depth + 1),
        }
    };
    match tree {
        Tree::Array(items) => {
            inside(None)?;
            items.iter().try_for_each(|item| inside(Some(item)))
        }
        Tree::Object(members) => {
            inside(None)?;
            members
                .iter()
                .try_for_each(|(_, value)| inside(Some(value)))
        }
        _ => Ok(()),
    }
}

fn kept(text: &str, what: Capacity, available: usize) -> Result<String, DecodeErrorKind> {
    if text.len() > available {
        return Err(DecodeErrorKind::Capacity {
            what,
            needed: text.len(),
            available,
        });
    }
    Ok(text.into())
}

/// As many whole characters as have room.
fn cut(text: &str, room: usize) -> String {
    let mut stored = String::new();
    for character in text.chars() {
        if stored.len() + character.len_utf8() > room {
            break;
        }
        stored.push(character);
    }
    stored
}

fn whole_number(digits: &str) -> Result<u32, DecodeErrorKind> {
    let written = digits.len() <= MAX_COUNT_LEN && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = written.then(|| digits.parse().ok()).flatten();
    number.ok_or(WrongType(Field::Count))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The opinion, after the decoder was shown to share it.
    fn shared(body: &str) -> Expected {
        crate::decode(body.as_bytes());
        expect(body.as_bytes(), 4)
    }

    fn response(body: &str) -> Decoded {
        match shared(body) {
            Expected::Response(decoded) => decoded,
            other => panic!("{body}: {other:?}"),
        }
    }

    fn refused(body: &str) -> DecodeErrorKind {
        match shared(body) {
            Expected::Refused(kind) => kind,
            other => panic!("{body}: {other:?}"),
        }
    }

    fn no_room(what: Capacity, available: usize) -> DecodeErrorKind {
        DecodeErrorKind::Capacity {
            what,
            needed: available + 1,
            available,
        }
    }

    #[test]
    fn levels_are_bounded() {
        let nested = |levels: usize| {
            let value = ["[".repeat(levels), "]".repeat(levels)].concat();
            [
                format!(r#"{{"x":{value},"results":[]}}"#),
                format!(r#"{{"results":[{{"x":{value}}}]}}"#),
            ]
        };
        response(&nested(255)[0]);
        assert_eq!(refused(&nested(256)[0]), no_room(Capacity::Depth, 256));
        response(&nested(253)[1]);
        assert_eq!(refused(&nested(254)[1]), no_room(Capacity::Depth, 256));
    }

    #[test]
    fn known_keys_stand_once() {
        let twice = r#"{"results":[{"id":null,"i\u0064":null}]}"#;
        assert_eq!(refused(twice), Repeated(Field::Id));
        response(r#"{"x":1,"x":2,"results":[{"y":1,"y":2}]}"#);
    }

    #[test]
    fn a_count_is_whole_and_may_be_quoted() {
        let count = |count: &str| format!(r#"{{"count":{count},"results":[]}}"#);
        let zeros = "0".repeat(31);
        for one in ["1", r#""1""#, r#""\u0031""#, &format!(r#""{zeros}1""#)] {
            assert_eq!(response(&count(one)).end.count, Some(1), "{one}");
        }
        let long = format!(r#""0{zeros}1""#);
        for none in ["1.0", "1e0", "-1", "4294967296", r#""""#, &long] {
            assert_eq!(refused(&count(none)), WrongType(Field::Count), "{none}");
        }
    }

    #[test]
    fn rooms_are_bounded() {
        for (field, what, len) in [
            ("id", Capacity::JobId, JOB_ID_LEN),
            ("status", Capacity::Status, MAX_STATUS_LEN),
            ("error_code", Capacity::ErrorCode, MAX_ERROR_CODE_LEN),
        ] {
            let body = |len| format!(r#"{{"results":[{{"{field}":"{}"}}]}}"#, "a".repeat(len));
            response(&body(len));
            assert_eq!(refused(&body(len + 1)), no_room(what, len));
        }
    }

    #[test]
    fn a_message_is_cut_at_a_character() {
        let body = r#"{"results":[{"error_message":"aé任"}]}"#;
        let message = response(body).items[0].error_message.clone();
        assert_eq!(message, Some(("aé".into(), 6)));
    }

    #[test]
    fn the_first_message_stands() {
        let body = r#"{"results":[{"error_message":null,"error_msg":"b"},
            {"error_msg":"c","error_message":"d"}]}"#;
        let items = response(body).items;
        assert_eq!(items[0].error_message, Some(("b".into(), 1)));
        assert_eq!(items[1].error_message, Some(("c".into(), 1)));
    }

    #[test]
    fn pausing_has_two_spellings() {
        let body = r#"{"results":[{"status":"PAUSEING"}]}"#;
        assert_eq!(response(body).items[0].status.as_deref(), Some("PAUSING"));
    }
}
