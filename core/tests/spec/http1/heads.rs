//! Heads that are accepted, and what of them is kept.

use drs_status_core::http1::{MAX_HEAD_LEN, MAX_INTERIM_ANSWERS, Rule};

use super::stream::Ending;
use super::{broken, understand, whole};

/// An answer without a body, with this between the status and the empty line.
fn with(lines: &str) -> String {
    format!("HTTP/1.1 200 OK\r\n{lines}Content-Length: 0\r\n\r\n")
}

#[test]
fn status_lines_that_are_accepted() {
    for (line, status) in [
        ("HTTP/1.1 200 OK", 200),
        ("HTTP/1.0 200 OK", 200),
        ("HTTP/1.1 200 ", 200),
        ("HTTP/1.1 200", 200),
        ("HTTP/1.1 404 Not\tFound ", 404),
        ("HTTP/1.1 403 不", 403),
        ("HTTP/1.1 599 599 599", 599),
        ("HTTP/1.1 999 ?", 999),
    ] {
        let answer = format!("{line}\r\nContent-Length: 2\r\n\r\nhi");
        let understood = whole(&answer);
        assert_eq!(understood.status, status, "{line}");
        assert_eq!(understood.body, "hi", "{line}");
    }
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
fn interim_answers_have_an_end() {
    let interim = "HTTP/1.1 100\r\n\r\n";
    let interims = usize::from(MAX_INTERIM_ANSWERS);
    let answer = interim.repeat(interims + 1);
    let at = interim.len() * interims + "HTTP/1.1 100\r\n".len();
    assert_eq!(
        broken(answer.as_bytes()),
        (Rule::TooManyInterimAnswers, at as u64)
    );
}

#[test]
fn a_head_has_an_end() {
    let limit = usize::try_from(MAX_HEAD_LEN).unwrap();
    let around = with("Set-Cookie: \r\n").len();
    for (len, is_accepted) in [(limit - around, true), (limit + 1 - around, false)] {
        let cookie = format!("Set-Cookie: {}\r\n", "x".repeat(len));
        let answer = with(&cookie);
        if is_accepted {
            assert_eq!(answer.len(), limit);
            assert_eq!(whole(&answer).status, 200);
        } else {
            let broken = broken(answer.as_bytes());
            assert_eq!(broken, (Rule::HeadTooLong, u64::from(MAX_HEAD_LEN)));
        }
    }
}

#[test]
fn interim_heads_count_as_the_final_one_does() {
    let limit = usize::try_from(MAX_HEAD_LEN).unwrap();
    let interim = format!("HTTP/1.1 100\r\nA: {}\r\n\r\n", "x".repeat(limit / 2));
    let answer = interim.repeat(3);
    let broken = broken(answer.as_bytes());
    assert_eq!(broken, (Rule::HeadTooLong, u64::from(MAX_HEAD_LEN)));
}
