//! Connections that are kept, and why others are closed.

use drs_status_core::http1::{CloseReason, Connection, Fault, MIN_BUFFER_LEN};
use drs_status_core::{RequestSent, ResponseHead, TransportError, TransportErrorKind};
use embedded_io_async::ErrorKind;

use super::stream::{Ending, Stream};
use super::{ask, request, run};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

#[test]
fn bytes_behind_an_answer_are_of_none() {
    for answer in [
        OK,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
    ] {
        for more in ["\r\n", "x", OK] {
            let answer = format!("{answer}{more}");
            let mut buffer = [0; 1000];
            let mut connection = Connection::new(&mut buffer).unwrap();
            let mut stream = Stream::new();
            stream.answers([answer.as_bytes()], Ending::Open);
            stream.answers([OK.as_bytes()], Ending::Open);
            let body = ask(&mut connection, &mut stream, 100).unwrap().body;
            assert!(["ok", ""].contains(&&*body));
            let unasked = CloseReason::UnaskedBytes;
            assert_eq!(connection.close_reason(), Some(unasked));

            let error = ask(&mut connection, &mut stream, 100).unwrap_err();
            assert_eq!(*error.fault(), Fault::NotReusable(unasked));
            assert_eq!(error.request_sent(), RequestSent::No);
            assert_eq!(stream.flushes, 1, "nothing is sent");
        }
    }
}

#[test]
fn an_answer_is_whole_with_its_last_byte() {
    for (answer, len) in [(OK, 2), ("HTTP/1.1 204 No Content\r\n\r\n", 0)] {
        let mut buffer = [0; 1000];
        let mut connection = Connection::new(&mut buffer).unwrap();
        let mut stream = Stream::new();
        stream.answers([answer.as_bytes()], Ending::Open);
        let mut head = ResponseHead::new();
        run(connection.send(&mut stream, &request(), &mut head)).unwrap();
        if len > 0 {
            let shown = "Connection { close_reason: Some(Unfinished), .. }";
            assert_eq!(format!("{connection:?}"), shown, "nothing of its buffer");
            assert_eq!(run(connection.read(&mut stream, &mut [0; 9])), Ok(len));
        }
        assert_eq!(connection.close_reason(), None, "nobody asks for its end");
    }
}

#[test]
fn bytes_that_lie_there_before_a_request_are_no_answer() {
    for (requests, says, ending, expected) in [
        (0, OK, Ending::Open, CloseReason::UnaskedBytes),
        (1, OK, Ending::Open, CloseReason::UnaskedBytes),
        (1, "\r\n", Ending::End, CloseReason::UnaskedBytes),
        (0, "", Ending::End, CloseReason::Ended),
        (1, "", Ending::End, CloseReason::Ended),
        (
            1,
            "",
            Ending::Fails(ErrorKind::ConnectionReset),
            CloseReason::Ended,
        ),
    ] {
        let mut buffer = [0; 1000];
        let mut connection = Connection::new(&mut buffer).unwrap();
        let mut stream = Stream::new();
        for _ in 0..requests {
            stream.answers([OK.as_bytes()], Ending::Open);
            ask(&mut connection, &mut stream, 100).unwrap();
        }
        assert_eq!(run(connection.probe(&mut stream)), Ok(()));
        stream.says(says.as_bytes(), ending);
        let written = stream.written.len();
        let error = ask(&mut connection, &mut stream, 100).unwrap_err();
        assert_eq!(*error.fault(), Fault::NotReusable(expected));
        assert_eq!(error.kind(), TransportErrorKind::Closed);
        assert_eq!(error.request_sent(), RequestSent::No);
        assert_eq!(stream.written.len(), written, "nothing is sent");
        assert_eq!(connection.close_reason(), Some(expected));
        assert_eq!(run(connection.probe(&mut stream)), Err(expected));
    }
}

#[test]
fn many_requests_on_one_connection() {
    for buffer_len in [MIN_BUFFER_LEN, 1000] {
        let mut buffer = vec![0; buffer_len];
        let mut connection = Connection::new(&mut buffer).unwrap();
        let mut stream = Stream::new();
        for n in 0..5 {
            let chunked = format!(
                "HTTP/1.1 100 -\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\
                 1\r\n{n}\r\n0\r\n\r\n"
            );
            stream.answers([chunked.as_bytes()], Ending::Open);
            let understood = ask(&mut connection, &mut stream, 100).unwrap();
            assert_eq!(understood.body, n.to_string());
            assert!(connection.is_reusable());
            assert_eq!(stream.flushes, n + 1);
        }
    }
}

#[test]
fn after_a_reset_all_is_as_at_first() {
    let mut buffer = [0; 200];
    let mut connection = Connection::new(&mut buffer).unwrap();
    for broken in ["nonsense", OK] {
        let mut stream = Stream::new();
        stream.answers([broken.as_bytes()], Ending::End);
        let _ = ask(&mut connection, &mut stream, 100);
        connection.reset();
        assert_eq!(connection.close_reason(), None);
        let error = run(connection.read(&mut stream, &mut [0])).unwrap_err();
        assert_eq!((*error.fault(), error.at()), (Fault::NoAnswer, 0));
    }
}
