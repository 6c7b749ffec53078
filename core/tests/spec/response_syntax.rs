//! What is not JSON to the letter of RFC 8259 is an error at the byte where it
//! shows, wherever in a response it stands.

use drs_status_core::DecodeErrorKind::{
    self, ControlCharacter, Escape, Literal, NotAnObject, Number, Surrogate, Trailing, Truncated,
    Unexpected, Utf8,
};

use crate::decoding::decode_in_all_ways;

/// What stands where a value should, the error, and its offset in there.
type Bad<'b> = (&'b [u8], DecodeErrorKind, usize);

/// Places whose value is passed over: what comes before it and after it.
const PASSED_OVER: &[(&str, &str)] = &[
    ("{\"x\":", "}"),
    ("{\"results\":[],\"x\":", ",\"count\":0}"),
    ("{\"results\":[{\"id\":\"a\",\"x\":", "}]}"),
    ("{\"results\":[{\"x\":{\"id\":[null,", "]}}]}"),
    ("{\"x\":[{\"y\":[[],", ",[]]}],\"results\":[]}"),
];

/// Places of a string that is read.
const READ: &[(&str, &str)] = &[
    ("{\"results\":[{\"id\":", "}]}"),
    ("{\"results\":[{\"status\":", "}]}"),
    ("{\"results\":[{\"error_code\":", "}]}"),
    ("{\"results\":[{\"error_message\":", "}]}"),
    ("{\"results\":[{\"error_msg\":", "}]}"),
];

/// Places of a key.
const KEYS: &[(&str, &str)] = &[
    ("{", ":1}"),
    ("{\"results\":[{", ":1}]}"),
    ("{\"x\":[{\"y\":1,", ":1}]}"),
];

const COUNT: &[(&str, &str)] = &[("{\"count\":", ",\"results\":[]}")];

/// Demands each error in each place, however the body is split.
fn all_refused(places: &[&[(&str, &str)]], table: &[Bad<'_>]) {
    for (before, after) in places.iter().copied().flatten() {
        for (bad, kind, offset) in table {
            let body = [before.as_bytes(), bad, after.as_bytes()].concat();
            let name = body.escape_ascii().to_string();
            let error = decode_in_all_ways(&name, &body).expect_err(&name);
            assert_eq!(
                (error.kind(), error.offset()),
                (*kind, before.len() + offset),
                "{name}"
            );
        }
    }
}

#[test]
fn numbers_are_written_as_json_writes_them() {
    all_refused(
        &[PASSED_OVER, COUNT],
        &[
            (b"01", Number, 1),
            (b"00", Number, 1),
            (b"-01", Number, 2),
            (b"1.", Number, 2),
            (b"1.e1", Number, 2),
            (b"1.2.3", Number, 3),
            (b"1e", Number, 2),
            (b"1e+", Number, 3),
            (b"1E-", Number, 3),
            (b"1e5.0", Number, 3),
            (b"1e1e1", Number, 3),
            (b"1e+-1", Number, 3),
            (b"-", Number, 1),
            (b"--1", Number, 1),
            (b"-+1", Number, 1),
            (b"-.5", Number, 1),
            (b"- 1", Number, 1),
            (b"-Infinity", Number, 1),
            (b"1-2", Number, 1),
            (b"1+1", Number, 1),
            (b"+1", Unexpected, 0),
            (b".5", Unexpected, 0),
            (b"NaN", Unexpected, 0),
            (b"Infinity", Unexpected, 0),
            (b"0x10", Unexpected, 1),
            (b"1_000", Unexpected, 1),
            (b"1f", Unexpected, 1),
            (b"1 2", Unexpected, 2),
            ("٣".as_bytes(), Unexpected, 0),
        ],
    );
}

#[test]
fn there_are_three_literals() {
    all_refused(
        &[PASSED_OVER],
        &[
            (b"t", Literal, 1),
            (b"tru", Literal, 3),
            (b"truE", Literal, 3),
            (b"fals", Literal, 4),
            (b"nul", Literal, 3),
            (b"nil", Literal, 1),
            (b"n ull", Literal, 1),
            (b"True", Unexpected, 0),
            (b"NULL", Unexpected, 0),
            (b"undefined", Unexpected, 0),
            (b"nulll", Unexpected, 4),
            (b"true1", Unexpected, 4),
            (b"truefalse", Unexpected, 4),
        ],
    );
}

#[test]
fn commas_colons_and_brackets_stand_where_they_belong() {
    all_refused(
        &[PASSED_OVER],
        &[
            (b"", Unexpected, 0),
            (b",", Unexpected, 0),
            (b":", Unexpected, 0),
            (b"[1,]", Unexpected, 3),
            (b"[,1]", Unexpected, 1),
            (b"[,]", Unexpected, 1),
            (b"[1,,2]", Unexpected, 3),
            (b"[1 2]", Unexpected, 3),
            (b"[1:2]", Unexpected, 2),
            (b"[}", Unexpected, 1),
            (b"[1}", Unexpected, 2),
            (b"{]", Unexpected, 1),
            (b"{,}", Unexpected, 1),
            (b"{\"a\":1]", Unexpected, 6),
            (b"{\"a\":1,}", Unexpected, 7),
            (b"{\"a\":1 \"b\":2}", Unexpected, 7),
            (b"{\"a\" 1}", Unexpected, 5),
            (b"{\"a\"::1}", Unexpected, 5),
            (b"{\"a\":}", Unexpected, 5),
            (b"{\"a\"}", Unexpected, 4),
            (b"{\"a\",1}", Unexpected, 4),
            (b"{a:1}", Unexpected, 1),
            (b"{1:1}", Unexpected, 1),
            (b"{null:1}", Unexpected, 1),
            (b"{[]:1}", Unexpected, 1),
            (b"{'a':1}", Unexpected, 1),
        ],
    );
}

#[test]
fn nothing_but_json_is_understood() {
    all_refused(
        &[PASSED_OVER],
        &[
            (b"'a'", Unexpected, 0),
            (b"`a`", Unexpected, 0),
            (b"/*c*/1", Unexpected, 0),
            (b"1/*c*/", Unexpected, 1),
            (b"//c\n1", Unexpected, 0),
            (b"#c\n1", Unexpected, 0),
            (b"\x0B1", Unexpected, 0),
            (b"\x0C1", Unexpected, 0),
            (b"\0", Unexpected, 0),
            (b"\\u0031", Unexpected, 0),
            ("\u{a0}1".as_bytes(), Unexpected, 0),
            ("\u{feff}1".as_bytes(), Unexpected, 0),
            (b"\x80", Unexpected, 0),
        ],
    );
}

#[test]
fn control_characters_in_strings_are_escaped() {
    for control in 0..0x20 {
        all_refused(
            &[PASSED_OVER, READ, KEYS],
            &[
                (&[b'"', control, b'"'], ControlCharacter, 1),
                (&[b'"', b'a', control], ControlCharacter, 2),
            ],
        );
    }
}

#[test]
fn there_are_nine_escapes() {
    all_refused(
        &[PASSED_OVER, READ, KEYS],
        &[
            (b"\"\\x41\"", Escape, 2),
            (b"\"\\'\"", Escape, 2),
            (b"\"\\0\"", Escape, 2),
            (b"\"\\a\"", Escape, 2),
            (b"\"\\v\"", Escape, 2),
            (b"\"\\N\"", Escape, 2),
            (b"\"\\U0041\"", Escape, 2),
            (b"\"\\\n\"", Escape, 2),
            (b"\"a\\ \"", Escape, 3),
            (b"\"\\\xC3\xA9\"", Escape, 2),
            (b"\"\\u\"", Escape, 3),
            (b"\"\\u004\"", Escape, 6),
            (b"\"\\u00G0\"", Escape, 5),
            (b"\"\\u+123\"", Escape, 3),
            (b"\"\\u 123\"", Escape, 3),
            (b"\"\\u{41}\"", Escape, 3),
            (b"\"\\u00\xC3\xA9\"", Escape, 5),
        ],
    );
}

#[test]
fn surrogates_come_in_pairs() {
    all_refused(
        &[PASSED_OVER, READ, KEYS],
        &[
            // The first half, and not the second behind it.
            (b"\"\\ud800\"", Surrogate, 7),
            (b"\"\\udbffx\"", Surrogate, 7),
            (b"\"\\ud800\\n\"", Surrogate, 8),
            (b"\"\\ud800\\u0041\"", Surrogate, 12),
            (b"\"\\ud800\\ud800\"", Surrogate, 12),
            (b"\"\\ud83d\\\\ude00\"", Surrogate, 8),
            (b"\"\\ud83d \\ude00\"", Surrogate, 7),
            // The second half, and not the first before it.
            (b"\"\\udc00\"", Surrogate, 6),
            (b"\"\\uDFFF\"", Surrogate, 6),
            (b"\"\\ude00\\ud83d\"", Surrogate, 6),
            (b"\"\\ud83d\\ude00\\ude00\"", Surrogate, 18),
            // No half at all.
            (b"\"\\ud800\\uZZZZ\"", Escape, 9),
        ],
    );
}

#[test]
fn strings_are_utf8() {
    all_refused(
        &[PASSED_OVER, READ, KEYS],
        &[
            // What never begins a character.
            (b"\"\x80\"", Utf8, 1),
            (b"\"\xBF\"", Utf8, 1),
            (b"\"\xF5\x80\x80\x80\"", Utf8, 1),
            (b"\"\xF8\x88\x80\x80\x80\"", Utf8, 1),
            (b"\"\xFE\"", Utf8, 1),
            (b"\"\xFF\"", Utf8, 1),
            // Longer than need be.
            (b"\"\xC0\x80\"", Utf8, 1),
            (b"\"\xC1\xBF\"", Utf8, 1),
            (b"\"\xE0\x80\x80\"", Utf8, 2),
            (b"\"\xE0\x9F\xBF\"", Utf8, 2),
            (b"\"\xF0\x80\x80\x80\"", Utf8, 2),
            (b"\"\xF0\x8F\xBF\xBF\"", Utf8, 2),
            // Surrogates, and what lies beyond U+10FFFF.
            (b"\"\xED\xA0\x80\"", Utf8, 2),
            (b"\"\xED\xBF\xBF\"", Utf8, 2),
            (b"\"\xF4\x90\x80\x80\"", Utf8, 2),
            // Not all of a character.
            (b"\"\xC3\"", Utf8, 2),
            (b"\"\xE9t\xE9\"", Utf8, 2),
            (b"\"\xE4\xBB\"", Utf8, 3),
            (b"\"\xF0\x9F\x98\"", Utf8, 4),
            (b"\"\xF0\x9F\\u0041\"", Utf8, 3),
            (b"\"\xE4\xBB\xC3\xA9\"", Utf8, 3),
        ],
    );
}

#[test]
fn a_response_is_one_object() {
    let nothing = &[("", "")];
    all_refused(
        &[nothing],
        &[
            (b"", Truncated, 0),
            (b" \r\n", Truncated, 3),
            (b"-", Truncated, 1),
            (b"tru", Truncated, 3),
            (b"null", NotAnObject, 0),
            (b"false", NotAnObject, 0),
            (b" \"text\"", NotAnObject, 1),
            (b"42", NotAnObject, 0),
            (b" 4.2e1", NotAnObject, 1),
            (b"42\n", NotAnObject, 0),
            (b"[]", NotAnObject, 0),
            (b"[{\"results\":[]}]", NotAnObject, 0),
            (b"<html></html>", Unexpected, 0),
            (b"results", Unexpected, 0),
            (b"}", Unexpected, 0),
            (b"\xEF\xBB\xBF{\"results\":[]}", Unexpected, 0),
            (b"\xFF\xFE{\0}\0", Unexpected, 0),
            (b"\0{\0}", Unexpected, 0),
            (b"{\"results\":[]}{\"results\":[]}", Trailing, 14),
            (b"{\"results\":[]}]", Trailing, 14),
            (b"{\"results\":[]} \n,", Trailing, 16),
        ],
    );
}

/// A comma is often taken with the piece that ends in it, as the beginning of what
/// usually comes; what comes instead is judged as if it had not been.
#[test]
fn behind_a_comma_comes_neither_an_end_nor_another_comma() {
    const ID: &str = "9a470239-2308-4bb5-a6bc-1040402fjb21";
    let members = [
        format!("\"id\":\"{ID}\",\"status\":\"PAUSING\""),
        format!("\"id\":\"{ID}\",\"status\":\"PAUSING\",\"error_code\":\"A\""),
    ];
    let id = format!("\"id\":\"{ID}\"");
    let next = format!("{{{}}}", members[0]);
    let bodies = [
        (
            format!("{{\"results\":[{{{},", members[0]),
            "}]}".to_owned(),
        ),
        (
            format!("{{\"results\":[{{{},", members[1]),
            "}]}".to_owned(),
        ),
        (format!("{{\"results\":[{next},"), format!(",{next}]}}")),
        (format!("{{\"results\":[{next},"), "]}".to_owned()),
        (
            format!("{{\"results\":[{{{id},"),
            ", \"status\": \"PAUSING\"}]}".to_owned(),
        ),
        (
            format!("{{\"results\":[{{{},", members[0]),
            ",\n \"error_code\": \"A\"}]}".to_owned(),
        ),
        (
            format!("{{\"results\":[{next},"),
            ", { \"id\": \"a\"}]}".to_owned(),
        ),
    ];
    for (before, after) in bodies {
        let body = [before.as_str(), after.as_str()].concat();
        let error = decode_in_all_ways(&body, body.as_bytes()).expect_err(&body);
        let at = before.len() + (after.len() - after.trim_ascii_start().len());
        assert_eq!((error.kind(), error.offset()), (Unexpected, at), "{body}");
    }
}
