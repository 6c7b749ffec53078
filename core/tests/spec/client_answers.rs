//! Answers that are not the one hoped for: their status, their length, their
//! refusals, and what becomes of the connection.

use core::time::Duration;

use drs_status_core::{
    Blame, Cause, DecodeErrorKind, Error, MAX_REFUSAL_LEN, ProtocolError, Reason, RetryAfter,
    ServiceError, StatusCode, TransportErrorKind,
};

use crate::ids::{ids, text, texts};
use crate::port::{
    Answer, Did, Ending, ONCE, Port, PortError, Recorder, client, item, results, run,
};
use crate::vectors::{REFUSALS, Refusal};

fn whole() -> String {
    results([item(&text(0), "CREATING")])
}

/// The error that an answer makes, and whether the connection was kept.
fn error_of(answer: Answer) -> (Error<PortError>, Kept) {
    let texts = texts(1);
    let mut buffer = [0; 256];
    let mut client = client(ONCE, Port::answering([answer]), &mut buffer);
    let mut recorder = Recorder::default();
    let error = run(client.batch_status(&ids(&texts), &mut recorder)).unwrap_err();
    assert_eq!(recorder.told, []);
    assert_eq!(error.delivered(), 0);
    let port = client.transport();
    assert_eq!(port.sent().count(), 1);
    let kept = match (port.is_open(), port.closes()) {
        (true, 0) => Kept::Yes,
        (false, 1) => Kept::No,
        other => panic!("open and closed: {other:?}"),
    };
    (error, kept)
}

/// Whether a connection serves the next request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kept {
    Yes,
    No,
}

fn refusal_of(answer: Answer) -> (ServiceError, Kept) {
    let (error, kept) = error_of(answer);
    assert_eq!(error.blame(), Blame::Service);
    match error.into_cause() {
        Cause::Service(refusal) => (refusal, kept),
        other => panic!("no refusal: {other:?}"),
    }
}

#[test]
fn any_status_of_success_with_a_response_is_one() {
    let texts = texts(1);
    for status in [200, 201, 202, 206, 299] {
        let mut buffer = [0; 256];
        let port = Port::answering([Answer::ok(whole()).status(status)]);
        let mut client = client(ONCE, port, &mut buffer);
        let summary = run(client.batch_status(&ids(&texts), &mut Recorder::default()));
        assert!(summary.unwrap().is_exact(), "{status}");
        assert!(client.transport().is_open());
    }
}

#[test]
fn success_without_content_is_no_empty_answer() {
    let texts = texts(1);
    for status in [200, 202, 204] {
        let mut buffer = [0; 256];
        let port = Port::responding(|_| Answer::ok("").status(status));
        let mut client = client(ONCE, port, &mut buffer);
        let error = run(client.batch_status(&ids(&texts), &mut Recorder::default())).unwrap_err();
        let Cause::Protocol(ProtocolError::Decode(decode)) = error.cause() else {
            panic!("another cause");
        };
        assert_eq!(
            (decode.kind(), decode.offset()),
            (DecodeErrorKind::Truncated, 0)
        );
        assert_eq!(client.transport().sent().count(), 1);
    }
}

#[test]
fn redirects_are_not_followed_and_other_codes_are_no_answers() {
    for status in [300, 301, 302, 303, 304, 307, 308, 399] {
        let answer = Answer::ok(whole())
            .status(status)
            .header("Location", "https://example.org/");
        let (error, kept) = error_of(answer);
        let code = StatusCode::new(status).unwrap();
        assert_eq!(
            *error.cause(),
            Cause::Protocol(ProtocolError::Redirect(code))
        );
        assert_eq!((error.blame(), kept), (Blame::Protocol, Kept::No));
    }
    for status in [100, 101, 199, 600, 999] {
        let (error, kept) = error_of(Answer::ok(whole()).status(status));
        let code = StatusCode::new(status).unwrap();
        assert_eq!(*error.cause(), Cause::Protocol(ProtocolError::Status(code)));
        assert_eq!((error.blame(), kept), (Blame::Protocol, Kept::No));
    }
}

#[test]
fn an_answer_may_be_as_long_as_the_limit_and_no_longer() {
    let texts = texts(1);
    for piece in [1, 7, usize::MAX] {
        let len = whole().len();
        let mut buffer = [0; 256];
        let port = Port::responding(|_| Answer::ok(whole()).in_pieces(piece));
        let mut enough = client(ONCE.body_limit(len), port, &mut buffer);
        let summary = run(enough.batch_status(&ids(&texts), &mut Recorder::default()));
        assert!(summary.unwrap().is_exact());

        let port = Port::answering([Answer::ok(whole()).in_pieces(piece)]);
        let limit = len - 1;
        let mut buffer = [0; 256];
        let mut short = client(ONCE.body_limit(limit), port, &mut buffer);
        let error = run(short.batch_status(&ids(&texts), &mut Recorder::default())).unwrap_err();
        assert_eq!(
            *error.cause(),
            Cause::Protocol(ProtocolError::BodyTooLong { limit })
        );
        assert_eq!(error.blame(), Blame::Protocol);
        assert_eq!(short.transport().closes(), 1);
    }
}

#[test]
fn an_answer_without_end_is_given_up_at_the_limit() {
    let texts = texts(1);
    let mut buffer = [0; 256];
    let port = Port::answering([Answer::ok(whole()).ending(Ending::Never)]);
    let mut client = client(ONCE, port, &mut buffer);
    let error = run(client.batch_status(&ids(&texts), &mut Recorder::default())).unwrap_err();
    assert_eq!(error.delivered(), 1);
    let limit = 1024 * 1024;
    assert_eq!(
        *error.cause(),
        Cause::Protocol(ProtocolError::BodyTooLong { limit })
    );
}

#[test]
fn every_refusal_becomes_a_service_error_with_its_status() {
    for status in [
        400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 494, 500, 502, 503, 504, 599,
    ] {
        for Refusal {
            name,
            body,
            code,
            message,
            request_id,
        } in REFUSALS
        {
            for piece in [1, 13, usize::MAX] {
                let answer = Answer::ok(*body).status(status).in_pieces(piece);
                let (refusal, _) = refusal_of(answer);
                assert_eq!(refusal.status().get(), status);
                assert_eq!(
                    (refusal.code(), refusal.message(), refusal.request_id()),
                    (*code, *message, *request_id),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn a_refusal_keeps_what_its_head_said() {
    let answer = Answer::ok("{\"error_code\":\"APIG.0308\",\"request_id\":\"of-the-body\"}")
        .status(429)
        .header("Retry-After", "7")
        .header("X-Request-Id", "of-the-head");
    let (refusal, _) = refusal_of(answer);
    assert_eq!(refusal.reason(), Some(Reason::TooFrequent));
    let wait = Duration::from_secs(7);
    assert_eq!(refusal.retry_after(), Some(RetryAfter::Wait(wait)));
    assert_eq!(refusal.request_id(), Some("of-the-head"));
}

#[test]
fn a_refusal_that_was_read_to_its_end_leaves_the_connection_open() {
    let json = "{\"error_code\":\"DRS.M00202\",\"error_msg\":\"no\"}";
    let html = format!("<html>{}</html>", " ".repeat(1000));
    let long = format!("{}{json}", " ".repeat(MAX_REFUSAL_LEN));
    let breaks = Ending::Breaks(TransportErrorKind::Truncated);
    for (name, body, ending, kept) in [
        ("json", json, Ending::Whole, Kept::Yes),
        ("nothing", "", Ending::Whole, Kept::Yes),
        ("a word", "no", Ending::Whole, Kept::Yes),
        ("a page", &html, Ending::Whole, Kept::No),
        ("too long", &long, Ending::Whole, Kept::No),
        ("json, broken behind it", json, breaks, Kept::No),
        ("json, cut", &json[..30], breaks, Kept::No),
        ("nothing, broken", "", breaks, Kept::No),
        ("json without end", json, Ending::Never, Kept::No),
        ("nothing without end", "", Ending::Never, Kept::No),
    ] {
        let (refusal, found) = refusal_of(Answer::ok(body).status(400).ending(ending));
        assert_eq!(found, kept, "{name}");
        let code = body
            .starts_with("{\"error_code\":\"DRS.M00202\"")
            .then_some("DRS.M00202");
        assert_eq!(refusal.code(), code, "{name}");
    }
}

#[test]
fn a_refusal_is_never_asked_again_and_says_what_was_delivered_before() {
    let texts = texts(3);
    let answers = [
        Answer::ok(whole()),
        Answer::ok(results([item(&text(1), "CREATING")])),
        Answer::ok("{\"error_code\":\"APIG.0307\"}").status(401),
    ];
    let mut buffer = [0; 256];
    let mut client = client(
        ONCE.ids_per_request(1),
        Port::answering(answers),
        &mut buffer,
    );
    let mut recorder = Recorder::default();
    let error = run(client.batch_status(&ids(&texts), &mut recorder)).unwrap_err();
    assert_eq!(error.delivered(), 2);
    assert_eq!(recorder.tasks().count(), 2);
    assert_eq!(
        recorder.told.len(),
        2,
        "the third is not said to be missing"
    );
    let Cause::Service(refusal) = error.cause() else {
        panic!("no refusal");
    };
    assert!(refusal.is_authentication());
    assert_eq!(refusal.reason(), Some(Reason::TokenExpired));
    assert_eq!(
        error.to_string(),
        "the service refuses (HTTP 401, APIG.0307) (after 2 tasks)"
    );
}

#[test]
fn between_whole_answers_the_connection_is_kept() {
    let texts = texts(1);
    let jobs = ids(&texts);
    let mut buffer = [0; 256];
    let port = Port::answering([
        Answer::ok(whole()),
        Answer::ok("{\"error_code\":\"DRS.M01503\"}").status(429),
        Answer::ok(whole()),
    ]);
    let mut client = client(ONCE, port, &mut buffer);
    assert!(run(client.batch_status(&jobs, &mut Recorder::default())).is_ok());
    assert!(run(client.batch_status(&jobs, &mut Recorder::default())).is_err());
    // What was wrong with a call that sent nothing is not the connection's fault.
    assert!(run(client.batch_status(&[], &mut Recorder::default())).is_err());
    assert!(run(client.batch_status(&jobs, &mut Recorder::default())).is_ok());
    assert!(!client.transport().log.contains(&Did::Close));
}
