//! What a person reads of an error, and whom it blames.

use std::error::Error as _;
use std::fmt;

use drs_status_core::{
    BatchStatusRequest, Blame, Capacity, Cause, DecodeError, DecodeErrorKind, Error, JobId, Page,
    ProtocolError, RequestError, StatusCode, TransportErrorKind,
};

use crate::decoding::decode;
use crate::port::PortError;
use crate::vectors::TWO_JOBS;

fn decode_error(body: impl AsRef<[u8]>) -> DecodeError {
    decode(body.as_ref()).unwrap_err()
}

#[test]
fn an_error_of_a_response_names_the_byte() {
    for (body, shown) in [
        (
            "<",
            "this is not JSON: an unexpected byte at byte 0 of the response",
        ),
        (
            "{\"\n",
            "this is not JSON: a control character in a string at byte 2 of the response",
        ),
        (
            "{\"\\x",
            "this is not JSON: an escape that there is not at byte 3 of the response",
        ),
        (
            "{\"\\udc00",
            "this is not JSON: half of a surrogate pair at byte 7 of the response",
        ),
        (
            "{\"x\":01",
            "this is not JSON: a malformed number at byte 6 of the response",
        ),
        (
            "{\"x\":nil",
            "this is not JSON: neither true, false nor null at byte 6 of the response",
        ),
        (
            "{",
            "the response ends too early, at byte 1 of the response",
        ),
        (
            "{}",
            "the response has no results, at byte 2 of the response",
        ),
        (
            "{\"results\":[]}.",
            "something follows the end of the response, at byte 14 of the response",
        ),
        (
            "[]",
            "the response is not an object, at byte 0 of the response",
        ),
        (
            "{\"results\":null}",
            "results is null at byte 11 of the response",
        ),
        (
            "{\"count\":0,\"count\":0}",
            "count stands twice at byte 11 of the response",
        ),
        (
            "{\"results\":[5]}",
            "an item of results has a value of the wrong type at byte 12 of the response",
        ),
    ] {
        assert_eq!(decode_error(body).to_string(), shown);
    }
    assert_eq!(
        decode_error(b"{\"\xff").to_string(),
        "this is not JSON: bytes that are not UTF-8 at byte 2 of the response"
    );
    let long = format!("{{\"results\":[{{\"id\":\"{}\"", "x".repeat(40));
    assert_eq!(
        decode_error(&long).to_string(),
        "no room for a job id in the response: 40 needed, 36 available, at byte 18 of the response"
    );
    let deep = format!("{{\"x\":{}", "[".repeat(300));
    assert_eq!(
        decode_error(&deep).to_string(),
        "no room for the nesting of the response: 257 needed, 256 available, at byte 260 of the response"
    );
}

#[test]
fn an_error_of_a_response_names_the_field() {
    for (body, shown) in [
        ("{\"results\":0}", "results"),
        ("{\"count\":[]}", "count"),
        ("{\"results\":[0]}", "an item of results"),
        ("{\"results\":[{\"id\":0}]}", "id"),
        ("{\"results\":[{\"status\":0}]}", "status"),
        ("{\"results\":[{\"error_code\":0}]}", "error_code"),
        ("{\"results\":[{\"error_message\":0}]}", "error_message"),
        ("{\"results\":[{\"error_msg\":0}]}", "error_msg"),
    ] {
        let error = decode_error(body);
        let DecodeErrorKind::WrongType(field) = error.kind() else {
            panic!("{error}");
        };
        assert_eq!(field.as_str(), shown);
        assert_eq!(
            error.kind().to_string(),
            format!("{shown} has a value of the wrong type")
        );
    }
}

#[test]
fn an_error_of_a_call_blames_one_side() {
    let redirect = StatusCode::new(302).unwrap();
    let no_answer = StatusCode::new(600).unwrap();
    let jobs = JobId::list(TWO_JOBS);
    let no_room = BatchStatusRequest::new(&jobs).unwrap().encode(&mut []);
    let cases: [(Cause<PortError>, Blame, &str); 9] = [
        (
            Cause::Config(RequestError::NoIds),
            Blame::Configuration,
            "no job id is asked",
        ),
        (
            Cause::Transport(PortError(TransportErrorKind::Resolve)),
            Blame::Transport,
            "the port failed: Resolve",
        ),
        (
            Cause::Transport(PortError(TransportErrorKind::Config)),
            Blame::Configuration,
            "the port failed: Config",
        ),
        (
            Cause::TimedOut,
            Blame::Transport,
            "the time for the call is up",
        ),
        (
            Cause::Protocol(ProtocolError::Decode(decode_error("{}"))),
            Blame::Protocol,
            "the response has no results, at byte 2 of the response",
        ),
        (
            Cause::Protocol(ProtocolError::Redirect(redirect)),
            Blame::Protocol,
            "the endpoint redirects (HTTP 302); no redirect is followed",
        ),
        (
            Cause::Protocol(ProtocolError::Status(no_answer)),
            Blame::Protocol,
            "the endpoint answers with HTTP 600",
        ),
        (
            Cause::Capacity(no_room.unwrap_err()),
            Blame::Capacity,
            "no room for the body of the request: 88 needed, 0 available",
        ),
        (
            Cause::Protocol(ProtocolError::BodyTooLong { limit: 9 }),
            Blame::Protocol,
            "the response is longer than the limit of 9 bytes",
        ),
    ];
    for (cause, blame, shown) in cases {
        let error = Error::from(cause.clone());
        assert_eq!(error.blame(), blame, "{shown}");
        assert_eq!(error.to_string(), shown);
        assert_eq!(*error.cause(), cause);
        assert_eq!(error.delivered(), 0);
    }
}

/// An error of a transport that has a cause of its own.
#[derive(Debug)]
struct Wrapped(PortError);

impl fmt::Display for Wrapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the port is at a loss")
    }
}

impl std::error::Error for Wrapped {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

#[test]
fn an_error_says_all_of_its_cause_and_its_source_is_what_lies_behind_that() {
    let cause = PortError(TransportErrorKind::Connect);
    let error = Error::from(Cause::Transport(Wrapped(cause)));
    assert_eq!(error.to_string(), "the port is at a loss");
    let source = error.source().map(ToString::to_string);
    assert_eq!(source, Some(cause.to_string()));

    let error = Error::from(Cause::<Wrapped>::Config(RequestError::NoIds));
    assert!(error.source().is_none());
}

#[test]
fn an_error_of_a_request_counts_as_people_do() {
    for (error, shown) in [
        (RequestError::NoIds, "no job id is asked"),
        (
            RequestError::Duplicate {
                first: 0,
                second: 4,
            },
            "job id 5 is the same as job id 1",
        ),
        (
            Page::new(0, 10).unwrap_err(),
            "pages have 1 to 100 tasks and count from 1; 0 a page asks for all and goes with page 0 or 1",
        ),
        (
            RequestError::NoSuchPage,
            "the page lies beyond the last one",
        ),
    ] {
        assert_eq!(error.to_string(), shown);
    }
}

#[test]
fn every_room_has_a_name() {
    for (what, shown) in [
        (Capacity::RequestBody, "the body of the request"),
        (Capacity::Buffer, "the client's working buffer"),
        (Capacity::Tasks, "the tasks that are asked"),
        (Capacity::Ids, "the ids in one request"),
        (Capacity::JobId, "a job id in the response"),
        (Capacity::Status, "a status in the response"),
        (Capacity::ErrorCode, "an error code in the response"),
        (Capacity::Depth, "the nesting of the response"),
    ] {
        assert_eq!(what.to_string(), shown);
    }
}
