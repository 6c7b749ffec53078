//! Whatever body a refusal has, one service error comes of it.

use core::time::Duration;

use drs_status_core::{
    MAX_ERROR_CODE_LEN, MAX_REFUSAL_LEN, MAX_REFUSAL_MESSAGE_LEN, MoreWanted, RefusalDecoder,
    ResponseHead, RetryAfter, ServiceError, StatusCode,
};

use crate::vectors::{REFUSALS, Refusal};

const BAD_REQUEST: u16 = 400;

/// A head with these fields.
fn head(fields: &[(&str, &str)]) -> ResponseHead<'static> {
    let mut head = ResponseHead::new();
    for (name, value) in fields {
        head.name(name);
        head.value(value.as_bytes());
    }
    head
}

/// What becomes of a body that arrives in `pieces`.
fn refused<'p>(pieces: impl IntoIterator<Item = &'p [u8]>) -> ServiceError {
    let mut decoder = RefusalDecoder::new();
    for piece in pieces {
        if decoder.push(piece) == MoreWanted::No {
            assert_eq!(decoder.push(b"{\"error_code\":\"late\"}"), MoreWanted::No);
        }
    }
    decoder.finish(StatusCode::new(BAD_REQUEST).unwrap(), &ResponseHead::new())
}

fn says(refusal: &Refusal, error: &ServiceError, how: &str) {
    assert_eq!(
        (error.code(), error.message(), error.request_id()),
        (refusal.code, refusal.message, refusal.request_id),
        "{}, {how}",
        refusal.name
    );
    assert_eq!(error.status().get(), BAD_REQUEST);
    assert_eq!(error.retry_after(), None);
}

#[test]
fn each_known_shape_is_understood_however_it_arrives() {
    for refusal in REFUSALS {
        says(refusal, &refused([refusal.body]), "whole");
        says(refusal, &refused(refusal.body.chunks(1)), "byte by byte");
        for at in 0..=refusal.body.len() {
            let (front, back) = refusal.body.split_at(at);
            says(refusal, &refused([front, back]), &format!("split at {at}"));
        }
    }
}

/// In a list a text stands behind a comma as a key does in an object.
#[test]
fn what_nobody_wants_is_passed_over_however_it_arrives() {
    let body = br#"{"a":["b","c",["d","e"]],"f":{"g":"h","i":"j"},"error_code":"DRS.M00202"}"#;
    for at in 0..=body.len() {
        let (front, back) = body.split_at(at);
        assert_eq!(refused([front, back]).code(), Some("DRS.M00202"), "{at}");
    }
    let error = refused(body.chunks(1));
    assert_eq!(error.code(), Some("DRS.M00202"));
}

#[test]
fn of_a_body_that_is_cut_what_had_come_is_kept_and_nothing_is_half() {
    for refusal in REFUSALS {
        let mut found = 0;
        for at in 0..=refusal.body.len() {
            let error = refused([&refusal.body[..at]]);
            let parts = [
                (error.code(), refusal.code),
                (error.message(), refusal.message),
                (error.request_id(), refusal.request_id),
            ];
            for (part, whole) in parts {
                assert!(
                    part.is_none() || part == whole,
                    "{} cut at {at}",
                    refusal.name
                );
            }
            let now = parts.iter().filter(|(part, _)| part.is_some()).count();
            assert!(now >= found, "{} cut at {at}", refusal.name);
            found = now;
        }
    }
}

#[test]
fn a_decoder_that_has_all_wants_no_more() {
    for (body, more) in [
        ("", MoreWanted::Yes),
        (" ", MoreWanted::Yes),
        ("{\"error_code\":\"DRS.M00202\"", MoreWanted::Yes),
        ("{\"error_code\":\"DRS.M00202\"}", MoreWanted::No),
        ("<", MoreWanted::No),
        ("upstream", MoreWanted::No),
        ("\u{feff}{}", MoreWanted::No),
        ("[", MoreWanted::Yes),
        ("[]", MoreWanted::No),
    ] {
        let mut decoder = RefusalDecoder::default();
        assert_eq!(decoder.push(body.as_bytes()), more, "{body}");
    }
}

#[test]
fn a_body_without_end_is_given_up() {
    for len in [1, 10, 5000, 100_000] {
        let piece = &*vec![b' '; len];
        let mut decoder = RefusalDecoder::new();
        let mut pushed = 0;
        while decoder.push(piece) == MoreWanted::Yes {
            pushed += piece.len();
            assert!(pushed < MAX_REFUSAL_LEN);
        }
        assert!(pushed + piece.len() >= MAX_REFUSAL_LEN);
    }
    // However long the pieces are, what lies behind the bound is not looked at.
    let reason = "\"error_code\":\"DRS.M00202\"}";
    for (start, code) in [
        (MAX_REFUSAL_LEN - reason.len(), Some("DRS.M00202")),
        (MAX_REFUSAL_LEN, None),
    ] {
        let body = format!("{{{}{reason}", " ".repeat(start - 1));
        for pieces in [body.len(), 4096, 1000, 1] {
            let error = refused(body.as_bytes().chunks(pieces));
            assert_eq!(error.code(), code, "in pieces of {pieces}");
        }
    }
}

#[test]
fn of_garbage_nothing_is_kept_but_what_came_before_it() {
    for (body, code, message) in [
        ("\0\0\0", None, None),
        ("null", None, None),
        ("404", None, None),
        ("\"DRS.M00202\"", None, None),
        (
            "{\"error_code\":\"a\",\"error_msg\":\"b\u{1}\"}",
            Some("a"),
            None,
        ),
        ("{\"error_code\":\"a\",}", Some("a"), None),
        ("{\"error_msg\":\"b\"}trailing", None, Some("b")),
        (
            "{\"error_code\":null,\"code\":true,\"error_msg\":[\"x\"]}",
            None,
            None,
        ),
        (
            "{\"error_code\":{\"code\":\"x\"},\"message\":\"b\"}",
            None,
            Some("b"),
        ),
        ("{\"error_code\":\"\",\"code\":\"a\"}", Some("a"), None),
        ("{\"error_code\":\"a\",\"code\":\"b\"}", Some("a"), None),
        ("{\"message\":\"a\",\"message\":\"b\"}", None, Some("a")),
        ("{\"code\":-1.5e3}", Some("-1.5e3"), None),
        ("[{\"error_code\":\"a\"}]", None, None),
        (
            "{\"a\":{\"error_code\":\"x\"},\"b\":[{\"code\":\"y\"}]}",
            None,
            None,
        ),
        (
            "{\"error\":{\"inner\":{\"code\":\"x\"},\"code\":\"a\"}}",
            Some("a"),
            None,
        ),
        ("{\"error\":\"text\",\"message\":\"b\"}", None, Some("b")),
        ("{\"results\":[{\"x\":{\"error_code\":\"x\"}}]}", None, None),
    ] {
        for error in [
            refused([body.as_bytes()]),
            refused(body.as_bytes().chunks(1)),
        ] {
            assert_eq!((error.code(), error.message()), (code, message), "{body}");
        }
    }
}

#[test]
fn nesting_of_any_depth_does_no_harm() {
    for open in ["[", "{\"error\":", "{\"results\":[", "{\"code\":"] {
        let error = refused([
            &b"{\"error_code\":\"a\",\"x\":"[..],
            open.repeat(10_000).as_bytes(),
        ]);
        assert_eq!(error.code(), Some("a"));
    }
    let closed = format!(
        "{{\"x\":{}{},\"error_code\":\"a\"}}",
        "[".repeat(255),
        "]".repeat(255)
    );
    assert_eq!(refused([closed.as_bytes()]).code(), Some("a"));
}

#[test]
fn what_is_too_long_is_cut_between_characters() {
    let long = "状".repeat(100);
    let body =
        format!("{{\"error_code\":\"{long}\",\"error_msg\":\"{long}\",\"request_id\":\"{long}\"}}");
    let error = refused([body.as_bytes()]);
    let kept = |bytes: usize| Some(&long[..bytes / 3 * 3]);
    assert_eq!(error.code(), kept(MAX_ERROR_CODE_LEN));
    assert_eq!(error.message(), kept(MAX_REFUSAL_MESSAGE_LEN));
    assert_eq!(error.request_id(), kept(40));
}

#[test]
fn the_head_says_when_to_come_back_and_names_the_request_before_the_body_does() {
    let body = b"{\"error_code\":\"APIG.0308\",\"request_id\":\"of-the-body\"}";
    let too_many = StatusCode::new(429).unwrap();
    for (fields, id, retry_after) in [
        (&[][..], Some("of-the-body"), None),
        (
            &[("X-Request-Id", "of-the-head")][..],
            Some("of-the-head"),
            None,
        ),
        (&[("x-request-id", "  ")][..], Some("of-the-body"), None),
        (
            &[("Retry-After", "120"), ("X-REQUEST-ID", "of-the-head")][..],
            Some("of-the-head"),
            Some(RetryAfter::Wait(Duration::from_secs(120))),
        ),
        (&[("retry-after", "soon")][..], Some("of-the-body"), None),
    ] {
        let mut decoder = RefusalDecoder::new();
        assert_eq!(decoder.push(body), MoreWanted::No);
        let error = decoder.finish(too_many, &head(fields));
        assert_eq!(error.request_id(), id, "{fields:?}");
        assert_eq!(error.retry_after(), retry_after, "{fields:?}");
        assert_eq!(error.status(), too_many);
    }
}

#[test]
fn shown_to_a_person_no_text_of_the_network_reaches_the_terminal_raw() {
    let bidirectional = [
        '\u{61c}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}',
        '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
    ];
    let controls = (0..0x20_u8).chain([0x7f]).map(char::from);
    let c1 = ('\u{80}'..='\u{9f}').chain(['\u{2028}', '\u{2029}', '\u{feff}']);
    for bad in controls.chain(c1).chain(bidirectional) {
        let escape = format!("\\u{:04x}", u32::from(bad));
        let body = format!(
            "{{\"error_code\":\"c{escape}c\",\"error_msg\":\"m{escape}m\",\"request_id\":\"r{escape}r\"}}"
        );
        let error = refused([body.as_bytes()]);
        assert_eq!(error.message(), Some(format!("m{bad}m").as_str()));
        for shown in [error.to_string(), format!("{error:?}")] {
            assert!(!shown.contains(bad), "{escape} is shown raw: {shown:?}");
        }
    }
}

#[test]
fn a_person_reads_status_code_message_and_request() {
    for (body, shown) in [
        ("", "the service refuses (HTTP 400)"),
        (
            "{\"error_code\":\"DRS.M00202\"}",
            "the service refuses (HTTP 400, DRS.M00202)",
        ),
        (
            "{\"request_id\":\"r\",\"request_id\":\"s\"}",
            "the service refuses (HTTP 400) [request r]",
        ),
        (
            "{\"message\":\"任务 no\\nsuch\"}",
            "the service refuses (HTTP 400): 任务 no\\nsuch",
        ),
        (
            "{\"error_code\":\"APIG.0301\",\"error_msg\":\"m\\u001b[31m\\u202e\",\"request_id\":\"r\"}",
            "the service refuses (HTTP 400, APIG.0301): m\\u{1b}[31m\\u{202e} [request r]",
        ),
    ] {
        assert_eq!(refused([body.as_bytes()]).to_string(), shown);
    }
}
