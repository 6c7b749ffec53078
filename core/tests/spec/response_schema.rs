//! JSON that is not a response: which field is wrong, and at which byte.

use drs_status_core::DecodeErrorKind::{
    NotAnObject, Repeated, ResultsMissing, ResultsNull, WrongType,
};
use drs_status_core::{Blame, DecodeErrorKind, Field};

use crate::decoding::{decode, decode_in_all_ways};

/// A response, its error, and what stands at the offset of it; nothing for an
/// error that shows at the end.
type Bad = (&'static str, DecodeErrorKind, &'static str);

/// The fields of an item, all of them texts.
const TEXTS_OF_AN_ITEM: [(&str, Field); 5] = [
    ("id", Field::Id),
    ("status", Field::Status),
    ("error_code", Field::ErrorCode),
    ("error_message", Field::ErrorMessage),
    ("error_msg", Field::ErrorMsg),
];

fn all_refused(table: &[Bad]) {
    for (body, kind, at) in table {
        let error = decode_in_all_ways(body, body.as_bytes()).expect_err(body);
        assert_eq!(error.kind(), *kind, "{body}");
        assert_eq!(error.blame(), Blame::Protocol, "{body}");
        let rest = &body[error.offset()..];
        assert!(
            rest.starts_with(at) && rest.is_empty() == at.is_empty(),
            "{body}: the error is said to stand at {rest}"
        );
    }
}

#[test]
fn results_must_come_once_and_be_an_array() {
    all_refused(&[
        ("{}", ResultsMissing, ""),
        ("{\"count\":2}", ResultsMissing, ""),
        ("{\"Results\":[],\"result\":[]}", ResultsMissing, ""),
        ("{\"x\":{\"results\":[]}}", ResultsMissing, ""),
        ("{\"results\":null}", ResultsNull, "null"),
        ("{\"results\":{}}", WrongType(Field::Results), "{}}"),
        ("{\"results\":\"\"}", WrongType(Field::Results), "\"\"}"),
        ("{\"results\":0}", WrongType(Field::Results), "0}"),
        ("{\"results\": true}", WrongType(Field::Results), "true"),
        (
            "{\"results\":[], \"results\":[]}",
            Repeated(Field::Results),
            "\"results\":[]}",
        ),
        (
            "{\"results\":[],\"x\":0,\"r\\u0065sults\":null}",
            Repeated(Field::Results),
            "\"r\\u0065sults\":null",
        ),
        ("[]", NotAnObject, "[]"),
    ]);
}

#[test]
fn items_must_be_objects() {
    let bad = WrongType(Field::Item);
    all_refused(&[
        ("{\"results\":[null]}", bad, "null"),
        ("{\"results\":[{}, 5]}", bad, "5]"),
        ("{\"results\":[\"id\"]}", bad, "\"id\""),
        ("{\"results\":[false]}", bad, "false"),
        ("{\"results\":[[]]}", bad, "[]]"),
        ("{\"results\":[[{\"id\":\"a\"}]]}", bad, "[{"),
    ]);
}

#[test]
fn fields_of_an_item_must_be_strings_or_null() {
    for (key, field) in TEXTS_OF_AN_ITEM {
        for value in ["0", "-1.5e3", "true", "false", "[]", "{}", "[\"a\"]"] {
            for before in ["", "\"x\":{\"id\":1}, ", "\"y\":null,"] {
                let start = format!("{{\"results\":[{{{before}\"{key}\":");
                let body = format!("{start}{value}}}]}}");
                let error = decode_in_all_ways(&body, body.as_bytes()).expect_err(&body);
                assert_eq!(
                    (error.kind(), error.offset()),
                    (WrongType(field), start.len()),
                    "{body}"
                );
            }
        }
        let null = format!("{{\"results\":[{{\"{key}\":null}}]}}");
        let whole = decode_in_all_ways(&null, null.as_bytes()).unwrap();
        assert_eq!(whole.items, [crate::decoding::KeptItem::default()]);
    }
}

#[test]
fn a_known_field_stands_once_in_an_object() {
    for (key, field) in TEXTS_OF_AN_ITEM {
        for first in ["null", "\"a\""] {
            let start = format!("{{\"results\":[{{\"{key}\":{first},\"x\":0,");
            let body = format!("{start}\"{key}\":null}}]}}");
            let error = decode_in_all_ways(&body, body.as_bytes()).expect_err(&body);
            assert_eq!(
                (error.kind(), error.offset()),
                (Repeated(field), start.len()),
                "{body}"
            );
        }
        // In the next item it stands for the first time.
        let twice = format!("{{\"results\":[{{\"{key}\":\"a\"}},{{\"{key}\":\"a\"}}]}}");
        assert_eq!(decode(twice.as_bytes()).unwrap().items.len(), 2);
    }
    all_refused(&[(
        "{\"count\":null,\"results\":[],\"count\":0}",
        Repeated(Field::Count),
        "\"count\":0",
    )]);
    let unknown = b"{\"x\":1,\"x\":2,\"results\":[{\"y\":1,\"y\":2}]}";
    assert_eq!(decode(unknown).unwrap().items.len(), 1);
}

#[test]
fn of_two_messages_the_first_that_is_not_null_stands_and_both_are_strings() {
    for (item, expected) in [
        ("\"error_message\":\"a\",\"error_msg\":\"bc\"", Some("a")),
        ("\"error_msg\":\"a\",\"error_message\":\"bc\"", Some("a")),
        ("\"error_msg\":\"\",\"error_message\":\"bc\"", Some("")),
        ("\"error_message\":null,\"error_msg\":\"bc\"", Some("bc")),
        ("\"error_msg\":null,\"error_message\":\"bc\"", Some("bc")),
        ("\"error_message\":\"a\",\"error_msg\":null", Some("a")),
        ("\"error_msg\":null,\"error_message\":null", None),
    ] {
        let body = format!("{{\"results\":[{{{item}}}]}}");
        let whole = decode_in_all_ways(item, body.as_bytes()).unwrap();
        let message = whole.items[0].error_message.as_ref();
        assert_eq!(message.map(|(text, _)| text.as_str()), expected, "{item}");
    }
    all_refused(&[
        (
            "{\"results\":[{\"error_message\":\"a\",\"error_msg\":5}]}",
            WrongType(Field::ErrorMsg),
            "5}",
        ),
        (
            "{\"results\":[{\"error_msg\":\"a\",\"error_message\":[]}]}",
            WrongType(Field::ErrorMessage),
            "[]}",
        ),
    ]);
}

#[test]
fn count_is_a_whole_number_below_two_to_the_thirty_second_in_quotes_or_not() {
    for (value, expected) in [
        ("null", None),
        ("0", Some(0)),
        ("7", Some(7)),
        ("4294967295", Some(u32::MAX)),
        ("\"0\"", Some(0)),
        ("\"007\"", Some(7)),
        ("\"4294967295\"", Some(u32::MAX)),
        ("\"\\u0034\"", Some(4)),
    ] {
        for body in [
            format!("{{\"results\":[],\"count\":{value}}}"),
            format!("{{\"count\":{value},\"results\":[]}}"),
        ] {
            let whole = decode_in_all_ways(&body, body.as_bytes()).expect(&body);
            assert_eq!(whole.end.count, expected, "{body}");
        }
    }
    let digits = "1".repeat(5000);
    let quoted = format!("\"{digits}\"");
    let zeros = format!("\"{}\"", "0".repeat(33));
    for value in [
        "-1",
        "-0",
        "1.0",
        "1e2",
        "1E0",
        "0.5",
        "4294967296",
        "99999999999",
        &digits,
        "true",
        "false",
        "[]",
        "[1]",
        "{}",
        "{\"count\":1}",
        "\"\"",
        "\" 1\"",
        "\"1 \"",
        "\"+1\"",
        "\"-1\"",
        "\"1.0\"",
        "\"1e2\"",
        "\"0x1\"",
        "\"4294967296\"",
        "\"many\"",
        "\"1\\u0000\"",
        "\"١\"",
        &quoted,
        &zeros,
    ] {
        let start = "{\"results\":[{}],\"count\":";
        let body = format!("{start}{value}}}");
        for error in [
            decode(body.as_bytes()).expect_err(value),
            decode_in_all_ways(value, &body.as_bytes()[..body.len().min(100)]).expect_err(value),
        ] {
            if error.kind() == DecodeErrorKind::Truncated {
                assert!(body.len() > 100, "{value}");
                continue;
            }
            assert_eq!(
                (error.kind(), error.offset()),
                (WrongType(Field::Count), start.len()),
                "{value}"
            );
        }
    }
}
