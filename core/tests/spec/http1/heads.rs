//! Heads that are accepted, and what of them is kept.

use drs_status_core::http1::{Fault, MAX_HEAD_LEN, MAX_INTERIM_ANSWERS, Rule};

use super::stream::Ending;
use super::{understand, whole};

/// An answer without a body, with this between the status and the empty line.
fn with(lines: &str) -> String {
    format!("HTTP/1.1 200 OK\r\n{lines}Content-Length: 0\r\n\r\n")
}

#[test]
fn fields_that_are_accepted() {
    for (lines, id) in [
        ("X-Request-Id: abc\r\n", "abc"),
        ("X-Request-Id:abc\r\n", "abc"),
        ("x-request-id:  \t abc \t \r\n", "abc"),
        ("X-REQUEST-ID: a  b\tc\r\n", "a  b c"),
        ("X-Request-Id: first\r\nX-Request-Id: second\r\n", "first"),
        ("X-Request-Id:\r\n", ""),
        ("X-Request-Id: \t \r\nX-Other: no\r\n", ""),
        ("X-Request-Id: \u{e9}\r\n", "??"),
        ("!#$%&'*+-.^_`|~09azAZ: x\r\nX-Request-Id: 1\r\n", "1"),
        (
            "X-Request-Id-Which-Is-Longer-Than-Any: no\r\nX-Request-Id: 1\r\n",
            "1",
        ),
        ("X-Request-Id: a:b,c;d=\"e\"\r\n", "a:b,c;d=\\\"e\\\""),
    ] {
        let head = whole(&with(lines)).head;
        let expected = format!("request_id: \"{id}\"");
        assert!(head.contains(&expected), "{lines:?}: {head}");
    }
}

#[test]
fn a_token_goes_to_its_room_without_the_white_space_around_it() {
    let answer = with("X-Subject-Token: \t MIIE+/= \t\r\nX-Other: b\r\n");
    assert_eq!(whole(&answer).token.as_deref(), Some("MIIE+/="));
}

#[test]
fn of_interim_answers_nothing_is_kept() {
    let interim = "HTTP/1.1 103 Early Hints\r\n\
                   X-Request-Id: early\r\n\
                   Content-Length: 7\r\n\
                   Transfer-Encoding: gzip\r\n\
                   Connection: close\r\n\r\n";
    let r#final = with("X-Request-Id: final\r\n");
    for interims in [0, 1, 2, usize::from(MAX_INTERIM_ANSWERS)] {
        let answer = format!("{}{}", interim.repeat(interims), r#final);
        let (outcome, reason) = understand(answer.as_bytes(), Ending::Open);
        assert!(outcome.unwrap().head.contains("\"final\""));
        assert_eq!(reason, None, "it closes nothing");
    }
}

#[test]
fn interim_heads_count_as_the_final_one_does() {
    let limit = usize::try_from(MAX_HEAD_LEN).unwrap();
    let interim = format!("HTTP/1.1 100\r\nA: {}\r\n\r\n", "x".repeat(limit / 2));
    let answer = interim.repeat(3);
    let (outcome, _) = understand(answer.as_bytes(), Ending::Open);
    let error = outcome.unwrap_err();
    assert_eq!(*error.fault(), Fault::Broken(Rule::HeadTooLong));
    assert_eq!(error.at(), u64::from(MAX_HEAD_LEN));
}
