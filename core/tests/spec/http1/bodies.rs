//! Bodies: where they end, and that nothing else ends them.

use drs_status_core::http1::{CloseReason, Connection, Fault, MIN_BUFFER_LEN};
use drs_status_core::{RequestSent, TransportError, TransportErrorKind};
use embedded_io_async::ErrorKind;

use super::stream::{Ending, Stream, StreamError};
use super::{ask, run, understand};

/// An answer with this field, and this behind the empty line.
fn answer(field: &str, body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\n{field}\r\n\r\n{body}")
}

fn chunked(body: &str) -> String {
    answer("Transfer-Encoding: chunked", body)
}

#[test]
fn bodies_that_end_where_they_say() {
    for (answer, body) in [
        (answer("Content-Length: 5", "hello"), "hello"),
        (answer("Content-Length: 0", ""), ""),
        (answer("content-length:005", "hello"), "hello"),
        (answer("Content-Length: 5, 5,05", "hello"), "hello"),
        (
            answer("Content-Length: 5\r\nContent-Length: 5", "hello"),
            "hello",
        ),
        (
            answer("Content-Length: 5\r\nContent-Encoding: identity", "hello"),
            "hello",
        ),
        (
            answer("Content-Length: 5\r\nContent-Encoding:", "hello"),
            "hello",
        ),
        (chunked("5\r\nhello\r\n0\r\n\r\n"), "hello"),
        (chunked("2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"), "hello"),
        (chunked("0\r\n\r\n"), ""),
        (chunked("0000000000000005\r\nhello\r\n000\r\n\r\n"), "hello"),
        (
            chunked("a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n"),
            "01234567890123456789",
        ),
        (
            chunked("5;a=b;c=\"d;\t\u{e9}\"\r\nhello\r\n0;last\r\n\r\n"),
            "hello",
        ),
        (chunked("5 \t;a\r\nhello\r\n0\t;\r\n\r\n"), "hello"),
        (
            chunked("5\r\nhello\r\n0\r\nContent-Length: 9\r\nX: y\r\n\r\n"),
            "hello",
        ),
        (
            answer("transfer-encoding:\tCHUNKED ", "1\r\nx\r\n0\r\n\r\n"),
            "x",
        ),
        ("HTTP/1.1 204 No Content\r\n\r\n".into(), ""),
        (
            "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n".into(),
            "",
        ),
        (
            "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n".into(),
            "",
        ),
    ] {
        let (outcome, reason) = understand(answer.as_bytes(), Ending::Open);
        assert_eq!(outcome.expect(&answer).body, body, "{answer:?}");
        assert_eq!(reason, None, "{answer:?}");
        cut_anywhere(&answer);
    }
}

/// Wherever an answer is cut, it is none.
fn cut_anywhere(answer: &str) {
    let head_len = answer.find("\r\n\r\n").unwrap() + 4;
    for len in 0..answer.len() {
        for ending in [Ending::End, Ending::Fails(ErrorKind::ConnectionReset)] {
            let mut buffer = [0; MIN_BUFFER_LEN];
            let mut connection = Connection::new(&mut buffer).unwrap();
            let mut stream = Stream::new();
            stream.answers([&answer.as_bytes()[..len]], ending);
            let error = ask(&mut connection, &mut stream, 100).unwrap_err();

            let reset = StreamError(ErrorKind::ConnectionReset);
            let (fault, kind) = match (len, ending) {
                (0, Ending::End) => (Fault::Unanswered, TransportErrorKind::Closed),
                (_, Ending::End) if len < head_len => (Fault::HeadCut, TransportErrorKind::Closed),
                (_, Ending::End) => (Fault::BodyCut, TransportErrorKind::Truncated),
                _ if len < head_len => (Fault::ReadHead(reset), TransportErrorKind::Closed),
                _ => (Fault::ReadBody(reset), TransportErrorKind::Truncated),
            };
            assert_eq!(*error.fault(), fault, "{answer:?} cut at {len}");
            assert_eq!(error.kind(), kind);
            assert_eq!(error.at(), len as u64);
            assert_eq!(error.request_sent(), RequestSent::Maybe);
            assert_eq!(connection.close_reason(), Some(CloseReason::Failed));

            let error = run(connection.read(&mut stream, &mut [0; 9])).unwrap_err();
            assert_eq!(*error.fault(), Fault::NoAnswer, "no end is made of it");
        }
    }
}

#[test]
fn a_body_that_ends_with_its_connection() {
    for head in [
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n\r\n",
    ] {
        for body in ["", "h", "hello"] {
            let answer = format!("{head}{body}");
            let (outcome, reason) = understand(answer.as_bytes(), Ending::End);
            assert_eq!(outcome.unwrap().body, body);
            assert_eq!(reason, Some(CloseReason::DelimitedByClose));

            let reset = ErrorKind::ConnectionReset;
            let (outcome, _) = understand(answer.as_bytes(), Ending::Fails(reset));
            let error = outcome.unwrap_err();
            assert_eq!(*error.fault(), Fault::ReadBody(StreamError(reset)));
        }
    }
}

#[test]
fn a_stream_that_runs_out_of_time_is_a_timeout() {
    for answer in [
        "",
        "HTTP/1.1 20",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel",
    ] {
        let ending = Ending::Fails(ErrorKind::TimedOut);
        let (outcome, _) = understand(answer.as_bytes(), ending);
        assert_eq!(outcome.unwrap_err().kind(), TransportErrorKind::Timeout);
    }
}

#[test]
fn a_long_body_goes_straight_to_its_reader() {
    let body = "0123456789".repeat(1000);
    for answer in [
        answer("Content-Length: 10000", &body),
        chunked(&format!("2710\r\n{body}\r\n0\r\n\r\n")),
    ] {
        for piece in [1, 63, 64, 65, 1000, 20_000] {
            let mut buffer = [0; MIN_BUFFER_LEN];
            let mut connection = Connection::new(&mut buffer).unwrap();
            let mut stream = Stream::new();
            stream.answers([answer.as_bytes()], Ending::Open);
            let understood = ask(&mut connection, &mut stream, piece).unwrap();
            assert_eq!(understood.body, body);
            assert_eq!(connection.close_reason(), None);
            // However small the pieces are, the stream is asked for a whole buffer.
            let most = answer.len() / MIN_BUFFER_LEN + 4;
            assert!(stream.reads <= most, "{} reads for {piece}", stream.reads);
        }
    }
}

#[test]
fn without_room_nothing_is_read() {
    let mut buffer = [0; 100];
    let mut connection = Connection::new(&mut buffer).unwrap();
    let mut stream = Stream::new();
    let error = run(connection.read(&mut stream, &mut [])).unwrap_err();
    assert_eq!(*error.fault(), Fault::NoRoom);
    assert_eq!(error.kind(), TransportErrorKind::Config);
    let error = run(connection.read(&mut stream, &mut [0])).unwrap_err();
    assert_eq!(*error.fault(), Fault::NoAnswer);
    assert!(connection.is_reusable());
}
